"""Replacing the members of a static audience by a list or a file."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import polars as pl
import pytest

from gomobile.db.pool import Database
from tests import make
from tests.api.audiences.conftest import audience, contact, count


@pytest.fixture
def phones(api: make.Api) -> dict[str, str]:
    """Four contacts, by number."""
    return {phone: contact(api, primaryPhone=phone) for phone in (make.phone() for _ in range(4))}


def refresh(api: make.Api, id: str, body: dict[str, Any], **query: Any) -> dict[str, Any]:
    answer = api.put(f"/audience/{id}/members", json=body, params=query)
    assert answer.status_code == 200, answer.text
    done = answer.json()
    parts = ("added", "kept", "archived", "unknown", "invalid", "duplicates")
    assert done["given"] == sum(done[name] for name in parts)
    return done


def numbers(done: dict[str, Any]) -> dict[str, int]:
    return {name: done[name] for name in ("added", "removed", "kept", "unknown", "invalid", "duplicates")}


def members(database: Database, id: str) -> set[str]:
    with database.transaction() as conn:
        rows = conn.execute("SELECT contact_id::text FROM audience_members WHERE audience_id = %s", [id]).fetchall()
        return {row for (row,) in rows}


def test_members_are_replaced_by_numbers_in_any_format(
    api: make.Api, database: Database, phones: dict[str, str]
) -> None:
    a, b, c, _ = phones
    id = audience(api, "Donors", phones[a], phones[b])
    stranger = make.phone()
    national = "0" + c.removeprefix("+212")

    done = refresh(api, id, {"phones": [b, national, f" {c} ", stranger, "no number", ""]})

    assert numbers(done) == {"added": 1, "removed": 1, "kept": 1, "unknown": 1, "invalid": 2, "duplicates": 1}
    assert done["unknownSample"] == [stranger]
    assert [sample["value"] for sample in done["invalidSample"]] == ["no number", ""]
    assert members(database, id) == {phones[b], phones[c]}
    assert count(api, id) == 2
    assert api.get(f"/audience/{id}").json()["version"] == 2


def test_members_are_replaced_by_ids(
    api: make.Api, other: make.Api, database: Database, phones: dict[str, str]
) -> None:
    a, b, c, _ = phones.values()
    theirs, nobody = contact(other), str(uuid4())
    id = audience(api, "Donors", a, b)

    done = refresh(api, id, {"contacts": [b, c, c, theirs, nobody]})

    assert numbers(done) == {"added": 1, "removed": 1, "kept": 1, "unknown": 2, "invalid": 0, "duplicates": 1}
    assert done["unknownSample"] == [theirs, nobody]
    assert members(database, id) == {b, c}


def test_who_stays_keeps_the_time_of_entry(api: make.Api, database: Database, phones: dict[str, str]) -> None:
    one = next(iter(phones.values()))
    id = audience(api, "Donors", one)

    def entered() -> str:
        return api.get(f"/contact/{one}/audiences").json()["data"][0]["enteredAt"]

    before = entered()
    refresh(api, id, {"contacts": list(phones.values())})

    assert entered() == before


def test_a_dry_run_tells_and_changes_nothing(api: make.Api, database: Database, phones: dict[str, str]) -> None:
    a, b, *_ = phones
    id = audience(api, "Donors", phones[a])

    would = refresh(api, id, {"phones": [b]}, dryRun=True)

    assert members(database, id) == {phones[a]}
    assert api.get(f"/audience/{id}").json()["version"] == 1
    done = refresh(api, id, {"phones": [b]})
    assert would | {"dryRun": False} == done
    assert would["dryRun"] is True


def by(kind: str, phones: dict[str, str], *chosen: str) -> dict[str, Any]:
    """A list of numbers, or of the contacts that have them."""
    return {kind: list(chosen) if kind == "phones" else [phones[phone] for phone in chosen]}


@pytest.mark.parametrize("kind", ["phones", "contacts"])
def test_deleted_contacts_are_unknown_and_archived_ones_counted_apart(
    api: make.Api, phones: dict[str, str], kind: str
) -> None:
    a, b, *_ = phones
    api.delete(f"/contact/{phones[a]}")
    api.post(f"/contact/{phones[b]}/archive")
    id = audience(api)

    done = refresh(api, id, by(kind, phones, a, b))

    assert (done["unknown"], done["archived"], done["added"]) == (1, 1, 0)


@pytest.mark.parametrize("kind", ["phones", "contacts"])
@pytest.mark.parametrize(("away", "back"), [("archive", "unarchive"), ("delete", "restore")])
def test_who_is_away_and_not_on_the_list_stays_out_when_back(
    api: make.Api, database: Database, phones: dict[str, str], kind: str, away: str, back: str
) -> None:
    a, b, c, d = phones
    id = audience(api, "Donors", phones[a], phones[b], phones[c])
    for one in (a, b):
        path = f"/contact/{phones[one]}"
        assert (api.delete(path) if away == "delete" else api.post(f"{path}/archive")).status_code == 200
    listed = by(kind, phones, a, d)
    would = refresh(api, id, listed, dryRun=True)

    done = refresh(api, id, listed)

    assert done == would | {"dryRun": False}
    assert (done["added"], done["removed"]) == (1, 1)
    for one in (a, b):
        assert api.post(f"/contact/{phones[one]}/{back}").status_code == 200
    assert members(database, id) == {phones[a], phones[d]}
    left = api.get(f"/audience/{id}/contacts", params={"state": "exited"}).json()["data"]
    assert {one["id"]: one["exitReason"] for one in left} == {phones[b]: "replaced", phones[c]: "replaced"}


@pytest.mark.parametrize("kind", ["phones", "contacts"])
def test_an_archived_contact_of_the_list_enters_when_it_comes_back(
    api: make.Api, phones: dict[str, str], kind: str
) -> None:
    a, *_ = phones
    id = audience(api)
    api.post(f"/contact/{phones[a]}/archive")

    refresh(api, id, by(kind, phones, a))
    version = api.get(f"/audience/{id}").json()["version"]
    refresh(api, id, by(kind, phones, a))

    assert (count(api, id), api.get(f"/audience/{id}").json()["version"]) == (0, version)
    api.post(f"/contact/{phones[a]}/unarchive")
    assert count(api, id) == 1


@pytest.mark.parametrize(("away", "back"), [("archive", "unarchive"), ("delete", "restore")])
def test_who_is_taken_out_while_away_stays_out_when_back(
    api: make.Api, phones: dict[str, str], away: str, back: str
) -> None:
    one = next(iter(phones.values()))
    id, other = audience(api, "Donors", one), audience(api, "Friends", one)
    api.delete(f"/contact/{one}") if away == "delete" else api.post(f"/contact/{one}/archive")

    api.post(f"/audience/{id}/remove-contacts", json={"contacts": [one]})

    api.post(f"/contact/{one}/{back}")
    assert (count(api, id), count(api, other)) == (0, 1)


def test_an_empty_list_empties_an_audience(api: make.Api, phones: dict[str, str]) -> None:
    id = audience(api, "Donors", *phones.values())

    assert numbers(refresh(api, id, {"phones": []}))["removed"] == 4
    assert count(api, id) == 0
    assert refresh(api, id, {"phones": []})["removed"] == 0


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_members_are_replaced_by_a_file(api: make.Api, database: Database, phones: dict[str, str], format: str) -> None:
    a, b, c, _ = phones
    id = audience(api, "Donors", phones[a], phones[b])
    table = pl.DataFrame({"Client": ["Amal", "Karim", "Nobody"], "Mobile phone": [b, c, make.phone()]})
    file = io.BytesIO()
    table.write_csv(file) if format == "csv" else table.write_excel(file)

    answer = api.put(f"/audience/{id}/members", files={"file": (f"donors.{format}", file.getvalue())})

    assert answer.status_code == 200, answer.text
    assert numbers(answer.json()) == {
        "added": 1, "removed": 1, "kept": 1, "unknown": 1, "invalid": 0, "duplicates": 0,
    }  # fmt: skip
    assert members(database, id) == {phones[b], phones[c]}


@pytest.mark.parametrize("body", [b"phone\n", b"name,phone\nAmal,\n"])
def test_a_file_without_a_number_empties_nothing(api: make.Api, phones: dict[str, str], body: bytes) -> None:
    id = audience(api, "Donors", *phones.values())

    answer = api.put(f"/audience/{id}/members", files={"file": ("a.csv", body)}, data={"column": "phone"})

    assert (answer.status_code, answer.json()["code"]) == (400, "EMPTY_FILE"), answer.text
    assert count(api, id) == 4


@pytest.mark.parametrize("column", ["Second", "second", "2"])
def test_the_column_of_a_file_may_be_named(api: make.Api, phones: dict[str, str], column: str) -> None:
    a, b, *_ = phones
    id = audience(api)
    file = f"first,second\n{a},{b}\n".encode()

    answer = api.put(f"/audience/{id}/members", files={"file": ("a.csv", file)}, data={"column": column})

    assert answer.json()["added"] == 1, answer.text
    assert api.get(f"/contact/{phones[b]}/audiences").json()["data"]


@pytest.mark.parametrize(
    ("body", "code"),
    [(b"a,b\nx,y\n", "required"), (b"phone\n0612345678\n", "unknownColumn")],
)
def test_a_column_that_is_not_there_is_refused_with_those_that_are(api: make.Api, body: bytes, code: str) -> None:
    data = {"column": "mobile"} if code == "unknownColumn" else {}
    answer = api.put(f"/audience/{audience(api)}/members", files={"file": ("a.csv", body)}, data=data)

    assert answer.status_code == 400
    assert answer.json()["fieldDetails"]["column"][0]["code"] == code


@pytest.mark.parametrize(
    ("body", "field"),
    [({}, "body"), ({"phones": [], "contacts": []}, "body"), ({"phones": 1}, "phones"), ({"number": []}, "number")],
)
def test_a_wrong_list_is_refused(api: make.Api, body: dict[str, Any], field: str) -> None:
    answer = api.put(f"/audience/{audience(api)}/members", json=body)

    assert answer.status_code == 400
    assert field in answer.json()["fieldErrors"]


def test_what_is_no_json_is_refused(api: make.Api) -> None:
    answer = api.put(f"/audience/{audience(api)}/members", content=b"{", headers={"Content-Type": "application/json"})

    assert answer.json()["fieldDetails"]["body"][0]["code"] == "json"


def test_who_read_an_older_version_is_told(api: make.Api, phones: dict[str, str]) -> None:
    id = audience(api)
    refresh(api, id, {"phones": list(phones)})

    answer = api.put(f"/audience/{id}/members", json={"phones": []}, headers={"If-Match": '"1"'})

    assert answer.status_code == 412
    assert count(api, id) == 4


def test_while_somebody_replaces_the_members_others_are_told(
    api: make.Api, database: Database, phones: dict[str, str]
) -> None:
    id = audience(api)
    with database.transaction() as conn:
        conn.execute("SELECT FROM audiences WHERE id = %s FOR UPDATE", [id])
        answer = api.put(f"/audience/{id}/members", json={"phones": list(phones)})

    assert (answer.status_code, answer.json()["code"]) == (409, "AUDIENCE_BUSY")
    assert numbers(refresh(api, id, {"phones": list(phones)}))["added"] == 4


def test_two_who_replace_at_once_never_mix(api: make.Api, database: Database, phones: dict[str, str]) -> None:
    a, b, c, d = phones
    id = audience(api, "Donors", phones[a])

    def put(wanted: list[str]) -> int:
        return api.put(f"/audience/{id}/members", json={"phones": wanted}).status_code

    with ThreadPoolExecutor(2) as pool:
        codes = list(pool.map(put, [[a, b], [c, d]]))

    assert set(codes) <= {200, 409}
    assert members(database, id) in ({phones[a], phones[b]}, {phones[c], phones[d]})
    assert count(api, id) == 2
