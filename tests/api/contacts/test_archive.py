"""Archived contacts: kept, hidden, brought back with one call; and many at once."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from gomobile.accounts.caller import Actor
from gomobile.contacts.archiving import archive_many, delete_many, restore_many, unarchive_many
from gomobile.db.pool import Database
from tests import make
from tests.api.contacts.test_create import create

ACTOR = Actor("system")


@pytest.fixture
def ids(api: make.Api) -> list[UUID]:
    return [UUID(create(api, primaryPhone=make.phone()).json()["contact"]["id"]) for _ in range(4)]


def rows(database: Database, query: str) -> list[Any]:
    with database.transaction() as conn:
        return conn.execute(query).fetchall()  # type: ignore[arg-type]


def test_many_are_archived_and_brought_back(api: make.Api, database: Database, ids: list[UUID]) -> None:
    org_id = api.organization.id
    with database.transaction() as conn:
        assert archive_many(conn, org_id, ACTOR, ids[:3]) == ids[:3]
        assert archive_many(conn, org_id, ACTOR, ids) == ids[3:]
    assert rows(database, "SELECT sum(live), sum(archived) FROM contact_counts") == [(4, 4)]
    with database.transaction() as conn:
        assert unarchive_many(conn, org_id, ACTOR, [*ids[1:], UUID(int=0)]) == ids[1:]
        assert unarchive_many(conn, org_id, ACTOR, []) == []
    assert rows(database, "SELECT sum(live), sum(archived) FROM contact_counts") == [(4, 1)]
    images = rows(database, "SELECT before FROM contact_history WHERE kind = 'updated' ORDER BY id")
    assert all(set(before) == {"archivedAt"} for (before,) in images)
    assert [before["archivedAt"] is None for (before,) in images] == [True] * 4 + [False] * 3
    kinds = rows(database, "SELECT kind, size FROM contact_changes WHERE actor_kind = 'system' ORDER BY id")
    assert kinds == [("updated", 3), ("updated", 1), ("updated", 3)]


def test_many_are_deleted_and_restored(api: make.Api, database: Database, ids: list[UUID]) -> None:
    org_id = api.organization.id
    with database.transaction() as conn:
        archive_many(conn, org_id, ACTOR, ids[:1])
        assert delete_many(conn, org_id, ACTOR, ids) == ids
        assert delete_many(conn, org_id, ACTOR, ids) == []
        assert archive_many(conn, org_id, ACTOR, ids) == []
    assert rows(database, "SELECT sum(live), sum(archived) FROM contact_counts") == [(0, 0)]
    with database.transaction() as conn:
        assert restore_many(conn, org_id, ACTOR, ids) == ids
        assert restore_many(conn, org_id, ACTOR, ids) == []
    assert rows(database, "SELECT sum(live), sum(archived) FROM contact_counts") == [(4, 1)]
    kinds = rows(database, "SELECT kind, count(*) FROM contact_history GROUP BY kind ORDER BY kind")
    assert kinds == [("deleted", 4), ("restored", 4), ("updated", 1)]


def test_of_several_with_one_number_only_one_comes_back(api: make.Api, database: Database) -> None:
    same = []
    for _ in range(2):
        made = create(api, primaryPhone="0612345678").json()["contact"]
        api.delete(f"/contact/{made['id']}")
        same.append(UUID(made["id"]))
    with database.transaction() as conn:
        assert restore_many(conn, api.organization.id, ACTOR, same) == same[1:]
        assert restore_many(conn, api.organization.id, ACTOR, same) == []


def test_another_organization_changes_nothing(
    api: make.Api, other: make.Api, database: Database, ids: list[UUID]
) -> None:
    with database.transaction() as conn:
        for act in (archive_many, unarchive_many, delete_many, restore_many):
            assert act(conn, other.organization.id, ACTOR, ids) == []
    assert rows(database, "SELECT count(*) FROM contact_history") == [(0,)]
