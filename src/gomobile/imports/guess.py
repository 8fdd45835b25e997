"""Guess which field each column is: from its name, the organization's attributes and some cells. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gomobile.attributes.parse.text import trim
from gomobile.imports.candidates import Candidate, candidates_of
from gomobile.imports.column_mapping import NOT_RECOGNISED, TAKEN, AttributeName, ColumnMapping
from gomobile.imports.column_names import is_never_phone, key
from gomobile.imports.column_values import email_share, is_email, phone_likeness, phone_share
from gomobile.imports.own_files import own_columns


def guess_mapping(
    header: Sequence[str], samples: Sequence[Sequence[str | None]], attributes: Sequence[AttributeName]
) -> list[ColumnMapping]:
    """One mapping per column, in order; no field twice. A column that is nothing known has the field "".

    `samples` are some rows of cells: they decide between several columns for one field, find a phone or an
    e-mail column that no name gives away, and tell titles from jobs. `attributes` are those that exist.
    """
    cells = [_filled(samples, column) for column in range(len(header))]
    columns = [ColumnMapping(n, name, "", confidence=0.0, reason=NOT_RECOGNISED) for n, name in enumerate(header)]
    own = own_columns(header)
    for column, reason in own.items():
        columns[column] = replace(columns[column], reason=reason)
    names = {n: name for n, name in enumerate(header) if n not in own}
    rivals: dict[str, list[Candidate]] = {}
    for candidate in candidates_of(names, cells, samples, attributes):
        rivals.setdefault(candidate.named.field, []).append(candidate)
    for candidate in rivals.pop("", []):
        columns[candidate.column] = replace(columns[candidate.column], reason=candidate.reason)
    for field, found in rivals.items():
        _settle(columns, field, found, cells)
    _find_by_values(columns, cells)
    for column in columns if samples else ():
        if column.reason == NOT_RECOGNISED and not cells[column.column] and _is_unnamed(column):
            columns[column.column] = replace(column, reason="it has neither a name nor values")
    return columns


def _settle(
    columns: list[ColumnMapping], field: str, rivals: Sequence[Candidate], cells: Sequence[Sequence[str]]
) -> None:
    """Give the field to the best named of its candidates that is not mostly blank beside another.

    HubSpot, for one, exports a mobile number that few contacts have beside a phone number that all have.
    """
    usable = {rival.column: _usable(field, cells[rival.column]) for rival in rivals}
    most = max(usable.values())
    fit = [rival for rival in rivals if rival.is_exact or 2 * usable[rival.column] >= most]
    winner = min(fit, key=lambda rival: rival.order)
    for rival in rivals:
        columns[rival.column] = replace(
            columns[rival.column], reason=TAKEN.format(field=field, header=columns[winner.column].header)
        )
    columns[winner.column] = replace(
        columns[winner.column], field=field, confidence=winner.named.confidence, reason=winner.reason
    )


def _find_by_values(columns: list[ColumnMapping], cells: Sequence[Sequence[str]]) -> None:
    """Find the e-mail and the phone column that no name gave away, or whose namesake is blank."""
    for field, share_of, reason in (
        ("primaryEmail", email_share, "its values look like e-mail addresses"),
        ("primaryPhone", phone_share, "its values look like phone numbers"),
    ):
        named = next((column for column in columns if column.field == field), None)
        if named and (cells[named.column] or named.header == field):
            continue
        shares = {
            column.column: share
            for column in columns
            if column.reason == NOT_RECOGNISED
            and not (field == "primaryPhone" and is_never_phone(column.header))
            and (share := share_of(cells[column.column]))
        }
        if not shares:
            continue
        best = max(shares, key=lambda n: (shares[n] * len(cells[n]), -n))
        confidence = round(0.8 * shares[best], 2)
        columns[best] = replace(columns[best], field=field, confidence=confidence, reason=reason)
        if named:
            blank = f"it is blank; {field} is taken from {columns[best].header!r}"
            columns[named.column] = replace(named, field="", confidence=0.0, reason=blank)


def _usable(field: str, cells: Sequence[str]) -> int:
    if field == "primaryPhone":
        return sum(phone_likeness(cell) > 0 for cell in cells)
    if field == "primaryEmail":
        return sum(map(is_email, cells))
    return len(cells)


def _is_unnamed(column: ColumnMapping) -> bool:
    return not key(column.header) or column.header == f"Column {column.column + 1}"


def _filled(samples: Sequence[Sequence[str | None]], column: int) -> list[str]:
    """The cells of a column that say something."""
    found = (trim(row[column] or "") for row in samples if column < len(row))
    return [cell for cell in found if cell and cell != "--"]
