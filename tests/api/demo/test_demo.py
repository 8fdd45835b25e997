"""`/demo`: an empty organization is filled in the background."""

from __future__ import annotations

from gomobile.db.pool import Database
from gomobile.demo import service, tasks
from gomobile.settings import Settings
from tests import make


def test_an_empty_organization_is_filled(
    api: make.Api, other: make.Api, database: Database, app_settings: Settings
) -> None:
    assert api.get("/demo").json() == {"available": True, "running": False, "done": False, "progress": None}

    begun = api.post("/demo", json={"people": 100, "seed": 9})
    assert begun.status_code == 202, begun.text
    body = begun.json()
    assert (body["status"], body["people"], body["done"]) == ("running", 100, 0)
    state = api.get("/demo").json()
    assert (state["available"], state["running"], state["done"]) == (False, True, False)
    assert other.get("/demo").json()["available"] is True
    [job] = api.get("/jobs").json()["data"]
    assert (job["kind"], job["status"], job["done"], job["total"]) == ("demo", "running", 0, body["total"])
    assert other.get("/jobs").json()["data"] == []
    assert queued(database) == 1
    tasks.resume(database.conninfo)
    assert queued(database) == 1, "once, however often it is asked for"

    service.run(database.conninfo, app_settings, api.organization.id)

    state = api.get("/demo").json()
    assert (state["running"], state["done"], state["progress"]["doing"]) == (False, True, "")
    assert state["progress"]["done"] == state["progress"]["total"]
    assert api.get("/contact").json()["meta"]["total"] > 90
    assert (
        api.get("/contact", params={"archived": "all"}).json()["meta"]["total"] == state["progress"]["made"]["contacts"]
    )
    told = {job["kind"]: job["status"] for job in api.get("/jobs", params={"limit": 100}).json()["data"]}
    assert (told["demo"], set(told.values())) == ("done", {"done"})
    again = api.post("/demo", json={})
    assert (again.status_code, again.json()["code"]) == (409, "DEMO_NOT_EMPTY")
    assert other.get("/contact").json()["data"] == []
    started = [
        line for line in api.get("/audit-log", params={"limit": 100}).json()["data"] if line["action"] == "demo.started"
    ]
    assert len(started) == 1


def test_one_with_contacts_is_left_alone(api: make.Api) -> None:
    api.post("/contact", json={"primaryPhone": make.phone()})

    assert api.get("/demo").json()["available"] is False
    refused = api.post("/demo")
    assert (refused.status_code, refused.json()["code"]) == (409, "DEMO_NOT_EMPTY")


def test_wrong_wishes_are_refused(api: make.Api) -> None:
    refused = api.post("/demo", json={"people": 5, "size": 3})

    assert refused.status_code == 400
    assert api.get("/demo").json()["available"] is True


def test_what_fails_is_told_and_can_be_begun_again(api: make.Api, database: Database, app_settings: Settings) -> None:
    api.post("/demo", json={"people": 100})
    # Somebody else defines an attribute that the demo wants as well.
    api.post("/custom-attributes", json={"displayName": "Plan", "type": "text"})
    try:
        service.run(database.conninfo, app_settings, api.organization.id)
    except Exception:
        failed = api.get("/demo").json()
    else:
        raise AssertionError("it cannot have two attributes of one name")

    assert (failed["running"], failed["done"]) == (False, False)
    assert failed["progress"]["error"]["code"] == "ATTRIBUTE_EXISTS"
    assert api.post("/demo").status_code == 202
    assert api.get("/demo").json()["running"] is True


def queued(database: Database) -> int:
    with database.transaction() as conn:
        row = conn.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'demo.fill' AND status = 'todo'"
        ).fetchone()
    assert row is not None
    return row[0]
