"""What a list shows of its contacts beside their fields, without a query for each."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from gomobile.db.pool import Database
from tests import make

KINDS = ["customAttributes", "audiences", "engagement", "callable"]


def contact(api: make.Api, phone: str | None = None) -> str:
    return api.post("/contact", json={"primaryPhone": phone or make.phone()}).json()["contact"]["id"]


def listed(api: make.Api, include: Any = None) -> dict[str, dict[str, Any]]:
    answer = api.get("/contact", params={"include": include} if include else None)
    assert answer.status_code == 200, answer.text
    return {one["id"]: one for one in answer.json()["data"]}


def test_a_list_shows_what_is_asked_for(api: make.Api) -> None:
    called, barred_phone = contact(api, "+212612000001"), "+212612000002"
    barred = contact(api, barred_phone)
    audience = api.post("/audience", json={"name": "Donors"}).json()["id"]
    assert api.post(f"/audience/{audience}/add-contacts", json={"contacts": [called]}).status_code == 200
    assert api.post("/suppressions", json={"phone": barred_phone, "reason": "asked"}).status_code == 201
    result = {"phone": "+212612000001", "result": "answered", "occurredAt": "2026-01-01T10:00:00Z", "reference": "r1"}
    assert api.post("/call-results", json={"data": [result]}).json()["recorded"] == 1

    found = listed(api, KINDS)

    assert found[called]["audiences"] == [{"id": audience, "name": "Donors", "type": "static"}]
    assert found[called]["engagement"]["answers"] == 1
    assert (found[called]["callable"], found[called]["notCallable"]) == (True, [])
    assert found[called]["customAttributes"] == []
    assert (found[barred]["callable"], found[barred]["notCallable"]) == (False, ["suppressed"])
    assert (found[barred]["audiences"], found[barred]["engagement"]["attempts"]) == ([], 0)


def test_nothing_more_is_shown_unasked(api: make.Api) -> None:
    id = contact(api)

    assert not {"customAttributes", "audiences", "engagement", "callable"} & listed(api)[id].keys()


def test_a_query_takes_one_or_several(api: make.Api) -> None:
    id = contact(api)

    one = api.post("/contact/query", json={"include": "callable"}).json()["data"][0]
    two = api.post("/contact/query", json={"include": ["callable", "customAttributes"]}).json()["data"][0]

    assert (one["id"], one["callable"]) == (id, True)
    assert two["customAttributes"] == []
    refused = api.post("/contact/query", json={"include": ["callable", "everything"]})
    assert refused.json()["fieldDetails"]["include"][0]["code"] == "enum"


def test_more_contacts_need_no_more_queries(api: make.Api, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[int] = [0]
    execute = psycopg.Cursor.execute

    def counted(self: Any, *arguments: Any, **options: Any) -> Any:
        ran[0] += 1
        return execute(self, *arguments, **options)

    monkeypatch.setattr(psycopg.Cursor, "execute", counted)

    def queries() -> int:
        before = ran[0]
        listed(api, KINDS)
        return ran[0] - before

    contact(api)
    few = queries()
    for _ in range(5):
        contact(api)

    assert queries() == few
