"""What a person should see of the columns of a file before they are mapped: values, guesses, doubts. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from gomobile.attributes.definition import AttributeType
from gomobile.attributes.detect import detect_format
from gomobile.attributes.values import ValueFormat
from gomobile.imports.mapping import ColumnMapping
from gomobile.imports.new_attributes import guess_type

SHOWN = 8
_LONGEST = 120
_ROUNDED = re.compile(r"\d(?:[.,]\d+)?E\+?\d{1,2}", re.IGNORECASE)
_DIGITS = re.compile(r"[\d ./-]+")
_TAKEN = " is already taken from "  # as guess_mapping says it of the second column for a field

WarningCode = Literal[
    "noPhoneColumn", "fieldTwice", "roundedNumbers", "leadingZerosLost", "blankColumn", "unnamedColumns"
]


@dataclass(frozen=True, slots=True)
class ColumnLook:
    """A column: some different values of it, the share of blank cells among the sampled rows, what it may be."""

    column: int
    header: str
    samples: list[str]
    blanks: float
    suggested: ColumnMapping
    type: AttributeType
    format: ValueFormat


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that a person should look at, with the columns that it is about."""

    code: WarningCode
    message: str
    columns: list[int]


def look(
    suggested: Sequence[ColumnMapping],
    samples: Sequence[Sequence[str | None]],
    format: ValueFormat,
    types: Mapping[str, AttributeType],
) -> list[ColumnLook]:
    """Each column of a file by some of its rows; `types` are those of the fields and attributes that exist."""
    found = []
    for one in suggested:
        cells = [row[one.column] if one.column < len(row) else None for row in samples]
        given = [cell for cell in cells if cell]
        type = types.get(one.field) or guess_type(cells, format, one.header)
        found.append(
            ColumnLook(
                one.column,
                one.header,
                [cell[:_LONGEST] for cell in list(dict.fromkeys(given))[:SHOWN]],
                round(1 - len(given) / len(cells), 2) if cells else 1.0,
                one,
                type,
                detect_format(cells, type, format),
            )
        )
    return found


def doubts(
    columns: Sequence[ColumnMapping], suggested: Sequence[ColumnMapping], samples: Sequence[Sequence[str | None]]
) -> list[Doubt]:
    """What is doubtful about a mapping: `columns` as they are mapped, `suggested` as they were guessed."""
    by_field = {one.field: one for one in columns if one.field}
    phone = by_field.get("primaryPhone")
    found = []
    if phone is None:
        text = "No column is the phone number, by which contacts are told apart; choose one."
        found.append(Doubt("noPhoneColumn", text, []))
    else:
        found += _phone_doubts(phone, _cells(samples, phone))
    twice = [one for one in suggested if _TAKEN in one.reason]
    for field in dict.fromkeys(one.reason.partition(_TAKEN)[0] for one in twice):
        rivals = [one.column for one in suggested if one.field == field or one.reason.startswith(field + _TAKEN)]
        text = (
            f"Several columns could be {field}; one was taken, the others are left out unless they become attributes."
        )
        found.append(Doubt("fieldTwice", text, rivals))
    if (zip := by_field.get("zip")) and _shorter(_cells(samples, zip)):
        text = "Some postal codes are a digit shorter: a spreadsheet may have dropped the zero in front of them."
        found.append(Doubt("leadingZerosLost", text, [zip.column]))
    if blank := [one.column for one in columns if one.field and samples and not _cells(samples, one)]:
        text = "The first rows of these columns are blank; they change nothing where they are."
        found.append(Doubt("blankColumn", text, blank))
    if unnamed := [one.column for one in columns if one.header == f"Column {one.column + 1}"]:
        text = "These columns have no name; check whether the first row names the columns."
        found.append(Doubt("unnamedColumns", text, unnamed))
    return found


def _phone_doubts(phone: ColumnMapping, cells: Sequence[str]) -> list[Doubt]:
    rounded = [cell for cell in cells if _ROUNDED.fullmatch(cell)]
    if rounded:
        text = (
            f"A spreadsheet has rounded numbers ({rounded[0]}): their last digits are lost. Format the column as text"
            " there and export it again."
        )
        return [Doubt("roundedNumbers", text, [phone.column])]
    plain = [cell for cell in cells if _DIGITS.fullmatch(cell)]
    bare = all(len(_bare(cell)) == 9 and not cell.startswith("0") for cell in plain)
    if bare and len(plain) > 2 and 2 * len(plain) > len(cells):
        text = (
            "The numbers have no zero in front and no country code: a spreadsheet may have dropped it. They are read as"
            " numbers of the region."
        )
        return [Doubt("leadingZerosLost", text, [phone.column])]
    return []


def _shorter(cells: Sequence[str]) -> bool:
    lengths = {len(cell) for cell in cells if cell.isascii() and cell.isdigit()}
    return lengths == {4, 5}


def _bare(cell: str) -> str:
    return re.sub(r"\D", "", cell)


def _cells(samples: Sequence[Sequence[str | None]], column: ColumnMapping) -> list[str]:
    return [cell for row in samples if column.column < len(row) and (cell := row[column.column])]
