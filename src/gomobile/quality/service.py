"""The quality of an organization's contacts: verify numbers, see what can be called, apply tuned rules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from gomobile.accounts.caller import Actor, Organization
from gomobile.db.pool import Connection
from gomobile.errors import InvalidInput
from gomobile.quality.callable import Channel, Reason, reasons
from gomobile.quality.hygiene import service as hygiene
from gomobile.quality.hygiene.service import RunRow
from gomobile.quality.reach import Reach, days_of, parts_of
from gomobile.quality.summary import summarize
from gomobile.segments import service as segments
from gomobile.segments.tree import parse, to_json


def verify_numbers(
    conn: Connection,
    organization: Organization,
    actor: Actor,
    *,
    contacts: Sequence[UUID] | None = None,
    filter: dict[str, Any] | None = None,
    dry_run: bool = False,
) -> RunRow:
    """Queue a check of numbers against the numbering plans of today: of contacts, of a filter, or of all.

    Raises InvalidInput for rules that cannot be read, or CleanUpRunning.
    """
    if contacts is not None and filter is not None:
        raise InvalidInput.of("filter", "exclusive", "Give either contacts or filter, not both.")
    only: dict[str, Any] = {}
    if contacts is not None:
        only["contacts"] = sorted({str(id) for id in contacts})
    if filter is not None:
        only["filter"] = to_json(parse(filter, segments.load_context(conn, organization), at="filter"))
    return hygiene.start(conn, organization.id, actor, "recheck_phones", dry_run=dry_run, only=only)


def callable_reasons(
    conn: Connection, org_id: UUID, contact_ids: Sequence[UUID], channel: Channel = "call"
) -> dict[UUID, list[Reason]]:
    """Why each of these contacts cannot be reached by a channel now; an empty list: it can be."""
    return reasons(conn, org_id, contact_ids, channel)


def reach(conn: Connection, organization: Organization) -> Reach:
    """Who can be called, the first reason why each of the others cannot, and how the contacts grew.

    Of kept numbers for a large organization, with the moment at which they were counted.
    """
    found = summarize(conn, organization)
    callable_part, why_not = parts_of(found.counts)
    today = found.computed_at.astimezone(ZoneInfo(organization.timezone)).date()
    return Reach(
        found.counts["contacts"] + found.counts["archived"],
        callable_part,
        why_not,
        days_of(found.counts, today),
        found.counts["duplicates"],
        found.computed_at,
        found.refreshing,
    )


def reachability_changed(conn: Connection, org_id: UUID, actor: Actor) -> None:
    """Let the changed rules of reachability be applied to every contact, in the background."""
    hygiene.start(conn, org_id, actor, "judge_reachability", offered=False)
