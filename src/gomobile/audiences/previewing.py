"""Try rules out: how many contacts they mean, and why a contact is among them or not."""

from __future__ import annotations

from uuid import UUID

from psycopg import sql

from gomobile.accounts.caller import Organization
from gomobile.audiences import answers
from gomobile.audiences.errors import AudienceIsStatic
from gomobile.audiences.live import preview as counting
from gomobile.audiences.live.preview import Preview
from gomobile.audiences.service import get
from gomobile.clock import now
from gomobile.contacts import service as contacts
from gomobile.db.pool import Connection
from gomobile.segments import service as segments
from gomobile.segments.answers import RuleField
from gomobile.segments.compiling import compile_rules
from gomobile.segments.explaining import explain_query
from gomobile.segments.tree import parse


def preview(conn: Connection, organization: Organization, rules: object, *, exact: bool, shown: int) -> Preview:
    """How many contacts rules mean, and some of them. Raises InvalidInput naming each wrong node."""
    context = segments.load_context(conn, organization)
    compiled = compile_rules(parse(rules, context), context, prefix="p_")
    return counting.preview(conn, organization.id, compiled, exact=exact, shown=shown)


def explain(conn: Connection, organization: Organization, rules: object, contact_id: UUID) -> answers.RulesExplained:
    """The rules with what each node said of one contact, and `isMember`. Raises InvalidInput or ContactNotFound."""
    contact = contacts.get_contact(conn, organization.id, contact_id)
    context = segments.load_context(conn, organization)
    explained = explain_query(parse(rules, context), context, prefix="w_")
    values = {**explained.values, "org_id": organization.id, "now": now(), "contact_id": contact_id}
    row = conn.execute(sql.Composed([explained.query]), values).fetchone()
    assert row is not None, "the contact was found a moment ago"
    tree = explained.tree(row)
    archived = contact.archived_at is not None
    member = tree["matches"] is True and not archived
    return {"contactId": contact_id, "isMember": member, "isArchived": archived, "rules": tree}


def explain_audience(
    conn: Connection, organization: Organization, id: UUID, contact_id: UUID
) -> answers.AudienceExplained:
    """The same for the rules of a live audience. Raises AudienceNotFound, AudienceIsStatic or ContactNotFound."""
    audience = get(conn, organization.id, id)
    if audience.rules is None:
        raise AudienceIsStatic
    return {"audienceId": id, **explain(conn, organization, audience.rules, contact_id)}


def fields(conn: Connection, organization: Organization) -> list[RuleField]:
    """What rules can ask about."""
    return segments.fields(segments.load_context(conn, organization))
