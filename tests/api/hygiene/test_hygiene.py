"""`/hygiene`: schedules and runs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from gomobile.db.pool import Database
from gomobile.quality.hygiene import service
from tests import make


def clean_ups(api: make.Api) -> dict[str, Any]:
    return {one["task"]: one for one in api.get("/hygiene").json()["data"]}


def test_every_clean_up_is_off_at_first(api: make.Api) -> None:
    found = clean_ups(api)

    assert found.keys() >= {"archive_inactive", "flag_invalid", "recheck_phones", "refresh_duplicates"}
    assert "judge_reachability" not in found
    assert {(one["enabled"], one["nextRunAt"], one["lastRun"]) for one in found.values()} == {(False, None, None)}


def test_a_clean_up_is_switched_on(api: make.Api, other: make.Api) -> None:
    body = {"enabled": True, "every": "weekly", "day": 3, "hour": 22}
    changed = api.put("/hygiene/archive_inactive", json=body)

    assert changed.status_code == 200, changed.text
    due = datetime.fromisoformat(changed.json()["nextRunAt"])
    # Morocco is an hour ahead of UTC, except in Ramadan.
    assert (due.isoweekday(), due.hour in (21, 22)) == (3, True)
    assert datetime.now(UTC) < due <= datetime.now(UTC) + timedelta(days=7)
    assert clean_ups(api)["archive_inactive"]["enabled"] is True
    assert clean_ups(other)["archive_inactive"]["enabled"] is False
    off = api.put("/hygiene/archive_inactive", json={"enabled": False}).json()
    assert (off["enabled"], off["day"], off["nextRunAt"]) == (False, 3, None)


def test_a_wrong_schedule_is_refused(api: make.Api) -> None:
    refused = api.put("/hygiene/flag_invalid", json={"every": "weekly", "day": 8})
    assert (refused.status_code, list(refused.json()["fieldErrors"])) == (400, ["day"])
    assert api.put("/hygiene/flag_invalid", json={"often": True}).status_code == 400
    assert api.put("/hygiene/nothing", json={"enabled": True}).json()["code"] == "CLEAN_UP_NOT_FOUND"
    assert api.put("/hygiene/judge_reachability", json={"enabled": True}).status_code == 404
    assert api.post("/hygiene/nothing/run").status_code == 404


def test_a_run_is_followed_and_listed(api: make.Api, other: make.Api, database: Database) -> None:
    api.post("/contact", json={"primaryPhone": make.phone()})
    queued = api.post("/hygiene/archive_inactive/run", params={"dryRun": "true"})
    assert queued.status_code == 202
    id = queued.json()["id"]

    service.run(database.conninfo, api.organization.id, queued.json()["id"])

    run = api.get(f"/hygiene/runs/{id}").json()
    assert (run["status"], run["dryRun"]) == ("completed", True)
    assert run["report"]["counts"] == {"checked": 1, "archived": 0}
    assert [one["id"] for one in api.get("/hygiene/runs").json()["data"]] == [id]
    assert api.get("/hygiene/runs", params={"task": "flag_invalid"}).json()["meta"]["total"] == 0
    assert other.get("/hygiene/runs").json()["data"] == []
    assert other.get(f"/hygiene/runs/{id}").status_code == 404
    assert api.get(f"/hygiene/runs/{uuid4()}").json()["code"] == "HYGIENE_RUN_NOT_FOUND"
    assert api.post(f"/hygiene/runs/{id}/cancel").json()["code"] == "HYGIENE_RUN_FINISHED"


def test_one_run_at_a_time(api: make.Api, database: Database) -> None:
    first = api.post("/hygiene/archive_inactive/run").json()

    second = api.post("/hygiene/archive_inactive/run")
    assert (second.status_code, second.json()["code"]) == (409, "CLEAN_UP_RUNNING")
    assert second.json()["params"]["runId"] == first["id"]
    assert api.post("/hygiene/archive_inactive/run", params={"dryRun": "true"}).status_code == 202

    assert api.post(f"/hygiene/runs/{first['id']}/cancel").status_code == 200
    ended = service.run(database.conninfo, api.organization.id, first["id"])
    assert ended.status == "cancelled"
    assert api.post("/hygiene/archive_inactive/run").status_code == 202
