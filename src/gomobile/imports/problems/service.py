"""What is wrong with the cells of an import, before it runs as the dry run found it, and after it as it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from gomobile.db.pool import Connection
from gomobile.imports.corrections import store as corrections
from gomobile.imports.corrections.rows import with_corrections
from gomobile.imports.problems import store
from gomobile.imports.problems.store import Filter, Group, Listed, RowCounts
from gomobile.imports.store import ProblemRow

__all__ = ["Filter", "Group", "Listed"]

_VALUES = 20


@dataclass(frozen=True, slots=True)
class Summary:
    """Rows to look at, and the problems by column and cause."""

    rows: RowCounts
    groups: list[Group]


def page(conn: Connection, org_id: UUID, id: UUID, chosen: Filter, after: tuple[int, int], limit: int) -> list[Listed]:
    """Problems behind (line, place of the problem in its row), their rows with the cells as they should be."""
    found = store.page(conn, org_id, id, chosen, after, limit)
    return _corrected(conn, org_id, id, found)


def count(conn: Connection, org_id: UUID, id: UUID, chosen: Filter) -> int:
    """How many problems there are by these filters."""
    return store.count(conn, org_id, id, chosen)


def summary(conn: Connection, org_id: UUID, id: UUID) -> Summary:
    """Problems by column and cause with the most frequent values, which one correction can put right at once."""
    return Summary(store.count_rows(conn, org_id, id), store.groups(conn, org_id, id, _VALUES))


def _corrected(conn: Connection, org_id: UUID, id: UUID, found: Sequence[Listed]) -> list[Listed]:
    lines = sorted({one.line for one in found})
    said = corrections.load_all(conn, org_id, id, lines)
    if not said:
        return list(found)
    rows = {one.line: ProblemRow(one.line, one.rejected, one.cells, [], one.refusals) for one in found}
    right = {row.line: row.cells for row in with_corrections(said, [rows[line] for line in lines])}
    return [replace(one, cells=right[one.line]) for one in found]
