"""Contacts with one e-mail address are asked about as soon as they are written."""

from __future__ import annotations

import threading

import pytest

from gomobile.db.pool import Database
from gomobile.jobs.app import create_jobs
from gomobile.jobs.names import FIND_CERTAIN_DUPLICATES
from gomobile.settings import Settings
from tests import make
from tests.api.duplicates.conftest import Queue


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("amal@example.com", "AMAL@Example.com"),
        ("amaltazi@googlemail.com", "amal.tazi+shop@gmail.com"),
        ("amaltazi@gmail.com", "Amal.Tazi+shop@googlemail.com"),
        ("amal@gmail.com", "A.M.A.L@GMAIL.com"),
    ],
)
def test_one_address_in_two_contacts_is_a_pair(queue: Queue, one: str, other: str) -> None:
    left = queue.contact(firstName="Amal", lastName="Tazi", primaryEmail=one)
    right = queue.contact(firstName="Amal", lastName="Tazi", primaryEmail=other)

    (pair,) = queue.pairs()
    assert (pair["leftId"], pair["rightId"], pair["kind"], pair["score"]) == (left, right, "email", 1.0)
    assert [entry["field"] for entry in pair["explanation"]] == ["primaryEmail", "displayName"]
    assert (pair["left"]["id"], pair["right"]["primaryEmail"]) == (left, other)


@pytest.mark.parametrize("other", ["amaltazi+shop@gmail.com", "amaltazi@gmail.com"])
def test_another_form_of_an_earlier_gmail_address_is_found_by_a_scan(queue: Queue, other: str) -> None:
    left = queue.contact(primaryEmail="amal.tazi@gmail.com")
    right = queue.contact(primaryEmail=other)

    queue.scan()

    assert queue.ids() == {(left, right)}


def test_pairs_of_an_address_that_became_common_are_forgotten(queue: Queue) -> None:
    queue.contact(primaryEmail="info@example.com")
    queue.contact(primaryEmail="info@example.com")
    assert len(queue.pairs()) == 1
    body = [{"primaryPhone": make.phone(), "primaryEmail": "info@example.com"} for _ in range(9)]
    queue.api.post("/contact/upsert", json={"data": body})

    queue.scan()

    assert queue.pairs() == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("a.mal@example.com", "amal@example.com"), ("amal+x@example.com", "amal@example.com"), ("a@b.com", "b@a.com")],
)
def test_other_providers_tell_dots_and_tags_apart(queue: Queue, one: str, other: str) -> None:
    queue.contact(primaryEmail=one)
    queue.contact(primaryEmail=other)

    assert queue.pairs() == []


def test_one_address_under_two_names_scores_less(queue: Queue) -> None:
    queue.contact(firstName="Amal", lastName="Tazi", primaryEmail="home@example.com")
    queue.contact(firstName="Karim", lastName="Tazi", primaryEmail="home@example.com")

    (pair,) = queue.pairs()
    assert pair["score"] == 0.9
    assert {entry["outcome"] for entry in pair["explanation"]} == {"same", "different"}


def test_a_pair_goes_when_the_address_is_corrected(queue: Queue) -> None:
    queue.contact(primaryEmail="amal@example.com")
    right = queue.contact(primaryEmail="amal@example.com")
    assert len(queue.pairs()) == 1

    assert queue.api.patch(f"/contact/{right}", json={"primaryEmail": "sara@example.com"}).status_code == 200

    assert queue.pairs() == []


def test_a_pair_goes_with_its_contact_and_comes_back_with_it(queue: Queue) -> None:
    queue.contact(primaryEmail="amal@example.com")
    right = queue.contact(primaryEmail="amal@example.com")

    assert queue.api.delete(f"/contact/{right}").status_code in (200, 204)
    assert queue.pairs() == []
    assert queue.api.post(f"/contact/{right}/restore").status_code == 200
    assert len(queue.pairs()) == 1


def test_an_address_that_many_share_is_nobodys_own(queue: Queue) -> None:
    body = [{"primaryPhone": make.phone(), "primaryEmail": "info@example.com"} for _ in range(11)]
    assert queue.api.post("/contact/upsert", json={"data": body}).status_code == 200

    assert queue.pairs() == []
    run = queue.scan()
    assert {"key": "sharedEmail", "values": 1, "contacts": 11} in run["report"]["capped"]


def test_an_upsert_of_many_finds_the_pairs_within_it(queue: Queue) -> None:
    body = [{"primaryPhone": make.phone(), "primaryEmail": f"u{at // 2}@example.com"} for at in range(20)]
    assert queue.api.post("/contact/upsert", json={"data": body}).status_code == 200

    assert len(queue.pairs()) == 10


def test_another_organization_has_pairs_of_its_own(queue: Queue, other: make.Api) -> None:
    queue.contact(primaryEmail="amal@example.com")
    other.post("/contact", json={"primaryPhone": make.phone(), "primaryEmail": "amal@example.com"})

    assert queue.pairs() == []
    assert other.get("/duplicates").json()["data"] == []


def test_who_is_being_written_by_somebody_else_is_not_waited_for_and_asked_about_later(
    queue: Queue, database: Database, app_settings: Settings
) -> None:
    left = queue.contact(primaryEmail="amal@example.com")
    right = queue.contact(primaryEmail="sara@example.com")
    with database.transaction() as conn:
        conn.execute("DELETE FROM procrastinate_jobs")

    with database.transaction() as somebody:
        somebody.execute("UPDATE contacts SET city = 'Safi' WHERE id = %s", [left])
        body = {"primaryEmail": "amal@example.com"}
        assert queue.api.patch(f"/contact/{right}", json=body).status_code == 200
        assert queue.pairs() == []

    jobs = create_jobs(queue.conninfo, app_settings, threading.Event())
    with database.transaction() as conn:
        found = conn.execute("SELECT task_name, args FROM procrastinate_jobs").fetchall()
    for task, arguments in found:
        jobs.tasks[task](**arguments)
    assert [task for task, _ in found] == [FIND_CERTAIN_DUPLICATES]
    assert queue.ids() == {(left, right)}
