"""Count first, confirm with the count; who may do what; what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from gomobile.db.pool import Database
from tests import make
from tests.api.bulk.conftest import Bulk


def test_the_count_is_that_of_the_list(bulk: Bulk) -> None:
    for filter in ({}, {"search": "amal"}, {"contacts": [*bulk.people[:3], bulk.people[0]]}, {"archived": "true"}):
        counted = bulk.api.post("/bulk-actions/count", json={"filter": filter}).json()["count"]
        if "contacts" in filter:
            assert counted == 3
        else:
            assert counted == bulk.api.post("/contact/query", json=filter).json()["meta"]["total"]


def test_another_count_than_was_confirmed_is_told(bulk: Bulk) -> None:
    body = {"action": "archive", "filter": {}, "expectedCount": 20}
    answer = bulk.api.post("/bulk-actions", json=body)
    assert (answer.status_code, answer.json()["code"]) == (409, "COUNT_CHANGED")
    assert answer.json()["params"]["count"] == 23
    assert bulk.api.post("/bulk-actions", json=body | {"expectedCount": 23}).status_code == 202


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "action"),
        ({"action": "explode"}, "action"),
        ({"action": "archive"}, "filter"),
        ({"action": "archive", "filter": {}, "expectedCount": None}, "expectedCount"),
        ({"action": "archive", "filter": {}, "expectedCount": "3"}, "expectedCount"),
        ({"action": "archive", "filter": {"nope": 1}}, "filter.nope"),
        ({"action": "archive", "filter": {"filter": {"logic": "AND"}}}, "filter.filter.conditions"),
        ({"action": "archive", "filter": {"contacts": ["x"]}}, "filter.contacts.0"),
        ({"action": "archive", "filter": {"contacts": []}}, "filter.contacts"),
        ({"action": "archive", "filter": {"deleted": True}}, "filter.deleted"),
        ({"action": "restore", "filter": {}}, "filter.deleted"),
        ({"action": "unarchive", "filter": {}}, "filter.archived"),
        ({"action": "archive", "filter": {}, "parameters": {"tag": "x"}}, "parameters.tag"),
        ({"action": "tag", "filter": {}}, "parameters.tag"),
        ({"action": "tag", "filter": {}, "parameters": {"tag": "nobody"}}, "parameters.tag"),
        ({"action": "add_to_audience", "filter": {}, "parameters": {"audienceId": "x"}}, "parameters.audienceId"),
        ({"action": "set_field", "filter": {}, "parameters": {"field": "city"}}, "parameters.value"),
        ({"action": "set_field", "filter": {}, "parameters": {"field": "x", "value": 1}}, "parameters.field"),
        ({"action": "set_field", "filter": {}, "parameters": {"field": "gender", "value": "x"}}, "parameters.value"),
        (
            {"action": "set_field", "filter": {}, "parameters": {"field": "primaryPhone", "value": "0612345678"}},
            "parameters.field",
        ),
        (
            {"action": "set_field", "filter": {}, "parameters": {"field": "customAttributes.x", "value": 1}},
            "parameters.field",
        ),
        ({"action": "archive", "filter": {}, "nope": 1}, "nope"),
    ],
)
def test_what_is_no_action_is_refused(bulk: Bulk, body: dict[str, Any], field: str) -> None:
    answer = bulk.api.post("/bulk-actions", json={"expectedCount": 23, **body})
    assert answer.status_code == 400
    assert field in answer.json()["fieldDetails"], answer.text


def test_agents_tag_and_managers_do_the_rest(bulk: Bulk, database: Database) -> None:
    api = bulk.api
    api.post("/tags", json={"name": "VIP"})
    agent = make.Api(api.http, api.organization, make.key(database, api.organization, "agent"))
    manager = make.Api(api.http, api.organization, make.key(database, api.organization, "manager"))
    tag = {"action": "tag", "parameters": {"tag": "VIP"}, "filter": {}, "expectedCount": 23}
    delete = {"action": "delete", "filter": {}, "expectedCount": 23}
    assert agent.post("/bulk-actions", json=tag).status_code == 202
    assert agent.post("/bulk-actions", json=delete).status_code == 403
    id = manager.post("/bulk-actions", json=delete).json()["id"]
    assert agent.post(f"/bulk-actions/{id}/cancel").status_code == 403
    assert manager.post(f"/bulk-actions/{id}/cancel").json()["status"] == "cancelled"


def test_a_live_audience_takes_nobody(bulk: Bulk) -> None:
    rules = {"logic": "AND", "conditions": [{"field": "city", "operator": "equals", "value": "Rabat"}]}
    live = bulk.api.post("/audience", json={"name": "Rabat", "type": "live", "rules": rules}).json()["id"]
    body = {"action": "add_to_audience", "parameters": {"audienceId": live}, "filter": {}, "expectedCount": 23}
    answer = bulk.api.post("/bulk-actions", json=body)
    assert (answer.status_code, list(answer.json()["fieldDetails"])) == (400, ["parameters.audienceId"])


def test_pages_and_cursors_give_every_action_once_newest_first(bulk: Bulk) -> None:
    made = [bulk.start("archive") for _ in range(5)][::-1]

    first = bulk.api.get("/bulk-actions", params={"limit": 2}).json()
    assert (first["meta"]["hasNextPage"], first["meta"]["total"]) == (True, 5)
    found, cursor = [one["id"] for one in first["data"]], first["meta"]["nextCursor"]
    while cursor:
        page = bulk.api.get("/bulk-actions", params={"limit": 2, "cursor": cursor}).json()
        found += [one["id"] for one in page["data"]]
        cursor = page["meta"]["nextCursor"]
    assert found == made

    pages = [bulk.api.get("/bulk-actions", params={"limit": 2, "page": page}).json() for page in (1, 2, 3)]
    assert [one["id"] for page in pages for one in page["data"]] == made
    assert [page["meta"]["hasNextPage"] for page in pages] == [True, True, False]
    refused = bulk.api.get("/bulk-actions", params={"cursor": "x"})
    assert refused.json()["fieldDetails"]["cursor"][0]["code"] == "format"
