"""Cells of fields that people and programs write in many ways, or leave unsaid."""

from __future__ import annotations

import io
from typing import Any

import pytest
import xlsxwriter

from gomobile.db.pool import connect
from gomobile.imports import service
from tests.jobs.conftest import Importer


def fields(importer: Importer, *columns: str) -> list[tuple[Any, ...]]:
    """Columns of every contact, by number."""
    with connect(importer.conninfo) as conn:
        query = f"SELECT {', '.join(columns)} FROM contacts WHERE organization_id = %s ORDER BY phone_key"
        return conn.execute(query, [importer.organization.id]).fetchall()  # type: ignore[arg-type]


def told(importer: Importer, id: Any) -> list[tuple[Any, ...]]:
    """Every problem: whether its row was rejected, the column, the code and the value."""
    with connect(importer.conninfo) as conn:
        rows = list(service.problem_rows(conn, importer.organization.id, id, rejected_only=False))
    return [(row.rejected, one["column"], one["code"], one["value"]) for row in rows for one in row.problems]


WORDS = ("Unspecified", "U", "o", "N", "n/a", "-", "?", "None", "Inconnu", "Non précisé", "Autre", "otro", "غير محدد")


def test_a_gender_that_says_nothing_is_blank(importer: Importer) -> None:
    rows = "".join(f"06{n:08d},{word}\n" for n, word in enumerate(WORDS))
    row = importer.load("mobile,gender\n" + rows)
    assert (row.created, row.rejected, row.attribute_errors) == (len(WORDS), 0, 0)
    assert {one[0] for one in fields(importer, "gender")} == {None}
    assert told(importer, row.id) == []


def test_an_unknown_gender_or_a_bad_address_keeps_the_contact_and_is_told(importer: Importer) -> None:
    text = "mobile,first name,gender,email\n0612345678,Ann,klingon,nope\nabc,Bob,klingon,b@x.ma\n"
    row = importer.load(text)
    assert (row.created, row.rejected, row.attribute_errors) == (1, 1, 2)
    assert fields(importer, "first_name", "gender", "primary_email") == [("Ann", None, None)]
    assert sorted(told(importer, row.id)) == [
        (False, "email", "format", "nope"),
        (False, "gender", "enum", "klingon"),
        (True, "gender", "enum", "klingon"),
        (True, "mobile", "unreadable", "abc"),
    ]


def test_a_row_that_lost_to_a_later_one_tells_nothing_of_its_cells(importer: Importer) -> None:
    row = importer.load("mobile,gender\n0612345678,klingon\n0612345678,F\n")
    assert (row.created, row.merged, row.attribute_errors) == (1, 1, 0)
    assert told(importer, row.id) == []


@pytest.mark.parametrize(
    ("cell", "stored", "problem"),
    [
        ("n/a", None, None),
        ("-", None, None),
        ("Aucun", None, None),
        ("mailto:a@b.ma", "a@b.ma", None),
        ("Ann Lee <a@b.ma>", "a@b.ma", None),
        ('"""Lee, Ann"" <mailto:a@b.ma>"', "a@b.ma", None),
        ("a@b.ma.", "a@b.ma", None),
        ("(a@b.ma),", "a@b.ma", None),
        ("a@b.ma; c@d.ma", "a@b.ma", ("severalEmails", "c@d.ma")),
        ("none / a@b.ma et c@d.ma", "a@b.ma", ("severalEmails", "c@d.ma")),
        ("nope; a@b.ma", "a@b.ma", ("severalEmails", "nope")),
        ("a@b", None, ("format", "a@b")),
    ],
)
def test_an_address_is_read_as_people_write_it(
    importer: Importer, cell: str, stored: str | None, problem: tuple[str, str] | None
) -> None:
    quoted = cell if cell.startswith('"') else f'"{cell}"'
    row = importer.load(f"mobile,email\n0612345678,{quoted}\n")
    assert fields(importer, "primary_email") == [(stored,)]
    assert [one[2:] for one in told(importer, row.id)] == ([problem] if problem else [])


def test_cards_with_a_gender_that_is_neither_are_taken(importer: Importer) -> None:
    card = "BEGIN:VCARD\nVERSION:4.0\nFN:Ann\nTEL:06123456{n}\nGENDER:{g}\nEND:VCARD\n"
    text = "".join(card.format(n=n, g=g) for n, g in ((70, "U"), (71, "O;other"), (72, "N"), (73, "F")))
    row = importer.load(text)
    assert (row.created, row.rejected) == (4, 0)
    assert [one[0] for one in fields(importer, "gender")] == [None, None, None, "female"]


def test_the_error_of_a_formula_is_told_and_left_out(importer: Importer) -> None:
    book = io.BytesIO()
    with xlsxwriter.Workbook(book) as made:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, ["mobile", "first name", "channels", "note"])
        sheet.write_row(1, 0, ["0612345678", "Ann", "sms", "x"])
        sheet.write(2, 0, "0612345679")
        for column, error in enumerate(("#DIV/0!", "#N/A", "#REF!"), 1):
            sheet.write_formula(2, column, "=1/0", None, error)
        sheet.write_formula(3, 0, "=1/0", None, "#VALUE!")
    row = importer.run(importer.upload(book.getvalue(), "people.xlsx"))
    assert (row.created, row.rejected, row.attribute_errors) == (2, 1, 3)
    assert fields(importer, "first_name", "channels") == [("Ann", ["sms"]), (None, None)]
    assert sorted(told(importer, row.id)) == [
        (False, "channels", "formulaError", "#N/A"),
        (False, "first name", "formulaError", "#DIV/0!"),
        (False, "note", "formulaError", "#REF!"),
        (True, "mobile", "formulaError", "#VALUE!"),
    ]
