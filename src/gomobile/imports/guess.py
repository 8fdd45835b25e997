"""Guess which field each column is: from its name, the attributes of the organization and some cells. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from gomobile.attributes.parse.text import trim
from gomobile.attributes.slug import slugify
from gomobile.imports import aliases, column_values
from gomobile.imports.column_mapping import (
    ATTRIBUTE,
    FIELDS,
    NOT_RECOGNISED,
    SLUG,
    AttributeName,
    ColumnMapping,
)
from gomobile.imports.column_names import Named, is_never_phone, key, understand
from gomobile.imports.own_files import own_columns

_ADDRESS = ("address", "city", "state", "zip")
_KIND = {
    "primaryPhone": "a phone",
    "primaryEmail": "an e-mail",
    "address": "an address",
    "occupation": "an occupation",
}
_EXACT = Named("", -2, 0, 1, 1.0)


class _Candidate(NamedTuple):
    column: int
    named: Named
    reason: str

    @property
    def order(self) -> tuple[int, ...]:
        return (self.named.rank, self.named.place, self.named.number, self.column)


def guess_mapping(
    header: Sequence[str], samples: Sequence[Sequence[str | None]], attributes: Sequence[AttributeName]
) -> list[ColumnMapping]:
    """One mapping per column, in order; no field twice. Columns that are nothing known have the field "".

    `samples` are some rows of cells; they decide between several columns for one field, find a phone or e-mail
    column that no name gives away, and tell titles from jobs. `attributes` are those that exist.
    """
    cells = [_filled(samples, column) for column in range(len(header))]
    columns = [
        ColumnMapping(n, name, "", confidence=0.0, reason=NOT_RECOGNISED) for n, name in enumerate(header)
    ]
    for column, reason in own_columns(header).items():
        columns[column] = replace(columns[column], reason=reason)
    candidates = _candidates(columns, cells, attributes)
    for field in dict.fromkeys(candidate.named.field for candidate in candidates):
        rivals = [candidate for candidate in candidates if candidate.named.field == field]
        _settle(columns, field, rivals, cells)
    _by_values(columns, cells)
    if samples:
        for column in columns:
            if column.reason == NOT_RECOGNISED and not cells[column.column] and _is_unnamed(column):
                columns[column.column] = replace(column, reason="it has neither a name nor values")
    return columns


def _candidates(
    columns: Sequence[ColumnMapping], cells: Sequence[Sequence[str]], attributes: Sequence[AttributeName]
) -> list[_Candidate]:
    slugs = {attribute.name for attribute in attributes}
    by_key = {key(attribute.display_name): attribute.name for attribute in attributes}
    by_key |= {key(attribute.name): attribute.name for attribute in attributes}
    found = []
    for column in columns:
        name = trim(column.header)
        if column.reason != NOT_RECOGNISED:
            continue
        if name in FIELDS:
            found.append(_Candidate(column.column, _EXACT._replace(field=name), "named as the field"))
        elif slug := _attribute(name, slugs, by_key):
            rank = -2 if name in (slug, ATTRIBUTE + slug) else -1
            named = _EXACT._replace(field=ATTRIBUTE + slug, rank=rank)
            found.append(_Candidate(column.column, named, "named like the attribute"))
        elif named := understand(name):
            if named := _told_by_cells(named, cells[column.column]):
                found.append(_Candidate(column.column, named, _likeness(named.field)))
    return _named_people(_one_address(found, cells), cells)


def _attribute(name: str, slugs: Iterable[str], by_key: dict[str, str]) -> str | None:
    """The slug of the attribute that a column is named after, if any; it exists or is asked for by its full name."""
    is_full = name.lower().startswith(ATTRIBUTE.lower())
    rest = trim(name[len(ATTRIBUTE) :]) if is_full else name
    if rest in slugs:
        return rest
    if (known := by_key.get(key(rest))) and key(rest):
        return known
    if not is_full or not rest:
        return None
    return rest if SLUG.fullmatch(rest) else slugify(rest)


def _told_by_cells(named: Named, cells: Sequence[str]) -> Named | None:
    """Titles and forms of address are a gender when each cell is one."""
    if named.field not in (aliases.TITLE, aliases.COURTESY):
        return named
    if column_values.are_genders(cells):
        return named._replace(field="gender", rank=1)
    return named._replace(field="occupation", rank=2) if named.field == aliases.TITLE else None


def _one_address(found: list[_Candidate], cells: Sequence[Sequence[str]]) -> list[_Candidate]:
    """Rank the columns of the address that most rows have first, so that no street goes with another's city."""
    filled: dict[int, int] = {}
    for candidate in found:
        if candidate.named.field in _ADDRESS and candidate.named.place:
            count = len(cells[candidate.column])
            filled[candidate.named.place] = max(count, filled.get(candidate.named.place, 0))
    if not filled:
        return found
    best = min(place for place, count in filled.items() if 2 * count >= max(filled.values()))
    return [
        candidate
        if candidate.named.field not in _ADDRESS or candidate.named.place in (0, best)
        else candidate._replace(named=candidate.named._replace(place=len(aliases.PLACES)))
        for candidate in found
    ]


def _named_people(found: list[_Candidate], cells: Sequence[Sequence[str]]) -> list[_Candidate]:
    """Settle what "Nom" is: the half of a name that the file has no other column for, else all of it."""
    fields = {candidate.named.field for candidate in found}
    has_first, has_last = "firstName" in fields, "lastName" in fields
    field = "fullName"
    if has_first and not has_last:
        field = "lastName"
    elif has_last and not has_first:
        field = "firstName"
    return [
        candidate._replace(named=candidate.named._replace(field=field), reason=_likeness(field))
        if candidate.named.field == aliases.BARE_NAME
        else candidate
        for candidate in found
    ]


def _settle(
    columns: list[ColumnMapping], field: str, rivals: Sequence[_Candidate], cells: Sequence[Sequence[str]]
) -> None:
    """Give the field to the best named of its candidates that is not mostly blank beside another."""
    usable = {rival.column: _usable(field, cells[rival.column]) for rival in rivals}
    most = max(usable.values())
    fit = [rival for rival in rivals if rival.named.rank == -2 or 2 * usable[rival.column] >= most]
    winner = min(fit, key=lambda rival: rival.order)
    for rival in rivals:
        column = columns[rival.column]
        if rival is winner:
            columns[rival.column] = replace(
                column, field=field, confidence=rival.named.confidence, reason=rival.reason
            )
        else:
            columns[rival.column] = replace(column, reason=taken(field, columns[winner.column].header))


def _by_values(columns: list[ColumnMapping], cells: Sequence[Sequence[str]]) -> None:
    """Find the e-mail and the phone column that no name gave away."""
    mapped = {column.field for column in columns}
    for field, share_of, reason in (
        ("primaryEmail", column_values.email_share, "its values look like e-mail addresses"),
        ("primaryPhone", column_values.phone_share, "its values look like phone numbers"),
    ):
        if field in mapped:
            continue
        shares = {
            column.column: share_of(cells[column.column])
            for column in columns
            if column.reason == NOT_RECOGNISED
            and not (field == "primaryPhone" and is_never_phone(column.header))
        }
        best = max(shares, key=lambda n: (shares[n] * len(cells[n]), -n), default=None)
        if best is not None and shares[best] >= 0.4:
            confidence = round(0.8 * shares[best], 2)
            columns[best] = replace(columns[best], field=field, confidence=confidence, reason=reason)


def taken(field: str, header: str) -> str:
    """Why a column does not get a field that another one has."""
    return f"{field} is already taken from {header!r}"


def _usable(field: str, cells: Sequence[str]) -> int:
    if field == "primaryPhone":
        return sum(column_values.phone_likeness(cell) > 0 for cell in cells)
    if field == "primaryEmail":
        return sum(map(column_values.is_email, cells))
    return len(cells)


def _likeness(field: str) -> str:
    if field in _KIND:
        return f"named like {_KIND[field]} column"
    words = re.sub(r"([A-Z])", r" \1", field).lower()
    return f"named like a {words} column"


def _is_unnamed(column: ColumnMapping) -> bool:
    return not key(column.header) or column.header == f"Column {column.column + 1}"


def _filled(samples: Sequence[Sequence[str | None]], column: int) -> list[str]:
    """The cells of a column that say something."""
    found = (trim(row[column] or "") for row in samples if column < len(row))
    return [cell for cell in found if cell and cell != "--"]
