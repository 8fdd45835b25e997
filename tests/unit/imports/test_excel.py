"""Spreadsheets: cells as people read them, the right sheet, and workbooks that are damaged or made to do
harm.
"""

from __future__ import annotations

import datetime as dt
import io
import struct
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from gomobile.imports.sources.errors import (
    ArchiveTooLarge,
    EmptyFile,
    EncryptedFile,
    FormulasWithoutValues,
    NotWhatItSays,
    SheetNotFound,
    SheetTooLarge,
    TooManyColumns,
    TruncatedFile,
    UnreadableFile,
    UnsupportedFormat,
)

from .conftest import Open, numbered_rows_of, rows_of
from .workbooks import edited_xlsx, ods, unzipped, xls, xlsx, zipped

PEOPLE = [["Nom", "Téléphone"], ["Élodie", "0612345678"], ["Karim", "0612345679"]]
SHEET = "xl/worksheets/sheet1.xml"
Make = Callable[[list[list[Any]]], bytes]


def test_cells_become_the_text_that_people_read(opened: Open) -> None:
    formats = {dt.date: "dd/mm/yyyy", dt.datetime: "dd/mm/yyyy hh:mm", dt.time: "hh:mm"}
    cells = [
        (212612345678.0, "212612345678"),
        (2.12612345678e11, "212612345678"),
        (612345678, "612345678"),
        (1e20, "100000000000000000000"),
        (1234.5, "1234.5"),
        (0.1 + 0.2, "0.3"),
        (1e-7, "0.0000001"),
        (-3.0, "-3"),
        (True, "true"),
        (False, "false"),
        (dt.date(2026, 1, 31), "2026-01-31"),
        (dt.datetime(2026, 1, 31), "2026-01-31"),
        (dt.datetime(2026, 1, 31, 10, 30), "2026-01-31T10:30:00"),
        (dt.time(10, 30), "10:30:00"),
        ("  a\nb ", "a\nb"),
        ("0612345678", "0612345678"),
    ]
    table = opened(xlsx([["value"], *[[cell] for cell, _ in cells]], formats=formats), "file.xlsx", has_header=True)
    assert [row[0] for row in rows_of(table)] == [text for _, text in cells]


@pytest.mark.parametrize(("make", "format"), [(xlsx, "xlsx"), (xls, "xls"), (ods, "ods")])
@pytest.mark.parametrize("name", ["file.xlsx", "file.xlsm", "file.xls", "file.ods", "file"])
def test_each_format_is_known_by_its_content(opened: Open, make: Make, format: str, name: str) -> None:
    table = opened(make(PEOPLE), name)
    assert (table.format, table.header, table.delimiter) == (format, ("Nom", "Téléphone"), None)
    assert rows_of(table) == PEOPLE[1:]


@pytest.mark.parametrize("make", [xlsx, xls, ods])
def test_line_numbers_are_those_of_the_sheet(opened: Open, make: Make) -> None:
    rows = [
        [None, None],
        ["Liste", None, None],
        [None],
        ["Nom", "Tél", "Ville"],
        [None],
        ["a", "0612345678", "Fès"],
        [None],
    ]
    rows += [["b", "0612345679", "Fès"]]
    table = opened(make(rows), "file")
    assert [line for _, line in numbered_rows_of(table)] == [6, 8]
    assert table.header == ("Nom", "Tél", "Ville")


def test_the_first_sheet_with_anything_on_it_is_read_and_the_others_are_named(opened: Open) -> None:
    content = xlsx([], PEOPLE, [["x"]], names=("Vide", "Clients", "Autre"))
    table = opened(content, "file.xlsx")
    assert table.sheet == "Clients"
    assert table.notes == ('sheet 2 of 3 read; not read: "Vide", "Autre"',)


@pytest.mark.parametrize("asked", ["Autre", " autre ", 2, "2"])
def test_a_sheet_is_chosen_by_name_or_number(opened: Open, asked: str | int) -> None:
    content = xlsx([["tel"], ["0612345678"]], PEOPLE, names=("Clients", "Autre"))
    assert opened(content, sheet=asked).sheet == "Autre"


@pytest.mark.parametrize("asked", ["Missing", 0, 3, "-1"])
def test_an_unknown_sheet_is_refused_with_the_names_that_exist(opened: Open, asked: str | int) -> None:
    with pytest.raises(SheetNotFound, match='"Clients", "Autre"'):
        opened(xlsx(PEOPLE, PEOPLE, names=("Clients", "Autre")), sheet=asked)


def test_a_workbook_without_cells_is_empty(opened: Open) -> None:
    with pytest.raises(EmptyFile):
        opened(xlsx([]), "file.xlsx")


def test_formulas_are_read_as_their_results(opened: Open) -> None:
    content = edited_xlsx(
        xlsx([["tel", "solde"], ["0612345678", 5]]),
        SHEET,
        b'<c r="B2"><v>5</v></c>',
        b'<c r="B2"><f>2+3</f><v>5</v></c><c r="C2" t="str"><f>""</f><v></v></c>',
    )
    assert rows_of(opened(content))[0][:2] == ["0612345678", "5"]


@pytest.mark.parametrize("tail", [b"", b"<v/>", b"<v></v>"])
@pytest.mark.parametrize(
    "formula", [b"<f>2+3</f>", b'<f t="shared" ref="B2:B3" si="0">A1</f>', b'<f t="shared" si="0"/>']
)
def test_formulas_that_were_never_calculated_are_refused(opened: Open, formula: bytes, tail: bytes) -> None:
    content = xlsx([["tel", "solde"], ["0612345678", 5]])
    content = edited_xlsx(content, SHEET, b'<c r="B2"><v>5</v></c>', b'<c r="B2">' + formula + tail + b"</c>")
    with pytest.raises(FormulasWithoutValues) as refused:
        opened(content)
    assert refused.value.params == {"cells": 1}


def test_uncalculated_formulas_of_ods_are_refused_and_calculated_ones_read(opened: Open) -> None:
    rows_of(opened(ods([["tel"], ["0612345678"]], 'table:formula="of:=1"')))
    with pytest.raises(FormulasWithoutValues):
        opened(ods([["tel"], ["0612345678"], [None]], 'table:formula="of:=1"'))


def test_merged_cells_are_mentioned(opened: Open) -> None:
    content = edited_xlsx(
        xlsx(PEOPLE),
        SHEET,
        b"</sheetData>",
        b'</sheetData><mergeCells count="1"><mergeCell ref="A2:B3"/></mergeCells>',
    )
    assert any("1 merged range" in note for note in opened(content).notes)


@pytest.mark.parametrize("make", [xlsx, ods])
@pytest.mark.parametrize("share", [0.3, 0.7, 0.99])
def test_a_truncated_workbook_is_refused(opened: Open, make: Make, share: float) -> None:
    content = make(PEOPLE)
    with pytest.raises(TruncatedFile):
        opened(content[: int(len(content) * share)], "file.xlsx")


def test_a_workbook_with_damaged_bytes_is_refused(opened: Open) -> None:
    content = bytearray(xlsx([["tel"], *[[f"06{n:08d}"] for n in range(2000)]]))
    content[len(content) // 3] ^= 0xFF
    with pytest.raises((TruncatedFile, UnreadableFile)):
        opened(bytes(content), "file.xlsx")


@pytest.mark.parametrize("size", [600, 1000])
def test_a_truncated_xls_is_refused(opened: Open, size: int) -> None:
    with pytest.raises((TruncatedFile, UnreadableFile)):
        opened(xls(PEOPLE)[:size], "file.xls")


@pytest.mark.parametrize(
    ("content", "name", "error"),
    [
        (b"<!DOCTYPE html><table><tr><td>0612345678</td></tr></table>", "clients.xlsx", NotWhatItSays),
        (b"\n<html><table></table>", "clients.xls", NotWhatItSays),
        ("<table><tr>".encode("utf-16"), "clients.csv", NotWhatItSays),
        (b'<?xml version="1.0"?><Workbook/>', "clients.xls", NotWhatItSays),
        (b"%PDF-1.7 ...", "clients.xlsx", NotWhatItSays),
        (b"\x89PNG\r\n\x1a\n....", "clients.csv", NotWhatItSays),
        (b"%PDF-1.7 ...", "clients.pdf", UnsupportedFormat),
        (b"7z\xbc\xaf\x27\x1c...", "clients.7z", UnsupportedFormat),
    ],
)
def test_files_that_are_something_else_are_refused_by_what_they_are(
    opened: Open, content: bytes, name: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        opened(content, name)


def test_a_text_file_named_like_a_workbook_is_read_as_what_it_is(opened: Open) -> None:
    table = opened("Nom\tTél\nÉlodie\t0612345678\n".encode("cp1252"), "export.xls")
    assert (table.format, rows_of(table)) == ("tsv", [["Élodie", "0612345678"]])
    assert "named .xls but is text" in table.notes


def test_a_word_document_is_refused(opened: Open) -> None:
    content = zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document/>"})
    with pytest.raises(NotWhatItSays):
        opened(content, "clients.xlsx")


def test_protected_workbooks_are_refused(opened: Open) -> None:
    protected = bytearray(xls(PEOPLE))
    at = protected.index("Workbook\0".encode("utf-16-le"))
    name = "EncryptedPackage".encode("utf-16-le")
    protected[at : at + len(name)] = name
    with pytest.raises(EncryptedFile):
        opened(bytes(protected), "file.xlsx")
    locked = {**unzipped(ods(PEOPLE)), "META-INF/manifest.xml": b"<manifest:encryption-data/>"}
    with pytest.raises(EncryptedFile):
        opened(zipped(locked), "file.ods")


def test_a_bomb_is_refused_before_it_is_unpacked(opened: Open) -> None:
    content = io.BytesIO(xlsx(PEOPLE))
    with (
        zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/extra.xml", "w") as part,
    ):
        for _ in range(100):
            part.write(bytes(1024 * 1024))
    with pytest.raises(ArchiveTooLarge):
        opened(content.getvalue(), "file.xlsx")


def test_a_bomb_that_lies_about_its_size_is_refused(opened: Open) -> None:
    content = io.BytesIO(xlsx(PEOPLE))
    with (
        zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/extra.xml", "w") as part,
    ):
        for _ in range(100):
            part.write(bytes(1024 * 1024))
    lie = content.getvalue().replace(struct.pack("<I", 100 * 1024 * 1024), struct.pack("<I", 1000))
    with pytest.raises((ArchiveTooLarge, TruncatedFile)):
        opened(lie, "file.xlsx")


def test_a_cell_at_the_far_corner_does_not_exhaust_memory(opened: Open) -> None:
    far = b'</row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    content = edited_xlsx(xlsx([["tel"], [612345678]]), SHEET, b"</row></sheetData>", far)
    with pytest.raises((SheetTooLarge, TooManyColumns)):
        opened(content, "file.xlsx", reader_memory=1024**3)
