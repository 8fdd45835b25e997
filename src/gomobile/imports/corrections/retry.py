"""Another try: the rejected rows of an import as an import of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from gomobile.accounts.caller import Actor, Organization
from gomobile.clock import now
from gomobile.db.pool import Connection
from gomobile.ids import uuid7_hex
from gomobile.imports import files
from gomobile.imports import store as imports
from gomobile.imports.corrections import store
from gomobile.imports.corrections.correct import Corrections
from gomobile.imports.corrections.rows import frame_of
from gomobile.imports.corrections.service import open_for_fixing
from gomobile.imports.engine import BLOCK_BYTES
from gomobile.imports.errors import ImportState, NothingToRetry
from gomobile.imports.service import KEEP_UPLOAD
from gomobile.imports.sources import ReadOptions, Table
from gomobile.imports.sources.spool import Bound, Spool, spool_path
from gomobile.imports.sources.table import flag
from gomobile.imports.store import ProblemRow
from gomobile.settings import Settings

_BATCH = 5_000


def make(conn: Connection, settings: Settings, organization: Organization, actor: Actor, id: UUID) -> UUID:
    """Take in the rows of a completed import that were rejected and are not left out, and those of which a cell was
    corrected; returns the new import, which is mapped and has not run.

    Raises ImportState, ImportRetried, NothingToRetry.
    """
    row = open_for_fixing(conn, organization.id, id)
    if row.status != "completed":
        raise ImportState(f"The import is {row.status}; it has no rejected rows yet.", status=row.status)
    first = Table.from_json(row.source["table"])
    made = UUID(uuid7_hex(1)[0].decode())
    try:
        path = spool_path(files.folder(settings, made))
        rows = _rows(conn, organization.id, id, len(first.header))
        table = _write(path, rows, first, settings.import_max_bytes)
        imports.insert_import(
            conn,
            organization.id,
            id=made,
            status="uploaded",
            filename=row.filename,
            source={**row.source, "table": table.to_json(), "blockBytes": BLOCK_BYTES},
            columns=row.columns,
            options=row.options,
            dry_run=False,
            created_by_kind=actor.kind,
            created_by=actor.id,
            expires_at=now() + KEEP_UPLOAD,
            retry_of=id,
        )
    except BaseException:
        files.remove(settings, made)
        raise
    store.copy_all(conn, organization.id, id, made)
    return made


def _write(path: Path, rows: Iterator[ProblemRow], first: Table, most: int) -> Table:
    """The rows as a table: what their reader refused, their lines, their cells as the first file had them."""
    bound = Bound(ReadOptions(max_bytes=most), most)
    with Spool(path, bound) as spool:
        for row in rows:
            refusal = flag(*row.refused(0)[0][1:]) if row.refusals else ""
            spool.write([refusal, str(row.line), *((cell or "") for cell in row.cells)])
    if not spool.lines:
        raise NothingToRetry
    return replace(
        first, path=path, separator=Spool.separator, quote=Spool.quote, data_offset=0, first_line=1,
        size=path.stat().st_size, lines=spool.lines, multiline=spool.multiline, flagged=True, numbered=True,
        notes=("the rejected rows of an import",),
    )  # fmt: skip


def _rows(conn: Connection, org_id: UUID, id: UUID, width: int) -> Iterator[ProblemRow]:
    said = store.load_all(conn, org_id, id)
    skipped = set(said.skipped.tolist())
    after = -1
    while rows := imports.list_problems(conn, org_id, id, after=after, limit=_BATCH, rejected_only=False, fixed=True):
        after = rows[-1].line
        yield from _wanted(rows, said, skipped, width)


def _wanted(rows: Sequence[ProblemRow], said: Corrections, skipped: set[int], width: int) -> list[ProblemRow]:
    raw, _ = frame_of(rows, width)
    concerned = said.concerned(raw).to_list()
    return [
        row
        for row, touched in zip(rows, concerned, strict=True)
        if (row.rejected or touched) and row.line not in skipped
    ]
