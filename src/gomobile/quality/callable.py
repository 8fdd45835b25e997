"""May this contact be called now, and if not, why: the one function that every door asks before it calls."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from gomobile.db.pool import Connection
from gomobile.privacy.suppression import service as suppression
from gomobile.quality import store
from gomobile.quality.conditions import OUT_OF_REACH
from gomobile.quality.reasons import TEXTS, Channel, Reason
from gomobile.quality.store import Standing

__all__ = ["TEXTS", "Channel", "Reason", "reasons"]


def reasons(
    conn: Connection, org_id: UUID, contact_ids: Sequence[UUID], channel: Channel = "call"
) -> dict[UUID, list[Reason]]:
    """Why each of these contacts cannot be called (or written to) now; an empty list: it can be.

    A contact that there is not counts as deleted. Suppressions are looked up by every number of the contact, at this
    moment.
    """
    known = store.standing(conn, org_id, contact_ids)
    barred = suppression.contact_suppressed(conn, org_id, list(known), channel) if known else {}
    return {
        id: _reasons(known[id], channel, suppressed=id in barred) if id in known else ["deleted"] for id in contact_ids
    }


def _reasons(one: Standing, channel: Channel, *, suppressed: bool) -> list[Reason]:
    found: list[Reason] = []
    if one.deleted:
        found.append("deleted")
    if one.archived:
        found.append("archived")
    if channel == "email":
        if not one.primary_email:
            found.append("no_email")
    elif one.phone_status == "invalid":
        found.append("invalid_phone")
    if channel == "call" and one.reachability in OUT_OF_REACH:
        found.append(one.reachability)  # type: ignore[arg-type]  # one of the two
    if suppressed:
        found.append("suppressed")
    return found
