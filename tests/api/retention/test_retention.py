"""What is old goes, what is not stays; an organization decides how old."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from gomobile.clock import now
from gomobile.db.pool import Database
from gomobile.imports import service as imports
from gomobile.privacy.retention import service
from gomobile.settings import Settings
from tests import make


def ok(answer: Any) -> Any:
    assert answer.status_code < 300, answer.text
    return answer.json()


def contact(api: make.Api, **more: Any) -> str:
    return ok(api.post("/contact", json={"primaryPhone": make.phone(), **more}))["contact"]["id"]


def count(database: Database, table: str) -> int:
    with database.transaction() as conn:
        row = conn.execute(f"SELECT count(*) FROM {table}").fetchone()  # type: ignore[arg-type]
    assert row is not None
    return row[0]


def apply(database: Database, api: make.Api, days: int) -> dict[str, int]:
    """As the clock will do it in so many days."""
    return service.apply(database.conninfo, api.organization.id, at=now() + timedelta(days=days))


def test_the_trash_is_emptied_after_ninety_days(api: make.Api, database: Database) -> None:
    kept, gone = contact(api), contact(api, firstName="Gone")
    ok(api.delete(f"/contact/{gone}"))

    assert apply(database, api, 89) == {}
    assert apply(database, api, 91) == {"trash": 1}
    assert api.post(f"/contact/{gone}/restore").status_code == 404
    assert ok(api.get(f"/contact/{kept}"))["id"] == kept
    assert ok(api.get("/contact", params={"deleted": True}))["data"] == []
    [line] = ok(api.get("/audit-log", params={"action": "retention.applied"}))["data"]
    assert line["after"] == {"removed": {"trash": 1}}
    assert line["actor"]["kind"] == "system"


def test_what_was_merged_stays_as_long_as_the_merge_can_be_undone(api: make.Api, database: Database) -> None:
    survivor, loser = contact(api), contact(api, firstName="Amal")
    merge = ok(api.post(f"/contact/{survivor}/merge", json={"contacts": [loser]}))

    assert apply(database, api, 200) == {}
    id = ok(api.get("/merges", params={"contactId": survivor}))["data"][0]["id"]
    ok(api.post(f"/merges/{id}/unmerge"))
    assert ok(api.get(f"/contact/{loser}"))["firstName"] == "Amal"
    assert merge


def test_a_trash_that_is_kept_is_kept(api: make.Api, database: Database) -> None:
    ok(api.delete(f"/contact/{contact(api)}"))
    ok(api.put("/privacy/retention", json={"trashDays": None}))

    assert apply(database, api, 10_000) == {}


def test_many_go_in_several_transactions(api: make.Api, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "CONTACTS", 2)
    for _ in range(5):
        ok(api.delete(f"/contact/{contact(api)}"))

    assert apply(database, api, 91) == {"trash": 5}
    assert count(database, "contacts") == 0


def test_another_organization_keeps_its_own(api: make.Api, other: make.Api, database: Database) -> None:
    for one in (api, other):
        ok(one.delete(f"/contact/{contact(one)}"))

    assert apply(database, api, 91) == {"trash": 1}
    assert len(ok(other.get("/contact", params={"deleted": True}))["data"]) == 1


def test_an_organization_that_cannot_be_tidied_holds_up_no_other(
    api: make.Api, other: make.Api, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, asked = service.get_policy, []

    def get_policy(conn: Any, org_id: UUID) -> Any:
        asked.append(org_id)
        if org_id == asked[0]:
            raise RuntimeError("no policy")
        return real(conn, org_id)

    monkeypatch.setattr(service, "get_policy", get_policy)
    done = service.apply_everywhere(database.conninfo, threading.Event())

    assert {asked[0], *done} == {api.organization.id, other.organization.id}
    assert len(done) == 1


def test_refused_rows_go_and_the_counts_of_the_import_stay(
    api: make.Api, database: Database, app_settings: Settings
) -> None:
    answer = api.post("/imports", files={"file": ("a.csv", b"phone,name\nnonsense,Zoulikha\n0612345678,Amal\n")})
    id = UUID(ok(answer)["id"])
    imports.preview(database.conninfo, app_settings, api.organization.id, id)
    imports.run(database.conninfo, app_settings, api.organization.id, id)
    before = ok(api.get(f"/imports/{id}"))

    assert apply(database, api, 91) == {"import_rejects": 1}
    after = ok(api.get(f"/imports/{id}"))
    assert after["counts"] == before["counts"]
    assert "samples" not in after["preview"]
    assert "Zoulikha" not in api.get(f"/imports/{id}/rejects").text


def test_calls_exits_and_history_go_where_that_is_wanted(api: make.Api, database: Database) -> None:
    id = contact(api)
    ok(api.put(f"/contact/{id}", json={"firstName": "Amal"}))
    ok(api.post("/call-results", json={"data": [{"contactId": id, "result": "answered"}]}))
    with database.transaction() as conn:
        conn.execute(
            "INSERT INTO audience_exits (organization_id, audience_id, contact_id, entered_at, reason)"
            " VALUES (%s, uuidv7(), %s, now(), 'removed')",
            [api.organization.id, id],
        )
    tables = ("call_results", "audience_exits", "contact_history")

    assert apply(database, api, 400) == {}
    ok(api.put("/privacy/retention", json={"callResultsDays": 365, "audienceExitsDays": 365, "historyDays": 365}))
    assert apply(database, api, 364) == {}
    assert apply(database, api, 366) == {"call_results": 1, "audience_exits": 1, "history": 1}
    assert [count(database, table) for table in tables] == [0, 0, 0]


def test_a_dry_run_says_what_would_go_and_changes_nothing(api: make.Api, database: Database) -> None:
    ok(api.delete(f"/contact/{contact(api)}"))
    with database.transaction() as conn:
        conn.execute("UPDATE contacts SET deleted_at = now() - interval '10 days'")

    assert ok(api.get("/privacy/retention"))["due"]["trash"] == 0
    tried = ok(api.put("/privacy/retention", json={"trashDays": 5}, params={"dryRun": True}))
    assert (tried["due"]["trash"], tried["policy"]["trashDays"]) == (1, 5)
    assert ok(api.get("/privacy/retention"))["policy"]["trashDays"] == 90
    assert ok(api.put("/privacy/retention", json={"trashDays": 5}))["due"]["trash"] == 1
    assert ok(api.get("/privacy/retention"))["policy"]["trashDays"] == 5
    [line] = ok(api.get("/audit-log", params={"action": "policy.changed"}))["data"]
    assert (line["before"]["trashDays"], line["after"]["trashDays"]) == (90, 5)


@pytest.mark.parametrize("body", [{"trashDays": 0}, {"historyDays": 1}, {"trashDays": "many"}, {"nope": 1}])
def test_a_setting_out_of_its_limits_is_refused(api: make.Api, body: dict[str, Any]) -> None:
    answer = api.put("/privacy/retention", json=body)

    assert answer.status_code == 400
    assert next(iter(body)) in answer.json()["fieldErrors"]
