"""What each bulk action does, and that undo puts back what it changed and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from gomobile.db.pool import Database
from tests import make
from tests.api.bulk.conftest import Bulk

RABAT = {"filter": {"logic": "AND", "conditions": [{"field": "city", "operator": "equals", "value": "Rabat"}]}}


@pytest.fixture
def setting(bulk: Bulk) -> Bulk:
    """Some contacts tagged, in an audience, archived, deleted; two attributes."""
    api = bulk.api
    tag = api.post("/tags", json={"name": "VIP"}).json()["id"]
    api.post(f"/tags/{tag}/add-contacts", json={"contacts": bulk.people[:6]})
    audience = api.post("/audience", json={"name": "Callers"}).json()["id"]
    api.post(f"/audience/{audience}/add-contacts", json={"contacts": bulk.people[3:9]})
    api.post("/custom-attributes", json={"displayName": "Balance", "type": "number"})
    for n, id in enumerate(bulk.people[10:14]):
        api.patch(f"/contact/{id}", json={"customAttributes": {"balance": n}, "channels": ["sms"]})
    for id in bulk.people[14:17]:
        api.post(f"/contact/{id}/archive")
    for id in bulk.people[17:20]:
        api.delete(f"/contact/{id}")
    return bulk


ACTIONS: list[tuple[str, dict[str, Any] | None, dict[str, Any]]] = [
    ("tag", {"tag": "vip"}, {}),
    ("untag", {"tag": "VIP"}, {}),
    ("add_to_audience", {"audienceId": "Callers"}, {}),
    ("remove_from_audience", {"audienceId": "Callers"}, {}),
    ("archive", None, RABAT),
    ("unarchive", None, {"archived": "true"}),
    ("delete", None, {"search": "amal", "archived": "all"}),
    ("restore", None, {"deleted": True}),
    ("set_field", {"field": "city", "value": " Fès "}, {"archived": "all"}),
    ("set_field", {"field": "city", "value": None}, {}),
    ("set_field", {"field": "channels", "value": ["call", "sms"]}, {}),
    ("set_field", {"field": "customAttributes.balance", "value": "2"}, {}),
    ("set_field", {"field": "customAttributes.balance", "value": None}, {}),
]


@pytest.mark.parametrize(("action", "parameters", "filter"), ACTIONS)
def test_undo_is_the_way_back(
    setting: Bulk, database: Database, action: str, parameters: dict[str, Any] | None, filter: dict[str, Any]
) -> None:
    before = setting.state()
    id = setting.do(action, parameters, filter)
    after = setting.state()
    shown = setting.show(id)
    progress = shown["progress"]
    changed = {one for one in before if before[one] != after[one]}
    assert progress["changed"] == len(changed) > 0
    assert progress["done"] == progress["matched"] == progress["changed"] + progress["skipped"]
    assert setting.undo(id) == {"restored": len(changed), "skipped": 0}
    assert setting.state() == before
    with database.transaction() as conn:
        live = "SELECT count(*), count(archived_at) FROM contacts WHERE deleted_at IS NULL"
        sums = "SELECT sum(live)::int, sum(archived)::int FROM contact_counts"
        assert conn.execute(live).fetchone() == conn.execute(sums).fetchone()  # type: ignore[arg-type]


FES, TAZA = {"field": "city", "value": "Fès"}, {"field": "city", "value": "Taza"}
RICH = {"field": "customAttributes.balance", "value": 9}
SEQUENCES: list[list[tuple[str, dict[str, Any] | None, dict[str, Any]]]] = [
    [("tag", {"tag": "VIP"}, {}), ("untag", {"tag": "VIP"}, {}), ("tag", {"tag": "VIP"}, {})],
    [("untag", {"tag": "VIP"}, {}), ("tag", {"tag": "VIP"}, {}), ("untag", {"tag": "VIP"}, {})],
    [
        ("add_to_audience", {"audienceId": "Callers"}, {}),
        ("remove_from_audience", {"audienceId": "Callers"}, {}),
        ("add_to_audience", {"audienceId": "Callers"}, RABAT),
    ],
    [
        ("remove_from_audience", {"audienceId": "Callers"}, {}),
        ("add_to_audience", {"audienceId": "Callers"}, {}),
        ("remove_from_audience", {"audienceId": "Callers"}, RABAT),
    ],
    [("archive", None, RABAT), ("unarchive", None, {"archived": "true"}), ("archive", None, {})],
    [("delete", None, RABAT), ("restore", None, {"deleted": True}), ("delete", None, {})],
    [("set_field", FES, {}), ("set_field", TAZA, {}), ("set_field", FES, RABAT), ("set_field", FES, {})],
    [("set_field", RICH, {}), ("set_field", RICH | {"value": None}, {}), ("set_field", RICH, {})],
]


@pytest.mark.parametrize("sequence", SEQUENCES)
def test_undoing_in_reverse_order_is_the_way_back_to_the_start(
    setting: Bulk, sequence: list[tuple[str, dict[str, Any] | None, dict[str, Any]]]
) -> None:
    states, done = [setting.state()], []
    for action in sequence:
        done.append(setting.do(*action))
        states.append(setting.state())
    for id in reversed(done):
        assert setting.state() == states.pop()
        assert setting.undo(id) == {"restored": setting.show(id)["progress"]["changed"], "skipped": 0}
    assert setting.state() == states.pop()


def test_what_somebody_changed_between_two_actions_is_left(setting: Bulk) -> None:
    api, hit = setting.api, setting.people[0]
    first = setting.do("set_field", FES)
    api.patch(f"/contact/{hit}", json={"city": "Oujda"})
    second = setting.do("set_field", TAZA)
    assert setting.undo(second)["skipped"] == 0
    assert setting.undo(first)["skipped"] == 1
    assert api.get(f"/contact/{hit}").json()["city"] == "Oujda"


@pytest.mark.parametrize(
    ("action", "parameters", "theirs"),
    [
        ("set_field", {"field": "city", "value": "Fès"}, {"city": "Oujda"}),
        ("set_field", {"field": "customAttributes.balance", "value": 7}, {"customAttributes": {"balance": 8}}),
    ],
)
def test_undo_leaves_what_somebody_changed_since(
    setting: Bulk, action: str, parameters: dict[str, Any], theirs: dict[str, Any]
) -> None:
    id = setting.do(action, parameters)
    hit, other = setting.people[0], setting.people[1]
    setting.api.patch(f"/contact/{hit}", json=theirs)
    setting.api.patch(f"/contact/{other}", json={"lastName": "Alami"})
    changed = setting.show(id)["progress"]["changed"]
    assert setting.undo(id) == {"restored": changed - 1, "skipped": 1}
    state = setting.state()
    assert state[hit]["city"] == theirs.get("city", state[hit]["city"])
    assert state[other]["lastName"] == "Alami"


def test_undo_leaves_who_was_tagged_archived_or_deleted_again(setting: Bulk) -> None:
    api, first = setting.api, setting.people[8]
    tagged = setting.do("tag", {"tag": "VIP"})
    tag = setting.show(tagged)["parameters"]["tagId"]
    api.delete(f"/contact/{first}/tags/{tag}")
    api.post(f"/contact/{first}/tags", json={"tags": [tag]})
    assert setting.undo(tagged)["skipped"] == 1
    assert [one["name"] for one in api.get(f"/contact/{first}").json()["tags"]] == ["VIP"]
    archived = setting.do("archive", None, {"contacts": setting.people[:4]})
    api.post(f"/contact/{setting.people[0]}/unarchive")
    assert setting.undo(archived) == {"restored": 3, "skipped": 1}
    deleted = setting.do("delete", None, {"contacts": setting.people[:4]})
    phone = api.post(f"/contact/{setting.people[0]}/restore").json()["contact"]["primaryPhone"]
    api.delete(f"/contact/{setting.people[0]}")
    other = api.post("/contact/query", json={"deleted": True, "limit": 100}).json()["data"]
    taken = next(one for one in other if one["id"] == setting.people[1])["primaryPhone"]
    assert api.post("/contact", json={"primaryPhone": taken}).status_code == 201
    assert setting.undo(deleted) == {"restored": 2, "skipped": 2}
    assert api.get(f"/contact/{setting.people[0]}").status_code == 404
    assert phone != taken


def test_what_was_done_is_in_the_timeline_as_bulk(setting: Bulk) -> None:
    id = setting.do("set_field", {"field": "city", "value": "Fès"}, {"contacts": setting.people[:1]})
    shown = setting.api.get(f"/contact/{setting.people[0]}").json()
    assert (shown["city"], shown["updatedByKind"], shown["updatedBy"]) == ("Fès", "bulk", id)


def test_ids_of_another_organization_match_nothing(setting: Bulk, other: make.Api) -> None:
    counted = other.post("/bulk-actions/count", json={"filter": {"contacts": setting.people}})
    assert counted.json() == {"count": 0, "isExact": True}
    foreign = setting.api.get("/tags").json()["data"][0]["id"]
    body = {"action": "tag", "parameters": {"tag": foreign}, "filter": {}, "expectedCount": 0}
    assert list(other.post("/bulk-actions", json=body).json()["fieldDetails"]) == ["parameters.tag"]
