"""Values of a statement as bound parameters, and the words that all of it is made of. Pure."""

from __future__ import annotations

from typing import Any, LiteralString

from psycopg import sql

NOW = sql.SQL("%(now)s::timestamptz")
ORG = sql.SQL("%(org_id)s::uuid")
TRUE = sql.SQL("true")
FALSE = sql.SQL("false")
NULL = sql.SQL("NULL")


class Binder:
    """Collects the parameters of one set of rules; every name begins with `prefix`."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        self.values: dict[str, Any] = {}
        self._bound: dict[tuple[str, str], sql.Composable] = {}

    def __call__(self, value: Any, type: LiteralString) -> sql.Composable:
        """The placeholder of a value, cast to `type`; the same value is bound once."""
        key = (type, repr(value))
        if key not in self._bound:
            name = f"{self.prefix}{len(self.values)}"
            self.values[name] = value
            self._bound[key] = sql.SQL("{}::{}").format(sql.Placeholder(name), sql.SQL(type))
        return self._bound[key]


def fill(template: LiteralString, **parts: sql.Composable) -> sql.Composed:
    """A piece of SQL with others in its braces."""
    return sql.SQL(template).format(**parts)


def negated(part: sql.Composable) -> sql.Composed:
    """NOT of it; unknown stays unknown."""
    return fill("(NOT {part})", part=part)


def all_of(parts: list[sql.Composable]) -> sql.Composable:
    """AND of them."""
    return parts[0] if len(parts) == 1 else fill("({parts})", parts=sql.SQL(" AND ").join(parts))


def any_of(parts: list[sql.Composable]) -> sql.Composable:
    """OR of them."""
    return parts[0] if len(parts) == 1 else fill("({parts})", parts=sql.SQL(" OR ").join(parts))


def least(moments: list[sql.Composable]) -> sql.Composable | None:
    """The first of some moments, NULLs left out; None when there are none."""
    if len(moments) < 2:
        return moments[0] if moments else None
    return fill("LEAST({moments})", moments=sql.SQL(", ").join(moments))


def upcoming(moment: sql.Composable) -> sql.Composed:
    """A moment where it is still to come, else NULL."""
    return fill("CASE WHEN {moment} > {now} THEN {moment} END", moment=moment, now=NOW)
