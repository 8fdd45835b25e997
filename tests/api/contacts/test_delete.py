"""The trash, the way back and the way out."""

from __future__ import annotations

from typing import Any

import pytest

from gomobile.db.pool import Database
from tests import make
from tests.api.contacts.test_create import create


@pytest.fixture
def id(api: make.Api) -> str:
    return create(api, primaryPhone="0612345678", firstName="Amal").json()["contact"]["id"]


def total(api: make.Api, **params: Any) -> int:
    return api.get("/contact", params=params).json()["meta"]["total"]


def test_a_deleted_contact_is_hidden_and_can_be_restored(api: make.Api, id: str) -> None:
    assert api.delete(f"/contact/{id}").status_code == 200
    assert api.get(f"/contact/{id}").status_code == 404
    assert api.patch(f"/contact/{id}", json={"city": "Fès"}).status_code == 404
    assert api.delete(f"/contact/{id}").status_code == 404
    assert total(api) == total(api, search="amal") == 0
    trash = api.get("/contact", params={"deleted": True}).json()
    assert [contact["id"] for contact in trash["data"]] == [id]
    assert trash["data"][0]["deletedAt"]
    assert trash["data"][0]["deletedByKind"] == "key"

    restored = api.post(f"/contact/{id}/restore")
    assert restored.status_code == 200, restored.text
    contact = restored.json()["contact"]
    assert (contact["deletedAt"], contact["deletedBy"], contact["version"]) == (None, None, 3)
    assert restored.headers["ETag"] == '"3"'
    assert api.get(f"/contact/{id}").json() == contact
    assert (total(api), total(api, search="amal"), total(api, deleted=True)) == (1, 1, 0)


def test_restoring_what_is_not_deleted_changes_nothing(api: make.Api, id: str) -> None:
    assert api.post(f"/contact/{id}/restore").json()["contact"] == api.get(f"/contact/{id}").json()


def test_a_number_that_was_given_to_another_contact_stops_the_way_back(api: make.Api, id: str) -> None:
    api.delete(f"/contact/{id}")
    newer = create(api, primaryPhone="+212612345678").json()["contact"]["id"]
    answer = api.post(f"/contact/{id}/restore")
    assert answer.status_code == 409
    assert answer.json()["code"] == "CONTACT_EXISTS"
    assert answer.json()["params"]["existingContactId"] == newer
    api.delete(f"/contact/{newer}")
    assert api.post(f"/contact/{id}/restore").status_code == 200


@pytest.mark.parametrize("deleted", [False, True])
def test_an_admin_removes_a_contact_for_good(api: make.Api, id: str, database: Database, deleted: bool) -> None:
    api.patch(f"/contact/{id}", json={"city": "Fès"})
    if deleted:
        api.delete(f"/contact/{id}")
    assert api.delete(f"/contact/{id}", params={"permanent": True}).status_code == 200
    assert api.post(f"/contact/{id}/restore").status_code == 404
    assert api.get(f"/contact/{id}/interactions").status_code == 404
    assert (total(api), total(api, deleted=True)) == (0, 0)
    with database.transaction() as conn:
        assert conn.execute("SELECT count(*) FROM contacts").fetchone() == (0,)
        assert conn.execute("SELECT count(*) FROM contact_history").fetchone() == (0,)
        assert conn.execute("SELECT sum(live) FROM contact_counts").fetchone() == (0,)


@pytest.mark.parametrize("role", ["agent", "manager"])
def test_others_only_move_it_to_the_trash(api: make.Api, id: str, database: Database, role: str) -> None:
    lesser = make.Api(api.http, api.organization, make.key(database, api.organization, role))
    assert lesser.delete(f"/contact/{id}", params={"permanent": True}).status_code == 403
    assert api.get(f"/contact/{id}").status_code == 200
    assert lesser.delete(f"/contact/{id}").status_code == 200
    assert lesser.post(f"/contact/{id}/restore").status_code == 200


@pytest.mark.parametrize("permanent", [False, True])
def test_if_match_guards_deleting(api: make.Api, id: str, permanent: bool) -> None:
    stale = api.delete(f"/contact/{id}", params={"permanent": permanent}, headers={"If-Match": '"2"'})
    assert stale.status_code == 412
    current = api.delete(f"/contact/{id}", params={"permanent": permanent}, headers={"If-Match": '"1"'})
    assert current.status_code == 200


def test_a_contact_can_be_deleted_and_created_again_and_again(api: make.Api) -> None:
    ids = []
    for _ in range(3):
        ids.append(create(api, primaryPhone="0612345678").json()["contact"]["id"])
        api.delete(f"/contact/{ids[-1]}")
    trash = api.get("/contact", params={"deleted": True, "sortBy": "primaryPhone", "sortOrder": "asc"}).json()
    assert [contact["id"] for contact in trash["data"]] == ids
    assert create(api, primaryPhone="0612345678").json()["restorable"]["id"] == ids[-1]
