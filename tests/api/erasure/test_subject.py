"""What a person is told: everything that is held, and nothing of others."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gomobile.db.pool import Database
from gomobile.privacy.erasure.store import SQL as ERASES
from gomobile.privacy.places import ELSEWHERE, PLACES, TRACES
from gomobile.privacy.subject.store import SQL as GATHERS
from gomobile.privacy.traces.store import QUERIES
from tests import make
from tests.api.erasure.test_nowhere import EMAIL, NAMES, PHONE, everywhere, ok

__all__ = ["everywhere"]


def places(api: make.Api, phone: str) -> dict[str, list[dict[str, Any]]]:
    found = ok(api.get("/privacy/subject", params={"phone": phone}))
    return {place["name"]: place["rows"] for place in found["places"]}


def test_every_table_is_in_the_list_or_holds_nobody(database: Database) -> None:
    with database.transaction() as conn:
        tables = {
            name
            for (name,) in conn.execute(
                "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')"
            )
        }
    listed = {place.table for place in (*PLACES, *TRACES)}

    assert tables - listed - ELSEWHERE.keys() == set()
    assert listed & ELSEWHERE.keys() == set()


def test_what_is_erased_is_also_told_and_the_other_way_round() -> None:
    names = {place.name for place in PLACES}

    assert names <= ERASES.keys()
    assert names == GATHERS.keys() - {"audit_lines"}
    assert {trace.name for trace in TRACES} == QUERIES.keys()


@pytest.mark.parametrize("phone", [PHONE, "06 44 33 22 11"])
def test_everything_is_told_by_any_number_of_the_person(api: make.Api, everywhere: str, phone: str) -> None:
    found = places(api, phone)

    assert len(found["contacts"]) == 2
    assert {row["first_name"] for row in found["contacts"]} == {NAMES[0]}
    assert found.keys() >= {
        "contacts", "contact_tags", "audience_members", "audience_exits", "contact_phones", "contact_merges",
        "consents", "consent_events", "contact_engagement", "call_results", "contact_history", "suppressions",
        "import_problems", "imports", "idempotency_keys", "bulk_actions", "hygiene_runs", "import_files",
    }  # fmt: skip
    assert found["contact_tags"][0]["tag"] == "vip"
    assert found["suppressions"][0]["proof"] == EMAIL


def test_nothing_of_others_is_told(api: make.Api, everywhere: str) -> None:
    text = json.dumps(places(api, PHONE))

    assert "Other Person" not in text
    assert "612345678" not in text


def test_the_page_is_safe_to_open(api: make.Api) -> None:
    api.post(
        "/contact", json={"primaryPhone": PHONE, "firstName": "<script>alert(1)</script>", "city": "الدار البيضاء"}
    )
    page = api.get("/privacy/subject", params={"phone": PHONE, "format": "html"})

    assert page.headers["content-type"].startswith("text/html")
    assert "<script" not in page.text
    assert "&lt;script&gt;" in page.text
    assert "الدار البيضاء" in page.text
    assert "http://" not in page.text.replace('http-equiv="', "")


def test_after_an_erasure_only_hashes_and_the_audit_log_are_left(api: make.Api, everywhere: str) -> None:
    ok(api.post("/privacy/erase", json={"phone": PHONE, "reason": "requested"}))
    found = places(api, PHONE)

    assert found.keys() == {"suppressions", "audit_log"}


def test_a_disclosure_is_recorded_by_the_hash_of_the_number(api: make.Api, everywhere: str) -> None:
    places(api, PHONE)
    [line] = ok(api.get("/audit-log", params={"action": "number.disclosed"}))["data"]

    assert len(line["subject"]["id"]) == 64
    assert everywhere in line["after"]["contactIds"]


def test_nothing_held_is_not_found(api: make.Api, other: make.Api) -> None:
    api.post("/contact", json={"primaryPhone": PHONE})

    assert other.get("/privacy/subject", params={"phone": PHONE}).json()["code"] == "NOTHING_HELD"
    assert api.get("/privacy/subject", params={"phone": "no number"}).status_code == 400
