"""Every long work in one list, whatever noun it belongs to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from gomobile.audiences.live import building
from gomobile.bulk import service as bulk
from gomobile.db.pool import Database
from gomobile.imports import service as imports
from gomobile.quality.duplicates import service as duplicates
from gomobile.quality.hygiene import service as hygiene
from gomobile.settings import Settings
from gomobile.works.work import LongWork
from tests import make


def jobs(api: make.Api, **parameters: Any) -> list[dict[str, Any]]:
    answer = api.get("/jobs", params=parameters)
    assert answer.status_code == 200, answer.text
    return answer.json()["data"]


def uploaded(api: make.Api, rows: int = 3, *, dry_run: bool = False) -> UUID:
    content = "phone,name\n" + "".join(f"{make.phone()},Amal\n" for _ in range(rows))
    form = {"dryRun": str(dry_run).lower()}
    answer = api.post("/imports", files={"file": ("people.csv", content.encode())}, data=form)
    assert answer.status_code == 202, answer.text
    return UUID(answer.json()["id"])


def archived_all(api: make.Api, count: int) -> UUID:
    body = {"action": "archive", "filter": {}, "expectedCount": count}
    answer = api.post("/bulk-actions", json=body)
    assert answer.status_code == 202, answer.text
    return UUID(answer.json()["id"])


def test_an_import_waits_runs_and_is_done(api: make.Api, conninfo: str, app_settings: Settings) -> None:
    id = uploaded(api)

    (waiting,) = jobs(api, state="running")
    imports.run(conninfo, app_settings, api.organization.id, id)
    (done,) = jobs(api)

    assert (waiting["kind"], waiting["id"], waiting["status"]) == ("import", str(id), "waiting")
    assert waiting["about"] == {"filename": "people.csv"}
    assert waiting["cancellable"]
    assert not waiting["undoable"]
    assert waiting["by"]["kind"] == "key"
    assert waiting["by"]["name"].startswith("key ")
    assert (done["status"], done["phase"], done["done"], done["total"], done["unit"]) == ("done", "run", 3, 3, "rows")
    assert done["undoable"]
    assert not done["cancellable"]
    assert done["finishedAt"]
    assert jobs(api, state="running") == []


def test_an_undo_counts_the_contacts_that_it_puts_back(api: make.Api, conninfo: str, app_settings: Settings) -> None:
    id = uploaded(api)
    imports.run(conninfo, app_settings, api.organization.id, id)

    assert api.post(f"/imports/{id}/undo").status_code == 202
    (undoing,) = jobs(api, state="running")
    imports.undo(conninfo, app_settings, api.organization.id, id)
    (undone,) = jobs(api)

    assert (undoing["status"], undoing["phase"], undoing["unit"]) == ("running", "undo", "contacts")
    assert (undone["status"], undone["done"], undone["total"], undone["undoable"]) == ("done", 3, 3, False)


def test_a_check_of_a_file_is_a_job_too(api: make.Api, conninfo: str, app_settings: Settings) -> None:
    id = uploaded(api, dry_run=True)
    imports.preview(conninfo, app_settings, api.organization.id, id)

    (checked,) = jobs(api)

    assert (checked["status"], checked["phase"], checked["done"]) == ("done", "check", 3)


def test_works_of_every_noun_stand_in_one_list_with_those_that_run_first(
    api: make.Api, conninfo: str, app_settings: Settings
) -> None:
    imported = uploaded(api)
    imports.run(conninfo, app_settings, api.organization.id, imported)
    action = archived_all(api, 3)
    cleaning = UUID(api.post("/hygiene/recheck_phones/run", params={"dryRun": "true"}).json()["id"])
    scan = UUID(api.post("/duplicates/runs").json()["id"])

    found = jobs(api)

    assert [(one["kind"], one["status"]) for one in found] == [
        ("duplicate_scan", "waiting"), ("hygiene", "waiting"), ("bulk_action", "waiting"), ("import", "done"),
    ]  # fmt: skip
    assert found[1]["about"] == {"task": "recheck_phones", "dryRun": True}
    assert found[2]["about"] == {"action": "archive"}
    bulk.run(conninfo, api.organization.id, action)
    hygiene.run(conninfo, api.organization.id, cleaning)
    duplicates.scan(conninfo, app_settings, api.organization.id, scan)
    ended = {one["kind"]: one for one in jobs(api)}
    assert {one["status"] for one in ended.values()} == {"done"}
    assert (ended["bulk_action"]["done"], ended["bulk_action"]["total"], ended["bulk_action"]["undoable"]) == (
        3,
        3,
        True,
    )
    assert len(jobs(api, limit=2)) == 2


def test_a_build_of_an_audience_tells_how_far_it_is(
    api: make.Api, conninfo: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "AT_ONCE", 2)
    monkeypatch.setattr(building, "ROWS", 2)
    for _ in range(5):
        assert api.post("/contact", json={"primaryPhone": make.phone()}).status_code == 201
    rules = {"logic": "AND", "conditions": [{"field": "phone.region", "operator": "equals", "value": "MA"}]}
    made = api.post("/audience", json={"name": "Moroccans", "type": "live", "rules": rules})
    assert made.status_code == 201, made.text

    (begun,) = jobs(api)
    building.build(conninfo, api.organization.id, UUID(made.json()["id"]))

    assert (begun["kind"], begun["status"], begun["done"], begun["total"]) == ("audience_build", "running", 0, 5)
    assert begun["about"] == {"audienceId": made.json()["id"], "name": "Moroccans"}
    assert api.post(f"/jobs/audience_build/{begun['id']}/cancel").json()["code"] == "JOB_NOT_CANCELLABLE"
    assert jobs(api) == []
    assert api.get(f"/jobs/audience_build/{begun['id']}").json()["status"] == "done"


def test_a_job_is_cancelled_through_its_noun(api: make.Api) -> None:
    for _ in range(2):
        api.post("/contact", json={"primaryPhone": make.phone()})
    action = archived_all(api, 2)

    answer = api.post(f"/jobs/bulk_action/{action}/cancel")

    assert (answer.status_code, answer.json()["status"]) == (202, "cancelled")
    assert api.get(f"/bulk-actions/{action}").json()["status"] == "cancelled"
    again = api.post(f"/jobs/bulk_action/{action}/cancel")
    assert (again.status_code, again.json()["code"]) == (409, "BULK_ACTION_STATE")
    line = api.get("/audit-log").json()["data"][0]
    assert (line["action"], line["subject"]["id"]) == ("bulk_action.cancelled", str(action))


def test_a_job_of_another_organization_or_kind_is_not_found(api: make.Api, other: make.Api) -> None:
    id = uploaded(api)

    for reader, kind in [(other, "import"), (api, "hygiene"), (api, "dream")]:
        for method, path in [("GET", f"/jobs/{kind}/{id}"), ("POST", f"/jobs/{kind}/{id}/cancel")]:
            answer = reader.request(method, path)
            assert (answer.status_code, answer.json()["code"]) == (404, "JOB_NOT_FOUND")
    assert jobs(other) == []
    assert api.get(f"/jobs/import/{uuid4()}").status_code == 404


def test_agents_see_the_jobs_of_their_role(api: make.Api, database: Database) -> None:
    agent = make.Api(api.http, api.organization, make.key(database, api.organization, "agent"))
    api.post("/contact", json={"primaryPhone": make.phone()})
    id = uploaded(api)
    archived_all(api, 1)

    assert [one["kind"] for one in jobs(agent)] == ["bulk_action"]
    assert agent.get(f"/jobs/import/{id}").status_code == 403


def test_time_left_follows_the_pace_so_far() -> None:
    started = datetime(2026, 1, 1, tzinfo=UTC)
    values: dict[str, Any] = {
        "kind": "import", "id": uuid4(), "about": {}, "status": "running", "phase": None, "done": 100, "total": 400,
        "unit": "rows", "seconds": None, "actor_kind": "system", "actor": None, "created_at": started,
        "started_at": started, "finished_at": None, "cancellable": True, "undoable": False, "message": None,
    }  # fmt: skip
    now = started + timedelta(seconds=10)

    assert LongWork(**values).seconds_left(now) == 30
    assert LongWork(**{**values, "seconds": 1.0}).seconds_left(now) == 3
    assert LongWork(**{**values, "total": None}).seconds_left(now) is None
    assert LongWork(**{**values, "status": "done"}).seconds_left(now) is None
