"""Imports into an audience."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from gomobile.db.pool import Database
from gomobile.imports import service as imports
from gomobile.settings import Settings
from tests import make
from tests.api.audiences.conftest import audience, contact, count


def take_in(api: make.Api, *phones: str, **form: Any) -> Any:
    file = "\n".join(["phone,name", *(f"{phone},Amal" for phone in phones)]).encode()
    return api.post("/imports", files={"file": ("people.csv", file)}, data={"dryRun": "false", **form})


def run(api: make.Api, database: Database, settings: Settings, id: str) -> None:
    done = imports.run(database.conninfo, settings, api.organization.id, UUID(id))
    assert done.status == "completed"


def test_the_contacts_of_a_file_become_members(api: make.Api, database: Database, app_settings: Settings) -> None:
    known, same, member, archived = (make.phone() for _ in range(4))
    contact(api, primaryPhone=known)
    contact(api, primaryPhone=same, firstName="Amal")
    api.post(f"/contact/{contact(api, primaryPhone=archived)}/archive")
    id = audience(api, "Donors", contact(api, primaryPhone=member))
    fresh = make.phone()

    taken = take_in(api, fresh, known, same, member, archived, fresh, "no number", audienceId=id)
    assert (taken.status_code, taken.json()["audienceId"]) == (202, id)
    run(api, database, app_settings, taken.json()["id"])

    assert count(api, id) == 4
    shown = api.get(f"/audience/{id}/contacts", params={"limit": 10}).json()["data"]
    assert {one["primaryPhone"] for one in shown} == {fresh, known, same, member}


def test_undo_takes_out_whom_the_import_put_in(api: make.Api, database: Database, app_settings: Settings) -> None:
    known, member, fresh = (make.phone() for _ in range(3))
    known_id, member_id = contact(api, primaryPhone=known), contact(api, primaryPhone=member)
    id = audience(api, "Donors", member_id)
    taken = take_in(api, fresh, known, member, audienceId=id).json()["id"]
    run(api, database, app_settings, taken)
    assert count(api, id) == 3

    api.post(f"/imports/{taken}/undo")
    imports.undo(database.conninfo, app_settings, api.organization.id, UUID(taken))

    assert [one["id"] for one in api.get(f"/audience/{id}/contacts").json()["data"]] == [member_id]
    left = api.get(f"/audience/{id}/contacts", params={"state": "exited"}).json()["data"]
    assert {one["exitReason"] for one in left} == {"removed"}
    assert known_id in {one["id"] for one in left}
    [gone] = [one["id"] for one in left if one["id"] != known_id]
    api.post(f"/contact/{gone}/restore")
    assert count(api, id) == 1


@pytest.mark.parametrize("path", ["/imports", "/contact/ingestion/upload"])
def test_an_import_into_no_static_audience_is_refused(api: make.Api, other: make.Api, path: str) -> None:
    file = {"file": ("people.csv", b"phone\n0612345678\n")}
    rules = {"logic": "AND", "conditions": [{"field": "city", "operator": "equals", "value": "Rabat"}]}
    live = audience(api, "Live ones", type="live", rules=rules)
    theirs = audience(other)

    refused = api.post(path, files=file, data={"audienceId": live})
    assert (refused.status_code, refused.json()["fieldDetails"]["audienceId"][0]["code"]) == (400, "audienceIsLive")
    assert api.post(path, files=file, data={"audienceId": theirs}).status_code == 404


def test_an_ingestion_session_takes_an_audience(api: make.Api, database: Database, app_settings: Settings) -> None:
    id = audience(api)
    phone = make.phone()
    form = {"audienceId": id, "hasHeaderRow": "true"}

    session = api.post(
        "/contact/ingestion/upload", files={"file": ("a.csv", f"phone\n{phone}\n".encode())}, data=form
    ).json()["sessionId"]
    mapping = {"sessionId": session, "columnMappings": [{"column": 0, "field": "primaryPhone"}]}
    assert api.post("/contact/ingestion/validate", json=mapping).status_code < 300
    run(api, database, app_settings, session)

    assert count(api, id) == 1
