"""Values of a statement as bound parameters, and the words that all of it is made of. Pure."""

from __future__ import annotations

from typing import Any, LiteralString

from psycopg import sql

NOW = sql.SQL("%(now)s::timestamptz")
ORG = sql.SQL("%(org_id)s::uuid")
TRUE = sql.SQL("true")
FALSE = sql.SQL("false")
NULL = sql.SQL("NULL")


class Shared:
    """Values of a contact that several sets of rules look at: columns of a row `s` beside `c`, computed once.

    Twenty audiences ask about five fields: an import that keeps them was twice as slow with each value made anew.
    """

    def __init__(self, prefix: str = "s_") -> None:
        self.binder = Binder(prefix)
        self._columns: dict[str, tuple[sql.Identifier, sql.Composable]] = {}

    @property
    def values(self) -> dict[str, Any]:
        """The parameters of `columns`."""
        return self.binder.values

    def columns(self) -> sql.Composable:
        """The SELECT list of `s`; never empty."""
        listed = [fill("{value} AS {name}", value=value, name=name) for name, value in self._columns.values()]
        return sql.SQL(", ").join(listed or [NULL])

    def column(self, value: sql.Composable) -> sql.Composable:
        """The column that holds a value, made when it is first asked for."""
        key = value.as_string(None)
        if key not in self._columns:
            self._columns[key] = (sql.Identifier(f"v{len(self._columns)}"), value)
        return fill("s.{name}", name=self._columns[key][0])


class Binder:
    """Collects the parameters of one set of rules; every name begins with `prefix`.

    With `shared`, what depends on the contact alone is taken from there.
    """

    def __init__(self, prefix: str, shared: Shared | None = None) -> None:
        self.prefix = prefix
        self.shared = shared
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

    def of_contact(self, value: Any, type: LiteralString) -> sql.Composable:
        """The placeholder of a value that says what to read of a contact, such as the name of an attribute."""
        return (self.shared.binder if self.shared else self)(value, type)

    def once(self, value: sql.Composable) -> sql.Composable:
        """A value that depends on the contact and parameters of `of_contact` alone: itself, or its shared column."""
        return self.shared.column(value) if self.shared else value


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
    """A moment where it is still to come, else NULL; it is computed once."""
    return fill("nullif(greatest({moment}, {now}), {now})", moment=moment, now=NOW)
