"""Delimited text as people and programs write it, and as nobody should."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path

import pytest

from gomobile.imports.sources import ReadOptions, open_table
from gomobile.imports.sources.errors import (
    EmptyFile,
    RecordTooLong,
    TooManyColumns,
    TruncatedFile,
    UnknownEncoding,
    UnreadableText,
    WrongReadOptions,
)

from .conftest import Open, numbered_rows_of, problems_of, rows_of

FRENCH = "Prénom;Téléphone;Ville\nÉlodie;0612345678;Fès\nAndré;0612345679;Béni Mellal\nNoël;0612345670;L’Haÿ\n"
ARABIC = "الاسم,الهاتف,المدينة\nمحمد,0612345678,الدار البيضاء\nفاطمة,0612345679,فاس\n"
FRENCH_ROWS = [
    ["Élodie", "0612345678", "Fès"],
    ["André", "0612345679", "Béni Mellal"],
    ["Noël", "0612345670", "L’Haÿ"],
]
ARABIC_ROWS = [["محمد", "0612345678", "الدار البيضاء"], ["فاطمة", "0612345679", "فاس"]]


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16-le"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
@pytest.mark.parametrize(("text", "rows"), [(FRENCH, FRENCH_ROWS), (ARABIC, ARABIC_ROWS)])
def test_unicode_is_recognised_with_and_without_mark(
    opened: Open, encoding: str, named: str, text: str, rows: list[list[str]]
) -> None:
    table = opened(text.encode(encoding))
    assert (rows_of(table), table.encoding) == (rows, named)
    assert not table.header[0].startswith("\ufeff")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("text", "encoding", "rows"),
    [
        (FRENCH, "windows-1252", FRENCH_ROWS),
        (ARABIC, "windows-1256", ARABIC_ROWS),
        (FRENCH.replace("’", "'"), "mac-roman", [*FRENCH_ROWS[:2], ["Noël", "0612345670", "L'Haÿ"]]),
        (FRENCH, "utf-8", FRENCH_ROWS),
    ],
)
def test_one_byte_encodings_are_told_apart_by_their_words(
    opened: Open, text: str, encoding: str, rows: list[list[str]], end: str
) -> None:
    table = opened(text.replace("\n", end).encode(encoding))
    assert (rows_of(table), table.encoding) == (rows, encoding)
    assert bool(table.notes) == (encoding != "utf-8")


def test_accents_far_behind_the_start_still_decide_the_encoding(opened: Open) -> None:
    text = (
        "prénom;tel\n".encode("ascii", "ignore")
        + b"plain;0612345678\n" * 80_000
        + "Élodie;0612345679\n".encode("cp1252")
    )
    table = opened(text)
    assert table.encoding == "windows-1252"
    assert rows_of(table)[-1] == ["Élodie", "0612345679"]


def test_a_few_damaged_bytes_do_not_change_the_encoding_of_the_rest(opened: Open) -> None:
    table = opened(b"nom;tel\n" + "Élodie;0612345678\n".encode() * 30 + "André;0612345679\n".encode("cp1252"))
    assert rows_of(table)[0] == ["Élodie", "0612345678"]
    assert rows_of(table)[-1] == ["André", "0612345679"]
    assert table.encoding == "utf-8"
    assert "1 damaged characters replaced" in table.notes


def test_a_stated_encoding_is_obeyed_and_an_unknown_one_refused(opened: Open) -> None:
    assert rows_of(opened("nom;tel\nДмитрий;0612345678\n".encode("cp1251"), encoding="cp1251")) == [
        ["Дмитрий", "0612345678"]
    ]
    assert opened(FRENCH.encode("utf-16"), encoding="UTF-16").encoding == "utf-16-le"
    for wrong in ("klingon", "base64", "\0"):
        with pytest.raises(UnknownEncoding):
            opened(FRENCH, encoding=wrong)


def test_half_a_utf16_character_at_the_end_means_a_truncated_file(opened: Open) -> None:
    with pytest.raises(TruncatedFile):
        opened(FRENCH.encode("utf-16")[:-1])


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
def test_the_delimiter_is_found_among_cells_that_hold_other_delimiters(
    opened: Open, delimiter: str, quoting: int
) -> None:
    rows = [["Ali, Ben", "0612345678", "1 234,50", "a;b|c"], ["Zoé", "0612345679", "2,5", "x\ty"]]
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, quoting=quoting).writerows([["nom", "tel", "solde", "note"], *rows])
    table = opened(text.getvalue())
    assert (table.delimiter, rows_of(table)) == (delimiter, rows)


def test_decimal_commas_do_not_make_the_comma_a_delimiter(opened: Open) -> None:
    table = opened("0612345678;12,5;Rabat\n0612345679;13,5;Fès\n")
    assert table.delimiter == ";"
    assert rows_of(table)[0] == ["0612345678", "12,5", "Rabat"]


def test_one_column_needs_no_delimiter(opened: Open) -> None:
    assert rows_of(opened("0612345678\n0612345679\n")) == [["0612345678"], ["0612345679"]]
    table = opened("téléphone\n0612345678\n")
    assert (table.header, rows_of(table)) == (("téléphone",), [["0612345678"]])


def test_excels_separator_line_is_obeyed_and_counted(opened: Open) -> None:
    table = opened("sep=;\r\ntel;nom, prénom\r\n0612345678;a, b\r\n")
    assert (table.header, table.delimiter) == (("tel", "nom, prénom"), ";")
    assert numbered_rows_of(table) == [(["0612345678", "a, b"], 3)]


def test_stated_delimiter_and_quote_are_obeyed(opened: Open) -> None:
    assert rows_of(opened("a:b\n0612345678:x\n", delimiter=":")) == [["0612345678", "x"]]
    assert rows_of(opened('tel,name\n0612345678,"x"\n', quote="")) == [["0612345678", '"x"']]
    for wrong in (
        {"delimiter": "::"},
        {"delimiter": "\n"},
        {"quote": '"', "delimiter": '"'},
        {"delimiter": "é"},
    ):
        with pytest.raises(WrongReadOptions):
            opened("a,b\n", **wrong)


def test_cells_quoted_with_apostrophes_are_read_but_names_with_apostrophes_stay(opened: Open) -> None:
    assert rows_of(opened("'tel','name'\n'0612345678','O''Brien, P'\n")) == [["0612345678", "O'Brien, P"]]
    assert rows_of(opened("tel,name\n0612345678,O'Brien\n0612345679,'t Hooft\n"))[1] == [
        "0612345679",
        "'t Hooft",
    ]


# Quotes that are not where they should be


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ('0612345678,5" pipe,x', ["0612345678", '5" pipe', "x"]),
        ('0612345678,"5" pipe",x', ["0612345678", '5" pipe', "x"]),
        ('0612345678,"Rue "Verte" 12",x', ["0612345678", 'Rue "Verte" 12', "x"]),
        ('0612345678,"Rue, "Verte" 12",x', ["0612345678", 'Rue, "Verte" 12', "x"]),
        ('0612345678, "Rue Verte, 12" , x', ["0612345678", "Rue Verte, 12", "x"]),
        ('0612345678,"said \\"yes, sir\\"",x', ["0612345678", 'said "yes, sir"', "x"]),
        ('0612345678,"never closed,x', ["0612345678", '"never closed', "x"]),
        ('0612345678,never opened",x', ["0612345678", 'never opened"', "x"]),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_stray_quote_stays_within_its_row(opened: Open, line: str, cells: list[str], end: str) -> None:
    fine = [f'061234560{n},"a, ""{n}""",y' for n in range(5)]
    table = opened(end.join(["tel,address,tier", *fine, line, *fine, ""]))
    rows = rows_of(table)
    assert rows[5] == cells
    assert [row[1] for row in rows[:5] + rows[6:]] == [f'a, "{n}"' for n in range(5)] * 2
    assert not problems_of(table)
    assert any("misplaced quotes" in note for note in table.notes)


def test_two_stray_quotes_far_apart_do_not_swallow_the_rows_between(opened: Open) -> None:
    rows = [f"06123{n:05d},name {n},Rabat" for n in range(3000)]
    rows[5] = '0612300005,"name 5,Rabat'
    rows[2500] = '0612302500,name 2500",Rabat'
    read = rows_of(opened("\n".join(["tel,name,city", *rows])))
    assert len(read) == 3000
    assert read[5] == ["0612300005", '"name 5', "Rabat"]
    assert read[2500] == ["0612302500", 'name 2500"', "Rabat"]


def test_cells_over_several_lines_survive_in_a_file_with_stray_quotes(opened: Open) -> None:
    table = opened('tel,address,tier\n0612345678,"12 rue Verte\nRabat, Agdal\n",gold\n0612345679,5" pipe,x\n')
    assert rows_of(table) == [
        ["0612345678", "12 rue Verte\nRabat, Agdal", "gold"],
        ["0612345679", '5" pipe', "x"],
    ]


def test_a_quote_open_at_the_end_of_the_file_loses_nothing(opened: Open) -> None:
    assert rows_of(opened('tel,name\n0612345678,a\n0612345679,"b\n0612345670,c\n')) == [
        ["0612345678", "a"],
        ["0612345679", '"b'],
        ["0612345670", "c"],
    ]


def test_stray_quotes_on_every_line_are_read_in_linear_time(opened: Open) -> None:
    count = 40_000
    table = opened("tel,name,note\n" + '0612345678,"""a,x\n' * count)
    assert len(rows_of(table)) == count


# Headers


def test_a_first_row_of_data_is_no_header(opened: Open) -> None:
    table = opened("0612345678,Ali,a@b.ma\n0612345679,Zoé,c@d.ma\n")
    assert (table.has_header, table.header, table.first_line) == (
        False,
        ("Column 1", "Column 2", "Column 3"),
        1,
    )
    assert len(rows_of(table)) == 2


def test_the_caller_decides_about_the_header_when_asked(opened: Open) -> None:
    assert len(rows_of(opened("tel,name\n0612345678,a\n", has_header=False))) == 2
    assert opened("0612345678,a\n0612345679,b\n", has_header=True).header == ("0612345678", "a")


def test_titles_and_blank_lines_above_the_header_are_skipped(opened: Open) -> None:
    table = opened("Liste des clients;;\n;;\n\nNom;Tél;Ville\nAli;0612345678;Fès\n")
    assert table.header == ("Nom", "Tél", "Ville")
    assert numbered_rows_of(table) == [(["Ali", "0612345678", "Fès"], 5)]
    assert "1 line above the header skipped" in table.notes


def test_blank_and_repeated_column_names_are_told_apart_and_mentioned(opened: Open) -> None:
    table = opened("Phone,,Phone, Phone (2),Name\n0612345678,a,0612345679,x,b\n")
    assert len(set(table.header)) == 5
    assert table.header[0] == "Phone"
    assert table.header[1] == "Column 2"
    assert any("without a name: 2" in note for note in table.notes)
    assert any("more than once: Phone" in note for note in table.notes)


def test_a_header_over_several_lines_is_one_name(opened: Open) -> None:
    table = opened('"Phone\nnumber",name\n0612345678,a\n')
    assert table.header == ("Phone number", "name")
    assert rows_of(table) == [["0612345678", "a"]]


def test_columns_beyond_the_header_get_a_name_when_most_rows_have_them(opened: Open) -> None:
    table = opened("tel,name\n0612345678,a,x\n0612345679,b,y\n")
    assert table.header == ("tel", "name", "Column 3")
    assert not problems_of(table)


# Hostile files


@pytest.mark.parametrize("content", [b"", b"\n\n\n", b" \r\n;;;\r\n", b"\xef\xbb\xbf"])
def test_files_without_any_cell_are_empty(opened: Open, content: bytes) -> None:
    with pytest.raises(EmptyFile):
        opened(content)


@pytest.mark.parametrize("filler", [b"x", b"\xe9", b"x\t"])
def test_a_line_without_end_is_refused_without_being_read_to_its_end(tmp_path: Path, filler: bytes) -> None:
    path = tmp_path / "one-line.csv"
    with path.open("wb") as file:
        file.write(b"tel,name\n" + filler * 9_000_000)
        os.truncate(file.fileno(), 500_000_000_000)
    with pytest.raises(RecordTooLong):
        open_table(path, tmp_path / "work", options=ReadOptions())


def test_zeros_without_end_are_refused_without_being_read_to_their_end(tmp_path: Path) -> None:
    path = tmp_path / "zeros.csv"
    with path.open("wb") as file:
        file.write(b"tel,name\n0612345678,a\n" * 100_000)
        os.truncate(file.fileno(), 500_000_000_000)
    with pytest.raises(UnreadableText):
        open_table(path, tmp_path / "work", options=ReadOptions())


def test_a_single_line_longer_than_the_limit_is_refused(opened: Open) -> None:
    with pytest.raises(RecordTooLong):
        opened(b"tel,name\n0612345678," + b"x" * 6_000_000 + b"\n0612345679,b\n")
    with pytest.raises(RecordTooLong):
        opened(b"x" * 6_000_000)


def test_binary_content_is_refused(opened: Open) -> None:
    with pytest.raises(UnreadableText):
        opened(bytes(range(256)) * 500)
    with pytest.raises(UnreadableText):
        opened(b"tel,name\n0612345678,a\n" + b"\0" * 5000)


def test_a_few_zero_characters_are_removed_and_mentioned(opened: Open) -> None:
    table = opened(b"tel,name\n" + b"0612345678,a\0b\n" + b"0612345679,c\n" * 3000)
    assert rows_of(table)[0] == ["0612345678", "ab"]
    assert "1 zero characters removed" in table.notes


def test_more_than_two_thousand_columns_are_refused(opened: Open) -> None:
    with pytest.raises(TooManyColumns):
        opened(",".join(f"c{n}" for n in range(2001)) + "\n" + "," * 2000 + "\n")


def test_the_original_is_read_in_place_when_it_is_canonical(opened: Open, tmp_path: Path) -> None:
    assert opened("tel,name\r\n0612345678,é\r\n").path == tmp_path / "upload"
    assert not (tmp_path / "work").exists()
