"""A person is put into every place through the doors of the service, erased, and searched for byte by byte.

Free text about them in rows of others is out of scope: nobody can tell whom a first name in a note means.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from gomobile.db.pool import Database
from gomobile.imports import service as imports
from gomobile.privacy.places import PLACES, TRACES
from gomobile.settings import Settings
from tests import make
from tests.api.erasure.everything import found

NAMES = ["Zoulikha", "Quirrenbach"]
EMAIL = "zq@marker.example"
ADDRESS = "17 Marker Lane"
PHONE, SECOND, OLD = "+212655443322", "+212644332211", "+212633221100"
DIGITS = ["655443322", "644332211", "633221100"]
MARKERS = [*NAMES, EMAIL, ADDRESS]
FILE = (
    "phone,name,email,amount\n"
    f"0655 44 33 22,Zoulikha Quirrenbach,{EMAIL},12\n"  # taken
    f"06-55-44-33-22 ext,Zoulikha Quirrenbach,not an address at all,x\n"
    f"nonsense,Zoulikha,{EMAIL},x\n"  # refused, with her address
    "0612345678,Other Person,other@example.org,x\n"
)


@pytest.fixture
def everywhere(api: make.Api, database: Database, app_settings: Settings) -> str:
    """The contact, who is in every place."""
    api.post("/custom-attributes", json={"displayName": "Amount", "type": "number"})
    tag = api.post("/tags", json={"name": "vip"}).json()["id"]
    audience = api.post("/audience", json={"name": "VIP", "type": "static"}).json()
    audience_id = audience.get("id") or audience["audience"]["id"]
    other = api.post("/contact", json={"primaryPhone": OLD}, headers={"Idempotency-Key": f"create {OLD}"})
    older = other.json()["contact"]["id"]
    body = {
        "primaryPhone": "0655 44 33 22", "firstName": NAMES[0], "lastName": NAMES[1], "primaryEmail": EMAIL,
        "address": ADDRESS,
    }  # fmt: skip
    made = api.post("/contact", json=body, headers={"Idempotency-Key": "one"})
    id = made.json()["contact"]["id"]
    loser = api.post("/contact", json={**body, "primaryPhone": SECOND}).json()["contact"]["id"]
    api.post("/contact/upsert", json={"data": [{**body, "city": "Fès"}, {"primaryPhone": make.phone()}]},
             headers={"Idempotency-Key": "two"})  # fmt: skip
    for changed in (id, loser):
        ok(api.post(f"/contact/{changed}/tags", json={"tags": [tag]}))
        ok(api.post(f"/audience/{audience_id}/add-contacts", json={"contacts": [changed]}))
    ok(api.post(f"/audience/{audience_id}/remove-contacts", json={"contacts": [id]}))
    ok(api.post(f"/audience/{audience_id}/add-contacts", json={"contacts": [id]}))
    statement = {"purpose": "marketing", "channel": "call", "status": "granted", "proof": f"said {NAMES[0]}"}
    ok(api.post(f"/contact/{id}/consents", json=statement))
    ok(api.post("/suppressions", json={"phone": PHONE, "reason": f"told {NAMES[1]}", "proof": EMAIL, "channel": "sms"}))
    ok(api.post("/call-results", json={"data": [
        {"phone": PHONE, "result": "answered", "pressed": ["1"], "reference": f"call {PHONE}"},
        {"contactId": loser, "result": "no_answer"},
    ]}))  # fmt: skip
    ok(api.post(f"/contact/{id}/merge", json={"contacts": [loser]}, headers={"Idempotency-Key": "three"}))
    # The old contact takes a number that was hers, and gives it back.
    api.put(f"/contact/{older}", json={"primaryPhone": make.phone()})
    api.put(f"/contact/{id}", json={"primaryPhone": OLD})
    api.put(f"/contact/{id}", json={"primaryPhone": PHONE, "lastName": "Changed"})
    imported(api, database, app_settings)
    with database.transaction() as conn:
        org = api.organization.id
        conn.execute(
            "INSERT INTO bulk_actions (organization_id, action, parameters, filter, expected, created_by_kind)"
            " VALUES (%s, 'set_field', jsonb_build_object('field', 'primaryEmail', 'value', %s::text),"
            "         jsonb_build_object('search', '0655443322'), 1, 'key')",
            [org, EMAIL],
        )
        conn.execute(
            "INSERT INTO saved_views (organization_id, list, name, query, owner_kind)"
            " VALUES (%s, 'contacts', 'Hers', jsonb_build_object('search', %s::text), 'system')",
            [org, EMAIL],
        )
        conn.execute(
            "INSERT INTO hygiene_runs (organization_id, task, report, created_by_kind)"
            " VALUES (%s, 'flag_invalid', jsonb_build_object('count', 1, 'sample', jsonb_build_array("
            "   jsonb_build_object('id', %s::text, 'name', %s::text))), 'system')",
            [org, id, NAMES[0]],
        )
        conn.execute(
            "SELECT procrastinate_defer_jobs_v1(ARRAY[ROW('default', 'x', 0, NULL, NULL,"
            " jsonb_build_object('org_id', %s::text, 'search', '0655443322'), NULL)::procrastinate_job_to_defer_v1])",
            [org],
        )
    return id


def imported(api: make.Api, database: Database, settings: Settings) -> None:
    """One import that ran, and one that is only checked, whose file is still there."""
    for name, run in (("0655443322.csv", True), ("waiting.csv", False)):
        answer = api.post(
            "/imports",
            files={"file": (name, FILE.encode())},
            data={
                "map": ["phone=primaryPhone", "name=fullName", "email=primaryEmail", "amount=customAttributes.amount"]
            },
        )
        id = UUID(ok(answer)["id"])
        imports.preview(database.conninfo, settings, api.organization.id, id)
        if run:
            imports.run(database.conninfo, settings, api.organization.id, id)
        ok(api.patch(f"/imports/{id}/cells", json={
            "cells": [
                {"line": 4, "column": 0, "value": PHONE}, {"line": 4, "column": 1, "value": NAMES[1]},
                {"line": 3, "column": 1, "value": NAMES[0]},
            ],
            "replace": [{"column": 1, "from": NAMES[0], "to": EMAIL}],
        }))  # fmt: skip


def ok(answer: Any) -> Any:
    assert answer.status_code < 300, answer.text
    return answer.json()


def test_the_search_sees_what_is_there(everywhere: str, database: Database, app_settings: Settings) -> None:
    """So that the test below cannot pass because nothing was ever found."""
    tables = {place.partition(".")[0] for place in found(database, app_settings.data_dir, MARKERS, DIGITS)}

    assert tables >= {
        "contacts", "contact_history", "contact_phones", "contact_merges", "consent_events", "suppressions",
        "call_results", "import_problems", "import_corrections", "import_replacements", "imports",
        "idempotency_keys", "bulk_actions", "saved_views",
        "hygiene_runs", "procrastinate_jobs",
    }  # fmt: skip
    assert any(table.startswith("imports/") for table in tables)


def test_an_erased_contact_is_found_nowhere(
    api: make.Api, everywhere: str, database: Database, app_settings: Settings
) -> None:
    done = ok(api.post(f"/contact/{everywhere}/erase", json={"reason": "requested", "suppress": True}))

    assert len(done["contactIds"]) == 2
    assert done["importFiles"] == 1
    assert set(done["removed"]) >= {"contacts", "contact_history", "contact_merges", "contact_tags"}
    assert found(database, app_settings.data_dir, MARKERS, DIGITS) == {}


def test_an_erased_number_is_found_nowhere(
    api: make.Api, everywhere: str, database: Database, app_settings: Settings
) -> None:
    """By the further number that a merge left."""
    ok(api.post("/privacy/erase", json={"phone": SECOND, "reason": "requested"}))

    assert found(database, app_settings.data_dir, MARKERS, DIGITS) == {}


def test_deleting_for_good_erases_the_same(
    api: make.Api, everywhere: str, database: Database, app_settings: Settings
) -> None:
    ok(api.delete(f"/contact/{everywhere}", params={"permanent": True}))

    assert found(database, app_settings.data_dir, MARKERS, DIGITS) == {}


def test_a_suppressed_number_stays_suppressed_and_the_others_stay(api: make.Api, everywhere: str) -> None:
    before = ok(api.get("/contact"))["meta"]["total"]
    ok(api.post(f"/contact/{everywhere}/erase", json={"reason": "requested", "suppress": True}))
    checked = ok(api.post("/suppressions/check", json={"phones": [PHONE, SECOND, "0612345678"], "channel": "call"}))

    assert [one["suppressed"] for one in checked["data"]] == [True, True, False]
    assert ok(api.get("/contact"))["meta"]["total"] == before - 1
    assert ok(api.get("/contact", params={"search": "0612345678"}))["meta"]["total"] == 1


def test_counts_of_reports_stay(api: make.Api, everywhere: str, database: Database) -> None:
    def figures() -> Any:
        with database.transaction() as conn:
            return conn.execute(
                "SELECT (SELECT sum(rows) FROM import_chunks), (SELECT count(*) FROM import_problems),"
                " (SELECT count(*) FROM call_results), (SELECT count(*) FROM idempotency_keys),"
                " (SELECT count(*) FROM hygiene_runs)"
            ).fetchone()

    before = figures()
    ok(api.post(f"/contact/{everywhere}/erase", json={"reason": "requested"}))

    assert figures() == before


def test_rows_of_others_in_the_same_files_stay(api: make.Api, everywhere: str, database: Database) -> None:
    """In the import that ran, and in the one that is only checked."""
    ok(api.post(f"/contact/{everywhere}/erase", json={"reason": "requested"}))

    with database.transaction() as conn:
        (kept,) = conn.execute(
            "SELECT count(*) FROM import_problems WHERE 'Other Person' = ANY (cells)"
        ).fetchone() or (0,)
    assert kept == 2


def test_the_feed_tells_that_the_contact_was_erased(api: make.Api, everywhere: str) -> None:
    ok(api.post(f"/contact/{everywhere}/erase", json={"reason": "requested"}))
    changes = ok(api.get("/contact/changes", params={"limit": 1000}))["data"]

    assert [one["kind"] for one in changes if one["contactId"] == everywhere][-1] == "erased"


def test_the_audit_log_tells_it_without_the_person(api: make.Api, everywhere: str) -> None:
    ok(api.post(f"/contact/{everywhere}/erase", json={"reason": "requested"}))
    [line] = ok(api.get("/audit-log", params={"action": "contact.erased"}))["data"]

    assert line["subject"]["id"] == everywhere
    assert line["after"]["reason"] == "requested"
    assert ok(api.get("/audit-log/verify"))["ok"]


def test_every_place_has_rows_of_her_before(everywhere: str, database: Database) -> None:
    """What this test puts in goes through each table of the list but those that other jobs fill."""
    by_jobs = {"audience_due", "duplicate_pairs", "similar_numbers", "duplicate_runs"}
    tables = {place.table for place in (*PLACES, *TRACES)} - by_jobs
    with database.transaction() as conn:
        empty = {
            table
            for table in tables
            if conn.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)  # type: ignore[arg-type]
        }

    assert empty == set()
