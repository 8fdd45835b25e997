"""What a list shows of its contacts from other nouns: one query for each kind, however many contacts there are."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from gomobile.audiences import service as audiences
from gomobile.calls import service as calls
from gomobile.calls.presenter import engagement_json
from gomobile.contacts.answers import ContactExtras
from gomobile.contacts.list_query import Include
from gomobile.db.pool import Connection
from gomobile.quality import service as quality


def more_of(
    conn: Connection, org_id: UUID, ids: Sequence[UUID], include: Collection[Include]
) -> dict[UUID, ContactExtras]:
    """What is asked for of these contacts."""
    found: dict[UUID, ContactExtras] = {id: {} for id in ids}
    if not ids:
        return found
    if "audiences" in include:
        stays = audiences.of_contacts(conn, org_id, ids)
        for id, shown in found.items():
            shown["audiences"] = [{"id": one.id, "name": one.name, "type": one.type} for one in stays.get(id, ())]
    if "engagement" in include:
        figures = calls.engagements(conn, org_id, ids)
        for id, shown in found.items():
            shown["engagement"] = engagement_json(figures[id])
    if "callable" in include:
        for id, why_not in quality.callable_reasons(conn, org_id, ids).items():
            found[id]["callable"] = not why_not
            found[id]["notCallable"] = why_not
    return found
