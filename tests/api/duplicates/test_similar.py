"""Numbers that one slip of a finger turns into each other."""

from __future__ import annotations

import csv
import io

from tests import make
from tests.api.duplicates.conftest import Queue


def contacts(queue: Queue, *numbers: str) -> dict[str, str]:
    """Contacts with these numbers, by number."""
    return {number: queue.contact(primaryPhone=number) for number in numbers}


def similar(queue: Queue, **params: str) -> set[tuple[str, str, str]]:
    answer = queue.api.get("/duplicates/similar-numbers", params={"limit": 100, **params}).json()
    return {
        (one["kind"], *sorted((one["left"]["primaryPhone"], one["right"]["primaryPhone"]))) for one in answer["data"]
    }


def test_slips_are_told_from_other_numbers(queue: Queue) -> None:
    contacts(queue, "+212612345678", "+212612345679", "+212612354678", "+33612345678", "+212698765432")

    queue.scan()

    assert similar(queue) == {
        ("one_digit", "+212612345678", "+212612345679"),
        ("swapped", "+212612345678", "+212612354678"),
        ("same_tail", "+212612345678", "+33612345678"),
    }
    assert similar(queue, kind="swapped") == {("swapped", "+212612345678", "+212612354678")}


def test_a_number_is_shown_as_written_and_in_the_form_that_was_compared(queue: Queue) -> None:
    contacts(queue, "06 12 34 56 78", "+212612345679")

    queue.scan()

    (found,) = queue.api.get("/duplicates/similar-numbers").json()["data"]
    assert {(one["primaryPhone"], one["phoneKey"]) for one in (found["left"], found["right"])} == {
        ("06 12 34 56 78", "+212612345678"),
        ("+212612345679", "+212612345679"),
    }


def test_the_next_scan_adds_and_removes(queue: Queue) -> None:
    ids = contacts(queue, "+212612345678", "+212612345679")
    queue.scan()
    contacts(queue, "+212612345677")
    queue.api.delete(f"/contact/{ids['+212612345679']}")

    queue.scan()

    assert similar(queue) == {("one_digit", "+212612345677", "+212612345678")}


def test_pages_put_together_are_all_of_them(queue: Queue) -> None:
    contacts(queue, *(f"+21261234567{digit}" for digit in range(5)))
    queue.scan()
    found, cursor = [], None
    while True:
        params = {"limit": 3, **({"cursor": cursor} if cursor else {})}
        answer = queue.api.get("/duplicates/similar-numbers", params=params).json()
        found += [(one["left"]["id"], one["right"]["id"]) for one in answer["data"]]
        cursor = answer["meta"]["nextCursor"]
        if not cursor:
            break

    assert len(found) == len(set(found)) == answer["meta"]["total"] == 10


def test_the_export_has_all_of_them(queue: Queue) -> None:
    queue.contact(primaryPhone="+212612345678", fullName="=1+1")
    queue.contact(primaryPhone="+212612345679")
    queue.scan()

    answer = queue.api.get("/duplicates/similar-numbers/export")
    rows = list(csv.reader(io.StringIO(answer.text)))

    assert answer.headers["content-type"].startswith("text/csv")
    assert [row[:1] for row in rows] == [["kind"], ["one_digit"]]
    assert {rows[1][2], rows[1][5]} == {"+212612345678", "+212612345679"}
    assert rows[1][3] == "'=1+1"


def test_another_organization_has_none(queue: Queue, other: make.Api) -> None:
    contacts(queue, "+212612345678", "+212612345679")
    queue.scan()

    assert other.get("/duplicates/similar-numbers").json()["data"] == []
    assert len(other.get("/duplicates/similar-numbers/export").text.splitlines()) == 1
