"""The cells of each column as SQL, so that PostgreSQL writes the file and Python only passes it on. Pure.

Everything here costs once per cell: a regular expression would take 0.3 µs where `ascii()` takes 0.03.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from psycopg import sql

from gomobile.exports.columns import SUPPRESSED, Column
from gomobile.exports.formula import GUARD, HARMLESS, RISKY, STARTS
from gomobile.exports.request import Decimal

Shape = Literal["csv", "typed", "json"]
"""`csv`: what people and imports read. `typed`: the same without guards, for a writer that knows the kinds.
`json`: members of an object.
"""

LIST_SEPARATOR = ";"
"""Between the entries of a list in a cell, as an import reads it."""
UNIT_SEPARATOR = "\x1f"
"""For a writer that knows lists: no entry holds it."""

_RECORD_FROM = 16
"""Attributes from which on the whole object is taken apart at once. One by one is twice as fast for a few, but
unpacks a large object again for each: 100 attributes took 5.8 µs a cell instead of 0.3.
"""
_LONGEST_NAME = 63
_ARGUMENTS = 90
"""PostgreSQL passes at most 100 arguments to a function."""

_SUPPRESSED = sql.SQL(
    "(SELECT string_agg(DISTINCT s.channel, ';') FROM suppressions s"
    " WHERE s.organization_id = c.organization_id AND s.lifted_at IS NULL"
    " AND (s.expires_at IS NULL OR s.expires_at > now()) AND s.phone_key IN ("
    "SELECT c.phone_key UNION ALL SELECT p.phone_key FROM contact_phones p"
    " WHERE p.organization_id = c.organization_id AND p.contact_id = c.id))"
)

_STARTS = sql.SQL("ARRAY[{}]").format(sql.SQL(", ").join(map(sql.Literal, map(ord, GUARD + STARTS))))


@dataclass(slots=True)
class Cells:
    """Makes the SQL of the cells of some columns of an organization that has `attributes` attributes.

    `parameters` are the values that the SQL refers to; `joins` goes behind the table.
    """

    columns: Sequence[Column]
    shape: Shape
    attributes: int
    decimal: Decimal = "."
    list_separator: str = LIST_SEPARATOR
    parameters: dict[str, Any] = field(default_factory=dict)
    _taken_apart: list[Column] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.attributes > _RECORD_FROM:
            self._taken_apart = [
                column for column in self.columns if column.attribute and len(column.source.encode()) <= _LONGEST_NAME
            ]

    @property
    def joins(self) -> sql.Composable:
        """What takes the attributes apart, if they are many."""
        if not self._taken_apart:
            return sql.SQL("")
        kind = sql.SQL(" jsonb" if self.shape == "json" else " text")
        names = [sql.Identifier(column.source) for column in self._taken_apart]
        return sql.SQL(" CROSS JOIN LATERAL (SELECT {} FROM jsonb_to_record(attributes) AS r ({})) AS a").format(
            _listed(sql.SQL("{} AS {}").format(name, sql.Identifier(f"a{at}")) for at, name in enumerate(names)),
            _listed(name + kind for name in names),
        )

    def cell(self, column: Column) -> sql.Composed:
        """The cell of a column in a row of CSV."""
        raw = self._raw(column)
        match column.kind:
            case "stamp":
                return _stamp(raw)
            case "list":
                joined = sql.SQL("array_to_string({}, {})").format(raw, sql.Literal(self.list_separator))
                return self._guarded(joined)
            case "number" if self.shape == "csv":
                return self._number(raw)
            case "enum":
                return self._guarded(self._label(column, raw))
            case "phone":
                # Most numbers are provided as they are understood.
                return sql.SQL("CASE WHEN primary_phone = phone_key THEN {} ELSE {} END").format(
                    raw, self._guarded(raw)
                )
            case "text":
                return self._guarded(raw)
        return sql.SQL("{}").format(raw)

    def document(self) -> sql.Composed:
        """One JSON object with the columns that have a value. Blank ones are left out, as an import of any format
        leaves a blank cell as it is, while null would clear it.
        """
        groups: dict[str, list[Column]] = {}
        for column in self.columns:
            groups.setdefault(column.path[0], []).append(column)
        members = [
            _member(name, self._json(columns[0]))
            if len(columns[0].path) == 1
            else _member(name, _object([_member(column.path[1], self._json(column)) for column in columns]))
            for name, columns in groups.items()
        ]
        return _object(members)

    def _json(self, column: Column) -> sql.Composed:
        """The JSON text of a cell, NULL where it is blank."""
        raw = self._raw(column)
        if column.kind == "enum":
            return sql.SQL("to_json({})::text").format(self._label(column, sql.SQL("({} #>> '{{}}')").format(raw)))
        if column.attribute:
            return sql.SQL("({})::text").format(raw)
        if column.kind in ("code", "stamp"):
            return sql.SQL("""'"' || {} || '"'""").format(_stamp(raw) if column.kind == "stamp" else raw)
        return sql.SQL("to_json({})::text").format(raw)

    def _raw(self, column: Column) -> sql.Composable:
        if column is SUPPRESSED:
            return _SUPPRESSED
        if column.attribute is None:
            return (
                sql.SQL("uuid_extract_timestamp(id)") if column.name == "createdAt" else sql.Identifier(column.source)
            )
        if column in self._taken_apart:
            return sql.Identifier("a", f"a{self._taken_apart.index(column)}")
        arrow = sql.SQL("->" if self.shape == "json" else "->>")
        return sql.SQL("(attributes {} {})").format(arrow, sql.Literal(column.source))

    def _label(self, column: Column, stored: sql.Composable) -> sql.Composed:
        """What people call the option: an import takes labels."""
        assert column.attribute is not None
        name = f"labels_{len(self.parameters)}"
        self.parameters[name] = json.dumps({option.id: option.label for option in column.attribute.options})
        return sql.SQL("coalesce({}::jsonb ->> ({}), {})").format(sql.Placeholder(name), stored, stored)

    def _number(self, raw: sql.Composable) -> sql.Composed:
        """A number with exactly three decimals gets a fourth: `1.234` could as well be read as 1234."""
        number = sql.SQL("CASE WHEN ascii(right({}, 4)) = 46 THEN {} || '0' ELSE {} END").format(raw, raw, raw)
        return sql.SQL("replace({}, '.', ',')").format(number) if self.decimal == "," else number

    def _guarded(self, text: sql.Composable) -> sql.Composed:
        if self.shape != "csv":
            return sql.SQL("{}").format(text)
        return sql.SQL(
            "CASE WHEN ascii({text}) = ANY ({starts}) AND {text} ~ {risky} AND {text} !~ {harmless}"
            " THEN {guard} || {text} ELSE {text} END"
        ).format(
            text=text,
            starts=_STARTS,
            risky=sql.Literal(RISKY),
            harmless=sql.Literal(HARMLESS),
            guard=sql.Literal(GUARD),
        )


def _stamp(moment: sql.Composable) -> sql.Composed:
    """ISO 8601 in UTC with milliseconds, as every timestamp of the API."""
    return sql.SQL("""to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')""").format(moment)


def _member(name: str, value: sql.Composable) -> sql.Composed:
    return sql.SQL("{} || {}").format(sql.Literal(f"{json.dumps(name)}:"), value)


def _object(members: Sequence[sql.Composable]) -> sql.Composed:
    """A JSON object of those members that are not NULL."""
    while len(members) > _ARGUMENTS:
        groups = [members[at : at + _ARGUMENTS] for at in range(0, len(members), _ARGUMENTS)]
        members = [sql.SQL("nullif(concat_ws(',', {}), '')").format(_listed(group)) for group in groups]
    return sql.SQL("concat('{{', concat_ws(',', {}), '}}')").format(_listed(members))


def _listed(parts: Iterable[sql.Composable]) -> sql.Composed:
    return sql.SQL(", ").join(parts)
