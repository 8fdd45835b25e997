"""Scans: what they find, what the next one adds, and what they forget."""

from __future__ import annotations

from uuid import UUID

import pytest

from gomobile.db.pool import connect
from gomobile.quality.duplicates import service
from tests import losing, make
from tests.api.duplicates.conftest import Queue

PEOPLE = [
    ("Mohamed", "Benjelloun"), ("Fatima", "Lahlou"), ("Youssef", "Chraibi"), ("Salma", "Bennis"), ("Hamza", "Kettani"),
    ("Imane", "Sqalli"), ("Omar", "Berrada"), ("Sara", "Filali"), ("Rachid", "Mernissi"), ("Nadia", "Guessous"),
]  # fmt: skip


def crowd(queue: Queue) -> None:
    """People who have nothing to do with each other."""
    body = [
        {
            "primaryPhone": make.phone(),
            "firstName": first,
            "lastName": last,
            "city": f"City {at}",
            "address": f"{at} {last}",
        }
        for at, (first, last) in enumerate(PEOPLE)
    ]
    assert queue.api.post("/contact/upsert", json={"data": body}).status_code == 200


def test_one_name_in_another_script_at_one_address_is_found(queue: Queue) -> None:
    crowd(queue)
    left = queue.contact(
        firstName="Abdelkader", lastName="El Mansouri", city="Fès", address="12 rue Atlas", zip="30000"
    )
    right = queue.contact(firstName="عبد القادر", lastName="المنصوري", city="Fes", address="12 Rue Atlas", zip="30000")

    run = queue.scan()

    assert run["status"] == "completed", run
    assert run["report"]["contacts"] == 12
    assert queue.ids() == {(left, right)}
    (pair,) = queue.pairs()
    outcomes = {entry["field"]: entry["outcome"] for entry in pair["explanation"]}
    assert outcomes == {
        "firstName": "sameSound", "lastName": "sameSound", "primaryPhone": outcomes["primaryPhone"], "address": "same",
        "city": "same", "zip": "same",
    }  # fmt: skip
    assert all(isinstance(entry["weight"], float) for entry in pair["explanation"])
    assert pair["kind"] == "probable"
    assert 0.9 <= pair["score"] <= 1


def test_swapped_names_are_found(queue: Queue) -> None:
    crowd(queue)
    left = queue.contact(firstName="Zakaria", lastName="Ouazzani", city="Rabat", address="7 avenue Hassan", zip="10000")
    right = queue.contact(fullName="OUAZZANI Zakaria", city="Rabat", address="7 avenue Hassan", zip="10000")

    queue.scan()

    assert queue.ids() == {(left, right)}


def test_one_identifying_attribute_and_a_name_are_found(queue: Queue) -> None:
    queue.api.post("/custom-attributes", json={"displayName": "Date of birth", "type": "date", "identifying": True})
    crowd(queue)
    left = queue.contact(firstName="Ghita", lastName="Slaoui", customAttributes={"date_of_birth": "1980-02-03"})
    right = queue.contact(firstName="Ghitta", lastName="Slaoui", customAttributes={"date_of_birth": "1980-02-03"})
    queue.contact(firstName="Anas", lastName="Tahiri", customAttributes={"date_of_birth": "1980-02-03"})

    queue.scan()

    assert queue.ids() == {(left, right)}
    assert "customAttributes.date_of_birth" in {entry["field"] for entry in queue.pairs()[0]["explanation"]}


def test_people_who_share_little_are_not_asked_about(queue: Queue) -> None:
    crowd(queue)
    queue.contact(firstName="Mohamed", lastName="Lahlou", city="City 1")
    queue.contact(firstName="Omar", lastName="Filali", city="City 6")

    queue.scan()

    assert queue.pairs() == []


@pytest.mark.parametrize("count", [0, 1, 2])
def test_few_contacts_are_no_trouble(queue: Queue, count: int) -> None:
    for _ in range(count):
        queue.contact()

    assert queue.scan()["status"] == "completed"
    assert queue.scan()["status"] == "completed"


def test_the_next_scan_compares_what_changed_with_all(queue: Queue) -> None:
    crowd(queue)
    same = {"firstName": "Ghita", "lastName": "Slaoui", "city": "Salé", "address": "3 rue du Port", "zip": "11000"}
    left = queue.contact(**same)
    first = queue.scan()
    right = queue.contact(**same)

    second = queue.scan()

    assert (first["report"]["full"], second["report"]["full"]) == (True, False)
    assert second["report"]["new"] == 1
    assert queue.ids() == {(left, right)}
    queue.scan(full=True)
    assert queue.ids() == {(left, right)}


def test_what_is_not_alike_any_more_is_forgotten(queue: Queue) -> None:
    crowd(queue)
    same = {"firstName": "Ghita", "lastName": "Slaoui", "city": "Salé", "address": "3 rue du Port", "zip": "11000"}
    queue.contact(**same)
    right = queue.contact(**same)
    queue.scan()
    assert len(queue.pairs()) == 1
    queue.api.patch(
        f"/contact/{right}",
        json={"firstName": "Karim", "lastName": "Drissi", "city": "Agadir", "address": "9 place Verte", "zip": "80000"},
    )

    assert queue.scan()["report"]["dropped"] == 1
    assert queue.pairs() == []


def test_archived_and_deleted_contacts_are_not_compared(queue: Queue) -> None:
    crowd(queue)
    same = {"firstName": "Ghita", "lastName": "Slaoui", "city": "Salé", "address": "3 rue du Port", "zip": "11000"}
    queue.contact(**same)
    archived, deleted = queue.contact(**same), queue.contact(**same)
    assert queue.api.post(f"/contact/{archived}/archive").status_code == 200
    queue.api.delete(f"/contact/{deleted}")

    queue.scan()

    assert queue.pairs() == []


def test_one_scan_at_a_time(queue: Queue) -> None:
    asked = queue.api.post("/duplicates/runs").json()

    again = queue.api.post("/duplicates/runs")

    assert (again.status_code, again.json()["code"]) == (409, "DUPLICATE_RUN_ACTIVE")
    assert again.json()["params"]["runId"] == asked["id"]
    assert queue.work(asked["id"]).status == "completed"
    assert queue.api.post("/duplicates/runs").status_code == 202


def test_a_cancelled_scan_is_not_done(queue: Queue) -> None:
    asked = queue.api.post("/duplicates/runs").json()["id"]

    assert queue.api.post(f"/duplicates/runs/{asked}/cancel").json()["status"] == "cancelled"
    assert queue.work(asked).status == "cancelled"
    again = queue.api.post(f"/duplicates/runs/{asked}/cancel")
    assert (again.status_code, again.json()["code"]) == (409, "DUPLICATE_RUN_ENDED")
    assert [run["status"] for run in queue.api.get("/duplicates/runs").json()["data"]] == ["cancelled"]


def test_a_scan_stops_where_it_is_told_to(queue: Queue) -> None:
    crowd(queue)
    asked = queue.api.post("/duplicates/runs").json()["id"]

    def stop(progress: dict[str, object]) -> None:
        queue.api.post(f"/duplicates/runs/{asked}/cancel")

    run = queue.api.get(f"/duplicates/runs/{asked}").json()
    assert run["status"] == "queued"
    ended = service.scan(queue.conninfo, queue.settings, queue.api.organization.id, UUID(asked), stop)
    assert ended.status == "cancelled"
    assert not list((queue.settings.data_dir / "tmp").iterdir())


def test_runs_of_another_organization_do_not_exist(queue: Queue, other: make.Api) -> None:
    asked = queue.api.post("/duplicates/runs").json()["id"]

    assert other.get(f"/duplicates/runs/{asked}").json()["code"] == "DUPLICATE_RUN_NOT_FOUND"
    assert other.post(f"/duplicates/runs/{asked}/cancel").status_code == 404
    assert other.get("/duplicates/runs").json()["data"] == []


def test_contacts_of_another_organization_are_not_compared(queue: Queue, other: make.Api) -> None:
    crowd(queue)
    same = {"firstName": "Ghita", "lastName": "Slaoui", "city": "Salé", "address": "3 rue du Port", "zip": "11000"}
    queue.contact(**same)
    other.post("/contact", json={"primaryPhone": make.phone(), **same})

    queue.scan()

    assert queue.pairs() == []


def test_certain_pairs_are_listed_without_the_probable_ones_and_the_other_way_round(queue: Queue) -> None:
    crowd(queue)
    probable = tuple(
        queue.contact(firstName=name, lastName="Ouazzani", city="Rabat", address="7 avenue Hassan", zip="10000")
        for name in ("Zakaria", "Zakariya")
    )
    certain = tuple(queue.contact(firstName="Ghita", primaryEmail="ghita@example.com") for _ in range(2))
    queue.scan()

    assert queue.ids(certain=True) == {certain}
    assert queue.ids(certain=False) == {probable}
    assert queue.api.get("/duplicates", params={"certain": True}).json()["meta"]["total"] == 1
    assert queue.ids() == {certain, probable}


@pytest.mark.parametrize("table", ["duplicate_pairs", "similar_numbers"])
def test_a_scan_that_meets_other_writers_makes_its_step_again(queue: Queue, table: str) -> None:
    crowd(queue)
    left, right = (queue.contact(firstName="Amal", lastName="Tazi", primaryEmail="amal@example.com") for _ in range(2))
    with connect(queue.conninfo) as conn:
        conn.execute("DELETE FROM duplicate_pairs")
    losing.refuse(queue.conninfo, table, times=2)

    assert queue.scan()["status"] == "completed"

    assert queue.ids() == {(left, right)}
    assert losing.refused(queue.conninfo, table) > 2
