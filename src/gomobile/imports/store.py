"""Rows of imports."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from psycopg import OperationalError
from psycopg.rows import class_row
from psycopg.types.json import Jsonb

from gomobile.accounts.caller import Actor, ActorKind
from gomobile.db.pool import Connection
from gomobile.db.queries import load
from gomobile.imports.check import CellProblem
from gomobile.imports.progress import Counts, Status
from gomobile.imports.sources.table import Problem

if TYPE_CHECKING:
    from gomobile.http.answers import Failure
    from gomobile.imports import answers

SQL = load("gomobile.imports")


@dataclass(frozen=True, slots=True)
class ImportRow:
    """An import and the sums of its committed chunks."""

    id: UUID
    status: Status
    filename: str
    source: dict[str, Any]
    columns: list[answers.ImportColumn]
    options: dict[str, Any]
    dry_run: bool
    rows_total: int | None
    preview: answers.ImportPreview | None
    undone: dict[str, Any] | None
    error: Failure | None
    cancel_requested: bool
    created_by_kind: ActorKind
    created_by: UUID | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    expires_at: datetime | None
    seconds: float
    rows_done: int
    rows: int
    created: int
    updated: int
    unchanged: int
    merged: int
    rejected: int
    attribute_errors: int
    retry_of: UUID | None
    retried_as: UUID | None
    undone_by_kind: ActorKind | None
    undone_by: UUID | None

    @property
    def counts(self) -> Counts:
        """What became of the rows so far."""
        return Counts(**{name: getattr(self, name) for name in Counts.__dataclass_fields__})

    @property
    def counts_of_preview(self) -> Counts:
        """What the dry run found; of one that was not made nothing."""
        told = self.preview
        if told is None:
            return Counts()
        return Counts(
            told["rows"], told["created"], told["updated"], told["unchanged"], told["merged"], told["rejected"],
            told["attributeErrors"],
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mapping:
    """A saved mapping."""

    id: UUID
    name: str
    columns: list[answers.ImportColumn]
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """A row of the file to look at: its cells as they were and what is wrong with them."""

    line: int
    rejected: bool
    cells: list[str | None]
    problems: list[answers.CellProblem]
    refusals: list[dict[str, Any]]

    def refused(self, row: int) -> list[Problem]:
        """What the reader of the file said of it, as row `row` of a block."""
        return [Problem(row, one["code"], one["message"], one["value"]) for one in self.refusals]


@dataclass(frozen=True, slots=True)
class NewProblem:
    """A row to look at before it is stored: `cells` as the file has them, `refusals` of its reader."""

    line: int
    rejected: bool
    cells: list[str | None]
    problems: Sequence[CellProblem]
    refusals: Sequence[Problem] = ()


@dataclass(frozen=True, slots=True)
class UndoBatch:
    """Contacts that an import created, or updated, in one statement: an entry of the change feed."""

    era: int
    xid: str
    id: UUID
    kind: str


def insert_import(conn: Connection, org_id: UUID, **values: Any) -> None:
    """Note an uploaded file."""
    for name in ("source", "columns", "options"):
        values[name] = Jsonb(values[name])
    values.setdefault("retry_of", None)
    conn.execute(SQL["insert_import"], {"org_id": org_id, **values})


def get_import(conn: Connection, org_id: UUID, id: UUID) -> ImportRow | None:
    """One import."""
    with conn.cursor(row_factory=class_row(ImportRow)) as cursor:
        return cursor.execute(SQL["get_import"], {"org_id": org_id, "id": id}).fetchone()


def list_imports(
    conn: Connection, org_id: UUID, limit: int, offset: int, before: UUID | None
) -> tuple[list[ImportRow], int]:
    """Imports, newest first, older than `before`, and how many there are in all."""
    values = {"org_id": org_id, "limit": limit, "offset": offset, "before": before}
    with conn.cursor(row_factory=class_row(ImportRow)) as cursor:
        rows = cursor.execute(SQL["list_imports"], values).fetchall()
    total = conn.execute(SQL["count_imports"], {"org_id": org_id}).fetchone()
    return rows, int(total[0]) if total else 0


def set_mapping(conn: Connection, org_id: UUID, id: UUID, columns: list[Any], options: dict[str, Any]) -> bool:
    """Replace mapping and options; False when the import has run already."""
    arguments = {"org_id": org_id, "id": id, "columns": Jsonb(columns), "options": Jsonb(options)}
    return conn.execute(SQL["set_mapping"], arguments).rowcount > 0


def move(
    conn: Connection,
    org_id: UUID,
    id: UUID,
    status: Status,
    *,
    of: Sequence[Status],
    error: Failure | None = None,
) -> bool:
    """Change the state if it is one of `of`; False when it is not."""
    arguments = {"org_id": org_id, "id": id, "status": status, "from": list(of)}
    return conn.execute(SQL["move_import"], {**arguments, "error": Jsonb(error) if error else None}).rowcount > 0


def date_back(conn: Connection, org_id: UUID, id: UUID, at: datetime) -> None:
    """Tell of an import as of an earlier moment, whose work took as long as it did."""
    conn.execute(SQL["date_back"], {"org_id": org_id, "id": id, "at": at})


def request_cancel(conn: Connection, org_id: UUID, id: UUID) -> str | None:
    """Ask a running import to stop; returns its state, None when there is nothing to stop."""
    row = conn.execute(SQL["request_cancel"], {"org_id": org_id, "id": id}).fetchone()
    return row[0] if row else None


def note_progress(
    conn: Connection, org_id: UUID, id: UUID, *, rows_total: int | None, rows_done: int, seconds: float
) -> bool:
    """Keep the live figures; True when somebody asked to stop."""
    arguments = {
        "org_id": org_id,
        "id": id,
        "rows_total": rows_total,
        "rows_done": rows_done,
        "seconds": seconds,
    }
    row = conn.execute(SQL["note_progress"], arguments).fetchone()
    return bool(row and row[0])


def set_preview(conn: Connection, org_id: UUID, id: UUID, preview: answers.ImportPreview, rows_total: int) -> None:
    """Keep the result of a dry run."""
    arguments = {"org_id": org_id, "id": id, "preview": Jsonb(preview), "rows_total": rows_total}
    conn.execute(SQL["set_preview"], arguments)


def delete_unused(conn: Connection, org_id: UUID, id: UUID) -> bool:
    """Forget an import that has not run; False when it has."""
    return conn.execute(SQL["delete_unused"], {"org_id": org_id, "id": id}).rowcount > 0


def begin_undo(conn: Connection, org_id: UUID, actor: Actor, id: UUID, *, again: bool) -> bool:
    """Mark an import that has ended, with `again` also one that is being undone, as being undone; False for another."""
    values = {"org_id": org_id, "id": id, "actor_kind": actor.kind, "actor": actor.id, "again": again}
    return conn.execute(SQL["begin_undo"], values).rowcount > 0


def undo_batches(conn: Connection, org_id: UUID, id: UUID) -> list[UndoBatch]:
    """What an import did, in batches of contacts, in its order."""
    with conn.cursor(row_factory=class_row(UndoBatch)) as cursor:
        return cursor.execute(SQL["undo_batches"], {"org_id": org_id, "id": id}).fetchall()


def undo_batch(
    conn: Connection, org_id: UUID, id: UUID, actor: Actor, batch: UndoBatch
) -> tuple[int, list[UUID], list[UUID]]:
    """Undo one batch: how many contacts it has, those that were put back, and some of the others."""
    values = {"org_id": org_id, "era": batch.era, "xid": batch.xid, "batch": batch.id}
    conn.execute(SQL["plan_by_index"])
    conn.execute(SQL["lock_undo_batch"], values)
    query = SQL["undo_created" if batch.kind == "created" else "undo_updated"]
    row = conn.execute(query, {**values, "id": id, "actor_kind": actor.kind, "actor": actor.id}).fetchone()
    assert row is not None, "an aggregate has one row"
    return row[0], row[1], row[2]


def set_undone(conn: Connection, org_id: UUID, id: UUID, undone: dict[str, Any]) -> None:
    """Keep what an undo did so far."""
    conn.execute(SQL["set_undone"], {"org_id": org_id, "id": id, "undone": Jsonb(undone)})


def lock(conn: Connection, id: UUID) -> bool:
    """Hold an import for this session; False when another session does."""
    row = conn.execute(SQL["lock_import"], {"id": id}).fetchone()
    return bool(row and row[0])


def unlock(conn: Connection, id: UUID) -> None:
    """Let go of an import that `lock` holds; a connection that is lost has done so already."""
    with suppress(OperationalError):
        conn.execute(SQL["unlock_import"], {"id": id})


def done_chunks(conn: Connection, org_id: UUID, id: UUID) -> set[int]:
    """Numbers of the committed chunks."""
    return {row[0] for row in conn.execute(SQL["done_chunks"], {"org_id": org_id, "id": id}).fetchall()}


def insert_chunk(conn: Connection, org_id: UUID, id: UUID, number: int, counts: Counts) -> None:
    """Note a chunk."""
    conn.execute(SQL["insert_chunk"], {"org_id": org_id, "id": id, "number": number, **asdict(counts)})


def insert_problems(
    conn: Connection,
    org_id: UUID,
    id: UUID,
    rows: Iterable[NewProblem],
) -> None:
    """Note rows to look at."""
    with conn.cursor() as cursor, cursor.copy(SQL["copy_problems"]) as copy:
        for row in rows:
            # PostgreSQL text cannot hold NUL.
            kept = [cell.replace("\x00", "") if cell else cell for cell in row.cells]
            refusals = [{"code": one.code, "message": one.message, "value": one.value} for one in row.refusals]
            told = problems_json(row.problems)
            copy.write_row((org_id, id, row.line, row.rejected, kept, Jsonb(told), Jsonb(_storable(refusals))))


def problems_json(problems: Sequence[CellProblem]) -> list[dict[str, str | None]]:
    """Problems as they are stored."""
    return _storable(cast("list[dict[str, str | None]]", [problem.to_json() for problem in problems]))


def _storable(told: list[dict[str, str | None]]) -> list[dict[str, str | None]]:
    return [{name: text.replace("\x00", "") if text else text for name, text in texts.items()} for texts in told]


def set_source(conn: Connection, org_id: UUID, id: UUID, source: dict[str, Any]) -> None:
    """The file is read in another way."""
    conn.execute(SQL["set_source"], {"org_id": org_id, "id": id, "source": Jsonb(source)})


def forget_corrections(conn: Connection, org_id: UUID, id: UUID) -> None:
    """Drop what was said of the cells of a file."""
    conn.execute(SQL["forget_corrections"], {"org_id": org_id, "id": id})


def set_formats(conn: Connection, org_id: UUID, id: UUID, formats: dict[str, Any]) -> None:
    """Keep how the columns of the file are written."""
    conn.execute(SQL["set_formats"], {"org_id": org_id, "id": id, "formats": Jsonb(formats)})


def forget_problems(conn: Connection, org_id: UUID, id: UUID) -> None:
    """Drop the rows to look at of a dry run, before they are found again."""
    conn.execute(SQL["forget_problems"], {"org_id": org_id, "id": id})


def list_problems(
    conn: Connection, org_id: UUID, id: UUID, *, after: int, limit: int, rejected_only: bool, fixed: bool = False
) -> list[ProblemRow]:
    """A page of the rows to look at, in the order of the file; with `fixed` also kept ones that were put right."""
    arguments = {"org_id": org_id, "id": id, "after": after, "limit": limit}
    arguments |= {"rejected_only": rejected_only, "fixed": fixed}
    with conn.cursor(row_factory=class_row(ProblemRow)) as cursor:
        return cursor.execute(SQL["list_problems"], arguments).fetchall()


def stale_imports(conn: Connection) -> list[tuple[UUID, UUID, str]]:
    """(organization, import, state) of imports whose process may have died."""
    return conn.execute(SQL["stale_imports"]).fetchall()


def expire_uploads(conn: Connection) -> list[tuple[UUID, UUID]]:
    """Forget uploads that nobody used; returns (organization, import)."""
    return conn.execute(SQL["expire_uploads"]).fetchall()


def unfinished_of(conn: Connection, ids: Sequence[UUID]) -> list[tuple[UUID, UUID, datetime | None]]:
    """(organization, import, end) of those of these imports, of every organization, that may still read their file."""
    return conn.execute(SQL["unfinished_imports"], {"ids": list(ids)}).fetchall()


def list_mappings(conn: Connection, org_id: UUID) -> list[Mapping]:
    """Saved mappings by name."""
    with conn.cursor(row_factory=class_row(Mapping)) as cursor:
        return cursor.execute(SQL["list_mappings"], {"org_id": org_id}).fetchall()


def save_mapping(conn: Connection, org_id: UUID, name: str, columns: list[Any], created_by: UUID | None) -> Mapping:
    """Save a mapping under a name, replacing the one that has it."""
    arguments = {"org_id": org_id, "name": name, "columns": Jsonb(columns), "created_by": created_by}
    with conn.cursor(row_factory=class_row(Mapping)) as cursor:
        row = cursor.execute(SQL["save_mapping"], arguments).fetchone()
    assert row is not None
    return row


def delete_mapping(conn: Connection, org_id: UUID, id: UUID) -> bool:
    """Forget a saved mapping; False when there is none."""
    return conn.execute(SQL["delete_mapping"], {"org_id": org_id, "id": id}).rowcount > 0
