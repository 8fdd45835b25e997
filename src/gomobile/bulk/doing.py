"""What each action does to some contacts, and how it is taken back. In the caller's transaction."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import orjson

from gomobile.accounts.caller import Actor
from gomobile.audiences import membership
from gomobile.audiences import service as audiences
from gomobile.bulk import store
from gomobile.bulk.action import BulkAction
from gomobile.bulk.parameters import field_of, id_in
from gomobile.contacts.archiving import archive_many, delete_many, restore_many, unarchive_many
from gomobile.contacts.reactions import contacts_changed
from gomobile.db.pool import Connection
from gomobile.tags import service as tags


def do(conn: Connection, org_id: UUID, action: BulkAction, ids: Sequence[UUID]) -> list[UUID]:
    """Do an action to contacts; those that it changed. Raises TagNotFound, AudienceNotFound or AudienceIsLive."""
    actor = Actor("bulk", action.id)
    match action.action:
        case "tag":
            return tags.add(conn, org_id, actor, id_in(action.parameters, "tagId"), ids)
        case "untag":
            return tags.remove(conn, org_id, actor, id_in(action.parameters, "tagId"), ids)
        case "add_to_audience":
            return _enter(conn, org_id, actor, action, ids)
        case "remove_from_audience":
            return _leave(conn, org_id, actor, action, ids)
        case "archive":
            return archive_many(conn, org_id, actor, ids)
        case "unarchive":
            return unarchive_many(conn, org_id, actor, ids)
        case "delete":
            return delete_many(conn, org_id, actor, ids)
        case "restore":
            return restore_many(conn, org_id, actor, ids)
        case "set_field":
            value = orjson.dumps(action.parameters["value"]).decode()
            return _set(conn, org_id, actor, action, ids, [value] * len(ids))


def take_back(conn: Connection, org_id: UUID, action: BulkAction, ids: Sequence[UUID]) -> list[UUID]:
    """Put back what an action did to contacts, where nobody has changed the same since; those put back.

    In their history it is a change of the action, which knows who undid it: two changes of one action are how the undo
    of an earlier one tells that this one is as if it had not been. Raises as `do`.
    """
    actor = Actor("bulk", action.id)
    if action.action in ("add_to_audience", "remove_from_audience"):
        audiences.lock_to_add(conn, org_id, id_in(action.parameters, "audienceId"))
    store.lock_contacts(conn, org_id, ids)
    match action.action:
        case "tag" | "untag":
            tag_id = id_in(action.parameters, "tagId")
            ours = store.still_ours(conn, org_id, action.id, "tag", ids, tag_id)
            return (tags.remove if action.action == "tag" else tags.add)(conn, org_id, actor, tag_id, ours)
        case "add_to_audience":
            audience_id = id_in(action.parameters, "audienceId")
            ours = store.still_moved(conn, org_id, action.id, audience_id, ids)
            return _leave(conn, org_id, actor, action, ours)
        case "remove_from_audience":
            audience_id = id_in(action.parameters, "audienceId")
            ours = store.still_moved(conn, org_id, action.id, audience_id, ids)
            return _enter(conn, org_id, actor, action, ours)
        case "archive":
            return unarchive_many(conn, org_id, actor, store.still_ours(conn, org_id, action.id, "archive", ids))
        case "unarchive":
            return archive_many(conn, org_id, actor, store.still_ours(conn, org_id, action.id, "archive", ids))
        case "delete":
            return restore_many(conn, org_id, actor, store.still_ours(conn, org_id, action.id, "trash", ids))
        case "restore":
            return delete_many(conn, org_id, actor, store.still_ours(conn, org_id, action.id, "trash", ids))
        case "set_field":
            field, slug = field_of(action.parameters)
            value = orjson.dumps(action.parameters["value"]).decode()
            ours, before = store.previous_values(conn, org_id, action.id, field, slug, value, ids)
            return _set(conn, org_id, actor, action, ours, before)


def _enter(conn: Connection, org_id: UUID, actor: Actor, action: BulkAction, ids: Sequence[UUID]) -> list[UUID]:
    audience_id = id_in(action.parameters, "audienceId")
    audiences.lock_to_add(conn, org_id, audience_id)
    return membership.enter(conn, org_id, actor, audience_id, membership.lock_live(conn, org_id, ids))


def _leave(conn: Connection, org_id: UUID, actor: Actor, action: BulkAction, ids: Sequence[UUID]) -> list[UUID]:
    audience_id = id_in(action.parameters, "audienceId")
    audiences.lock_to_add(conn, org_id, audience_id)
    return membership.leave(conn, org_id, actor, audience_id, membership.lock_live(conn, org_id, ids), "removed")


def _set(
    conn: Connection, org_id: UUID, actor: Actor, action: BulkAction, ids: Sequence[UUID], values: Sequence[str]
) -> list[UUID]:
    field, slug = field_of(action.parameters)
    changed = store.set_field(conn, org_id, actor, field, slug, ids, values) if ids else []
    contacts_changed(conn, org_id, actor, "updated", changed)
    return changed
