"""What rules are read against, and what a rule builder offers."""

from __future__ import annotations

from gomobile.accounts.caller import Organization
from gomobile.attributes import service as attributes
from gomobile.attributes.parse.text import fold
from gomobile.db.pool import Connection
from gomobile.segments import answers, store
from gomobile.segments.context import Context
from gomobile.segments.fields import all_fields
from gomobile.segments.operators import FITTING

_SHOWN = 1_000


def load_context(conn: Connection, organization: Organization) -> Context:
    """The attributes, tags and audiences that rules of an organization may name: three small reads."""
    return Context(
        organization,
        attributes.load_definitions(conn, organization.id),
        {fold(name): id for id, name in store.tags(conn, organization.id)},
        frozenset(store.audiences(conn, organization.id)),
    )


def fields(context: Context) -> list[answers.RuleField]:
    """Every field for a rule builder: name, label, type, the operators that fit, and options where it has them.

    Consents are not listed: their purposes are free. They are named `consent.purpose.channel`.
    """
    listed: list[answers.RuleField] = []
    for field in all_fields(context):
        entry: answers.RuleField = {
            "name": field.name,
            "label": field.label,
            "type": field.kind,
            "operators": list(FITTING[field.kind]),
        }
        if field.options:
            options = [option for option in field.options if not option.archived]
            entry["options"] = [{"value": option.id, "label": option.label} for option in options[:_SHOWN]]
        listed.append(entry)
    return listed
