"""Workbooks read back as they were written."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from xml.etree import ElementTree

import pytest
from python_calamine import CalamineWorkbook

from gomobile.exports.blocks import Block
from gomobile.exports.columns import Column, Kind
from gomobile.exports.xlsx import SHEET_ROWS, write_xlsx
from gomobile.exports.xlsx_cells import letters


def workbook(rows: Sequence[str], *kinds: Kind, sheet_rows: int = SHEET_ROWS, time_zone: str = "UTC") -> bytes:
    """A workbook of these lines of CSV."""
    file = io.BytesIO()
    columns = [Column(f"c{at}", kind, f"c{at}") for at, kind in enumerate(kinds)]
    blocks = [Block("".join(f"{row}\n" for row in rows[at : at + 3]).encode(), 3) for at in range(0, len(rows), 3)]
    written = write_xlsx(blocks, columns, file, lambda _: None, time_zone=time_zone, sheet_rows=sheet_rows)
    assert written == len(rows)
    return file.getvalue()


def sheets(data: bytes) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def cell(text: str, kind: Kind, **options: Any) -> Any:
    """What one cell reads as."""
    return sheets(workbook([text], kind, **options))["Contacts"][1][0]


@pytest.mark.parametrize("text", ["+212612345678", "0612", "00123", "=1+1", "-2", "1e5", "01a2", "x & <y>", "_x0041_"])
def test_texts_stay_texts(text: str) -> None:
    assert cell(text, "text") == text


def test_no_cell_is_a_formula() -> None:
    with zipfile.ZipFile(io.BytesIO(workbook(["=1+1,@x"], "text", "code"))) as package:
        xml = package.read("xl/worksheets/sheet1.xml").decode()

    assert "<f>" not in xml
    assert xml.count('t="inlineStr"') == 4


def test_numbers_booleans_and_dates_are_what_they_are() -> None:
    found = sheets(workbook(["12.5,true,2026-12-31", "-3,false,", ",,1900-03-01"], "number", "boolean", "date"))

    assert found["Contacts"][1:] == [[12.5, True, date(2026, 12, 31)], [-3, False, ""], ["", "", date(1900, 3, 1)]]


def test_days_before_spreadsheets_count_right_are_texts() -> None:
    assert cell("1900-02-28", "date") == "1900-02-28"
    assert cell("1000-01-01", "date") == "1000-01-01"


def test_moments_are_shown_in_the_time_of_the_organization() -> None:
    assert cell("2026-07-01T22:59:00.000Z", "moment", time_zone="Africa/Casablanca") == datetime(2026, 7, 1, 23, 59)
    assert cell("2026-07-01T22:59:58.000Z", "moment", time_zone="Asia/Kathmandu") == datetime(2026, 7, 2, 4, 44, 58)


@pytest.mark.parametrize("text", ["2026-03-29T01:30:00.000Z", "2026-10-25T00:30:00.000Z", "2026-07-01T10:00:00.123Z"])
def test_moments_that_would_come_back_as_others_are_texts(text: str) -> None:
    assert cell(text, "moment", time_zone="Europe/Paris") == text


def test_stamps_are_shown_to_the_second() -> None:
    assert cell("2026-07-01T10:00:00.999Z", "stamp") == datetime(2026, 7, 1, 10, 0)


def test_characters_that_xml_cannot_hold_do_not_break_the_file() -> None:
    data = workbook(['"a\x01b\x1f\r\nc\ufffe"'], "text")

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        tree = ElementTree.fromstring(package.read("xl/worksheets/sheet1.xml"))
    texts = [node.text for node in tree.iter() if node.tag.endswith("}t")]
    assert texts == ["c0", "a_x0001_b_x001F__x000D_\nc_xFFFE_"]


def test_rows_beyond_the_sheet_go_on_on_the_next_with_the_header() -> None:
    found = sheets(workbook([f"{n}" for n in range(8)], "text", sheet_rows=4))

    assert found == {
        "Contacts": [["c0"], ["0"], ["1"], ["2"]],
        "Contacts 2": [["c0"], ["3"], ["4"], ["5"]],
        "Contacts 3": [["c0"], ["6"], ["7"]],
    }


def test_a_full_sheet_is_followed_by_none() -> None:
    assert list(sheets(workbook(["1", "2", "3"], "text", sheet_rows=4))) == ["Contacts"]


def test_a_workbook_without_rows_has_its_header() -> None:
    assert sheets(workbook([], "text", "number")) == {"Contacts": [["c0", "c1"]]}


def test_every_part_is_well_formed_and_announced() -> None:
    with zipfile.ZipFile(io.BytesIO(workbook(["a"], "text", sheet_rows=2))) as package:
        assert package.testzip() is None
        for name in package.namelist():
            ElementTree.fromstring(package.read(name))
        assert package.namelist()[0] == "[Content_Types].xml"


def test_columns_are_lettered_as_spreadsheets_do() -> None:
    assert [letters(at) for at in (0, 25, 26, 51, 52, 701, 702, 16_383)] == [
        "A", "Z", "AA", "AZ", "BA", "ZZ", "AAA", "XFD",
    ]  # fmt: skip
