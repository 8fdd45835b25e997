"""Which of the first records names the columns, and what the names are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from gomobile.imports.sources.errors import TooManyColumns
from gomobile.imports.sources.options import COLUMN_LIMIT

_PHONE = re.compile(r"\+?[\d\u0660-\u0669\u06f0-\u06f9() ./\u00a0-]{7,}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_NUMBER = re.compile(r"[+-]?\d[\d .,\u00a0\u202f]*%?|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}")
_LINK = re.compile(r"https?://\S+")


class Header(NamedTuple):
    """`names` of the columns; the data starts at record `start`; `notes` say what a person should know."""

    present: bool
    start: int
    names: tuple[str, ...]
    notes: tuple[str, ...]


def find_header(records: Sequence[Sequence[str]], has_header: bool | None) -> Header:
    """Look for the header among the first records of a table. `has_header` None: find out whether there is
    one.

    Titles above the header (a single filled cell over a table of three columns or more) are skipped. Names
    are made unique. Raises TooManyColumns.
    """
    width = _usual_width(records)
    start = next((index for index, record in enumerate(records) if _filled(record)), 0)
    notes = []
    if has_header is not False and (below := _below_titles(records, start)) > start:
        skipped = sum(_filled(record) > 0 for record in records[start:below])
        notes.append(f"{skipped} line{'s' if skipped > 1 else ''} above the header skipped")
        start = below
    first = [cell.strip() for cell in records[start]] if start < len(records) else []
    present = bool(first) and (
        has_header if has_header is not None else not _looks_like_data(first, records[start + 1 :])
    )
    if present:
        width = max(width, len(first))
    if width > COLUMN_LIMIT:
        raise TooManyColumns(columns=width, limit=COLUMN_LIMIT)
    if not present:
        if has_header is None and first:
            notes.append("no header row was found: columns are named by their position")
        return Header(False, start, tuple(f"Column {position + 1}" for position in range(width)), tuple(notes))
    names, more = _unique(first + [""] * (width - len(first)))
    return Header(True, start + 1, names, (*notes, *more))


def _filled(record: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in record)


def _usual_width(records: Sequence[Sequence[str]]) -> int:
    widths = Counter(len(record) for record in records if _filled(record))
    return max(widths.items(), key=lambda item: (item[1], item[0]))[0] if widths else 0


def _below_titles(records: Sequence[Sequence[str]], start: int) -> int:
    """The first record from `start` that is neither blank nor a title; `start` itself when the table has no
    titles.
    """
    filled = Counter(count for record in records if (count := _filled(record)))
    if not filled or filled.most_common(1)[0][0] < 3:
        return start
    for index, record in enumerate(records[start : start + 10], start):
        words = [cell for cell in record if cell.strip()]
        if len(words) > 1:
            return index
        if words and _is_value(words[0]):
            return start
    return start


def _is_value(cell: str) -> bool:
    """Whether a cell is one person's datum and cannot be the name of a column."""
    cell = cell.strip()
    is_phone = bool(_PHONE.fullmatch(cell)) and sum(character.isdigit() for character in cell) >= 7
    return is_phone or bool(_EMAIL.fullmatch(cell) or _LINK.fullmatch(cell))


def _looks_like_data(first: Sequence[str], following: Sequence[Sequence[str]]) -> bool:
    """A phone number, an address or a link is data; so is a number or a date above another one, unless all
    else is text.
    """
    if any(_is_value(cell) for cell in first):
        return True
    numbers = [index for index, cell in enumerate(first) if _NUMBER.fullmatch(cell)]
    below = [record for record in following if _filled(record)][:20]
    alike = [
        index
        for index in numbers
        if any(index < len(record) and _NUMBER.fullmatch(record[index].strip()) for record in below)
    ]
    return bool(alike) and 2 * len(alike) >= sum(bool(cell) for cell in first)


def _unique(cells: Sequence[str]) -> tuple[tuple[str, ...], list[str]]:
    """The names of the columns, blank ones called by position and repeated ones numbered, and notes about
    both.
    """
    names: list[str] = []
    blank, repeated = [], []
    taken = {" ".join(cell.split()) for cell in cells}
    for position, cell in enumerate(cells, 1):
        name = " ".join(cell.split())
        if not name:
            blank.append(position)
            name = f"Column {position}"
        if name in names:
            repeated.append(name)
        number, plain = 2, name
        while name in names or (name != plain and name in taken):
            name, number = f"{plain} ({number})", number + 1
        names.append(name)
    notes = []
    if blank:
        notes.append(f"columns without a name: {', '.join(map(str, blank[:10]))}{'…' if len(blank) > 10 else ''}")
    if repeated:
        notes.append(f"column names that occur more than once: {', '.join(dict.fromkeys(repeated[:10]))}")
    return tuple(names), notes
