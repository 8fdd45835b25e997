"""The first page: every contact is callable or has one reason why not, and each number opens what it counts."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from gomobile import clock
from gomobile.db.pool import Database
from gomobile.home.alerts import LastImport, alerts_of
from gomobile.imports import service as imports
from gomobile.quality import summary
from gomobile.settings import Settings
from tests import make


def contact(api: make.Api, phone: str | None = None) -> str:
    answer = api.post("/contact", json={"primaryPhone": phone or make.phone()})
    assert answer.status_code == 201, answer.text
    return answer.json()["contact"]["id"]


def set_reachability(database: Database, api: make.Api, id: str, state: str) -> None:
    with database.transaction() as conn:
        conn.execute(
            "INSERT INTO contact_engagement (organization_id, contact_id, reachability) VALUES (%s, %s, %s)",
            [api.organization.id, id, state],
        )


def listed(api: make.Api, part: dict[str, Any]) -> int:
    """How many contacts the list shows that a number opens."""
    parameters = {"archived": part["archived"]} | ({"filter": json.dumps(part["filter"])} if part["filter"] else {})
    answer = api.get("/contact", params=parameters)
    assert answer.status_code == 200, answer.text
    return answer.json()["meta"]["total"]


@pytest.fixture
def mixed(api: make.Api, database: Database) -> make.Api:
    """Eight contacts, of which two can be called; some have several reasons why not."""
    contact(api)
    contact(api)
    contact(api, "+21261")
    dead, mute, both = contact(api), contact(api), contact(api, "+21262")
    set_reachability(database, api, dead, "not_in_service")
    set_reachability(database, api, mute, "unreachable")
    set_reachability(database, api, both, "unreachable")
    barred = make.phone()
    contact(api, barred)
    assert api.post("/suppressions", json={"phone": barred, "reason": "asked"}).status_code == 201
    assert api.post(f"/contact/{contact(api)}/archive").status_code == 200
    return api


def test_each_contact_is_callable_or_has_one_reason_why_not(mixed: make.Api) -> None:
    home = mixed.get("/home").json()

    reasons = {one["reason"]: one["count"] for one in home["notCallable"]}
    assert home["contacts"] == 8
    assert home["callable"]["count"] == 2
    assert reasons == {"archived": 1, "invalid_phone": 2, "not_in_service": 1, "unreachable": 1, "suppressed": 1}
    assert home["callable"]["count"] + sum(reasons.values()) == home["contacts"]


def test_each_number_opens_the_contacts_that_it_counts(mixed: make.Api) -> None:
    home = mixed.get("/home").json()

    for part in (home["callable"], *home["notCallable"]):
        assert listed(mixed, part) == part["count"], part


def test_growth_is_told_by_day_up_to_today(mixed: make.Api) -> None:
    growth = mixed.get("/home").json()["growth"]

    today = clock.now().astimezone(ZoneInfo(mixed.organization.timezone)).date()
    assert [one["day"] for one in growth] == [str(today - timedelta(days=back)) for back in range(29, -1, -1)]
    assert growth[-1] == {"day": str(today), "created": 7, "total": 7}
    assert growth[-2] == {"day": str(today - timedelta(days=1)), "created": 0, "total": 0}


def test_a_large_organization_is_shown_kept_numbers(mixed: make.Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(summary, "_SMALL", 3)
    first = mixed.get("/home").json()
    contact(mixed)
    second = mixed.get("/home").json()

    assert second == first


def test_the_last_imports_and_their_rejects_are_shown_from_managers_on(
    api: make.Api, database: Database, conninfo: str, app_settings: Settings
) -> None:
    body = f"phone,name\n{make.phone()},Amal\n,Nobody\n"
    taken = api.post("/imports", files={"file": ("people.csv", body.encode())}, data={"dryRun": "false"})
    id = taken.json()["id"]
    imports.run(conninfo, app_settings, api.organization.id, UUID(id))
    agent = make.Api(api.http, api.organization, make.key(database, api.organization, "agent"))

    home = api.get("/home").json()

    assert [(one["id"], one["filename"], one["status"]) for one in home["imports"]] == [(id, "people.csv", "completed")]
    assert home["imports"][0]["counts"]["rejected"] == 1
    assert {"name": "rejects_to_fix", "count": 1, "importId": id} in home["alerts"]
    assert agent.get("/home").json()["imports"] == []


def test_nothing_is_shown_of_another_organization(mixed: make.Api, other: make.Api) -> None:
    home = other.get("/home").json()

    assert (home["contacts"], home["callable"]["count"], home["imports"], home["alerts"]) == (0, 0, [], [])


def test_alerts_come_when_there_is_something_to_do() -> None:
    id = UUID(int=1)
    calm: dict[str, Any] = {
        "contacts": 1_000, "invalid": 50, "duplicates": 0, "last_import": LastImport(id, 0),
        "suppressions_expiring": 0, "builds_failed": 0, "hygiene_on": True,
    }  # fmt: skip

    def names(**changed: Any) -> list[str]:
        return [one.name for one in alerts_of(**{**calm, **changed})]

    assert names() == []
    assert names(invalid=51) == ["many_invalid"]
    assert names(contacts=50, invalid=50, hygiene_on=False) == []
    assert names(hygiene_on=False) == ["hygiene_off"]
    assert names(duplicates=2, builds_failed=1, last_import=LastImport(id, 3), suppressions_expiring=1) == [
        "audience_failed", "rejects_to_fix", "duplicates_waiting", "suppressions_expiring",
    ]  # fmt: skip
