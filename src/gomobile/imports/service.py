"""Imports: take a file, map it, look at what would happen, run it, undo it."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

import numpy as np

from gomobile.accounts import service as accounts
from gomobile.accounts.caller import Actor, Organization
from gomobile.attributes import service as attributes
from gomobile.audiences import service as audiences
from gomobile.clock import now
from gomobile.contacts.reactions import contacts_changed
from gomobile.db.pool import Connection, connect
from gomobile.db.repeating import repeated
from gomobile.errors import InvalidInput
from gomobile.ids import uuid7_hex
from gomobile.imports import answers, engine, files, store
from gomobile.imports.corrections.rows import corrected
from gomobile.imports.errors import (
    Cancelled,
    ImportBusy,
    ImportExpired,
    ImportNotFound,
    ImportState,
    MappingNotFound,
)
from gomobile.imports.files import table_of
from gomobile.imports.mapping import ColumnMapping, guess_mapping
from gomobile.imports.options import ImportOptions
from gomobile.imports.phone_column import read_phones
from gomobile.imports.plan import formats_to_json, mapping_from_json, mapping_to_json
from gomobile.imports.planning import SAMPLE_ROWS, make_job, make_plan_of
from gomobile.imports.progress import Progress, Status
from gomobile.imports.samples import samples_of, update_samples
from gomobile.imports.sources import Table, open_table
from gomobile.imports.store import ImportRow, UndoBatch
from gomobile.jobs.failure import failure_of
from gomobile.settings import Settings

__all__ = ["make_job", "read_phones", "table_of"]

SESSION = timedelta(minutes=30)
KEEP_UPLOAD = timedelta(days=1)


def ignore(_progress: Progress) -> None:
    """Report to nobody."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was taken in: its import, its table, some rows and the mapping guessed from them."""

    id: UUID
    table: Table
    samples: list[list[str | None]]
    columns: list[ColumnMapping]


def check_audience(conn: Connection, org_id: UUID, options: ImportOptions) -> None:
    """Raise AudienceNotFound or InvalidInput when the contacts of a file cannot be put into its audience."""
    if options.audience_id:
        audiences.find_static(conn, org_id, UUID(options.audience_id))


def upload(
    conn: Connection,
    settings: Settings,
    organization: Organization,
    actor: Actor,
    source: BinaryIO,
    filename: str,
    options: ImportOptions,
    *,
    dry_run: bool = True,
    lifetime: timedelta = KEEP_UPLOAD,
) -> Upload:
    """Take a file in, recognise it and guess its mapping. Raises SourceError when it cannot be read as a whole, and
    AudienceNotFound or InvalidInput for an audience that nobody can be put into.
    """
    check_audience(conn, organization.id, options)
    id = UUID(uuid7_hex(1)[0].decode())
    path = files.keep(settings, id, source)
    try:
        table = open_table(
            path,
            files.folder(settings, id),
            filename=filename,
            options=options.reading(settings.import_max_bytes),
        )
        samples = samples_of(table, SAMPLE_ROWS)
        definitions = attributes.list_definitions(conn, organization.id)
        columns = guess_mapping(table.header, samples, definitions)
        store.insert_import(
            conn,
            organization.id,
            id=id,
            status="uploaded",
            filename=Path(filename).name[:255],
            source={"table": table.to_json(), "blockBytes": engine.BLOCK_BYTES},
            columns=mapping_to_json(columns),
            options=options.to_json(),
            dry_run=dry_run,
            created_by_kind=actor.kind,
            created_by=actor.id,
            expires_at=now() + lifetime,
        )
    except BaseException:
        files.remove(settings, id)
        raise
    return Upload(id, table, samples, columns)


def get(conn: Connection, org_id: UUID, id: UUID) -> ImportRow:
    """One import. Raises ImportNotFound."""
    found = store.get_import(conn, org_id, id)
    if found is None:
        raise ImportNotFound
    return found


def list_imports(
    conn: Connection, org_id: UUID, page: int, limit: int, *, before: UUID | None = None
) -> tuple[list[ImportRow], bool, int]:
    """A page of imports, newest first, whether more follow, and how many there are in all.

    The page is that of its number, or starts after the import `before`.
    """
    offset = 0 if before else (page - 1) * limit
    found, total = store.list_imports(conn, org_id, limit + 1, offset, before)
    return found[:limit], len(found) > limit, total


def map_columns(
    conn: Connection,
    organization: Organization,
    row: ImportRow,
    columns: Sequence[ColumnMapping],
    options: ImportOptions | None = None,
) -> None:
    """Set the mapping of an import that has not run. Missing attributes are created when it runs, if wanted.

    Raises InvalidInput (unknown attribute), NoPhoneColumn, ImportState, ImportExpired.
    """
    if row.expires_at is not None and row.expires_at < now() and row.status in ("uploaded", "validated"):
        raise ImportExpired
    options = options or ImportOptions.from_json(row.options)
    make_plan_of(conn, organization, table_of(row), columns, options, write=False)
    if not store.set_mapping(conn, organization.id, row.id, mapping_to_json(columns), options.to_json()):
        raise ImportState(f"The import is {row.status}; its mapping can no longer change.", status=row.status)


def ask_for_preview(conn: Connection, org_id: UUID, id: UUID) -> None:
    """Let the dry run of an import that has not run be made again. Raises ImportState, ImportExpired."""
    row = get(conn, org_id, id)
    if row.status in ("uploaded", "validated") and row.expires_at and row.expires_at < now():
        raise ImportExpired
    if not store.move(conn, org_id, id, "uploaded", of=["uploaded", "validated"]):
        raise ImportState(f"The import is {row.status}; a dry run comes before it runs.", status=row.status)


def queue(conn: Connection, org_id: UUID, id: UUID, *, unseen: bool = True) -> None:
    """Mark an import to be run by a worker; with `unseen` also one without a dry run under its mapping.

    Raises ImportNotFound, ImportState, ImportExpired.
    """
    row = get(conn, org_id, id)
    if row.status in ("uploaded", "validated") and row.expires_at and row.expires_at < now():
        raise ImportExpired
    if row.status == "uploaded" and not unseen:
        raise ImportState(
            "Nobody has seen yet what this import would do; validate it first"
            " (PUT /imports/{id}/mapping or POST /imports/{id}/preview makes the dry run).",
            status=row.status,
        )
    if not store.move(conn, org_id, id, "queued", of=["uploaded", "validated", "cancelled", "failed"]):
        raise ImportState(f"The import is {row.status} and cannot be started.", status=row.status)


def cancel(conn: Connection, org_id: UUID, id: UUID) -> ImportRow:
    """Stop an import at its next chunk; what is committed stays and can be undone, or the import resumed."""
    row = get(conn, org_id, id)
    state = store.request_cancel(conn, org_id, id)
    if state is None:
        raise ImportState(f"The import is {row.status}; there is nothing to stop.", status=row.status)
    if state == "queued":
        store.move(conn, org_id, id, "cancelled", of=["queued"])
    return get(conn, org_id, id)


def preview(
    conninfo: str,
    settings: Settings,
    org_id: UUID,
    id: UUID,
    on_progress: Callable[[Progress], None] = ignore,
    stop: threading.Event | None = None,
) -> ImportRow:
    """The dry run: what each row would become and some differences, without writing a contact."""
    with _held(conninfo, org_id, id, "validating", ["uploaded", "validated", "validating"]) as (control, row):
        organization = accounts.organization_of(control, org_id)
        job = make_job(conninfo, settings, control, organization, row)
        store.forget_problems(control, org_id, id)
        stop = stop or threading.Event()
        survey = engine.survey(job, engine.Work(job, "reading", on_progress, stop, control))
        codes = np.zeros(survey.rows, dtype=np.uint8)

        def keep(block: Any, part: np.ndarray) -> None:
            first = survey.first_rows[block.index]
            codes[first : first + len(part)] = part

        work = engine.Work(job, "comparing", on_progress, stop, control)
        work.rows_total = survey.rows
        engine.dry_run(job, survey, work, keep)
        work.counts.check(survey.rows)
        files.outcomes(settings, id).write_bytes(codes.tobytes())
        found: answers.ImportPreview = {
            **work.counts.to_json(),
            "samples": update_samples(control, job, survey, codes),
            "problemRows": work.problem_rows,
            "outdated": False,
        }
        store.set_preview(control, org_id, id, found, survey.rows)
        store.move(control, org_id, id, "validated", of=["validating"])
        return get(control, org_id, id)


def run(
    conninfo: str,
    settings: Settings,
    org_id: UUID,
    id: UUID,
    on_progress: Callable[[Progress], None] = ignore,
    stop: threading.Event | None = None,
    *,
    made_at: datetime | None = None,
) -> ImportRow:
    """Run or resume an import to its end and return it.

    With `made_at` it is told as one of that moment: new contacts, and the import itself, are dated then. When `stop` is
    set from outside the running chunks are finished and the import stays `running`, to be resumed; when
    somebody cancelled it, it becomes `cancelled`. Raises ImportBusy, ImportState, SourceError.
    """
    states: list[Status] = ["uploaded", "validated", "queued", "running", "cancelled", "failed"]
    with _held(conninfo, org_id, id, "running", states) as (control, row):
        organization = accounts.organization_of(control, org_id)
        job = make_job(conninfo, settings, control, organization, row, write=True)
        job.made_at = made_at
        halt = stop or threading.Event()
        reading = engine.Work(job, "reading", on_progress, halt, None)
        survey = engine.survey(job, reading)
        work = engine.Work(job, "writing", on_progress, halt, control)
        work.seconds_before = row.seconds + reading.seconds
        work.rows_total = survey.rows
        work.counts = get(control, org_id, id).counts
        done = store.done_chunks(control, org_id, id)
        if not done:  # what a dry run told; else what committed chunks did
            store.forget_problems(control, org_id, id)
            store.set_formats(control, org_id, id, formats_to_json(job.plan))
        engine.write(job, survey, work, done)
        get(control, org_id, id).counts.check(survey.rows)
        work.report()
        if survey.rows >= 10_000:
            control.execute(store.SQL["tidy_search_index"])
        store.move(control, org_id, id, "completed", of=["running"])
        if made_at is not None:
            store.date_back(control, org_id, id, made_at)
        # Undo and the rejects file work from the database: the file has done its duty.
        files.remove(settings, id)
        return get(control, org_id, id)


def undo(
    conninfo: str,
    settings: Settings,
    org_id: UUID,
    id: UUID,
    on_progress: Callable[[Progress], None] = ignore,
    stop: threading.Event | None = None,
) -> ImportRow:
    """Delete what an import created and put back what it overwrote, except contacts changed since.

    In the name of who asked for it: `begin_undo` came before. When `stop` is set it raises Cancelled after a batch, and
    the import stays `undoing`, to be gone on with.
    """
    with _held(conninfo, org_id, id, "undoing", ["undoing"]) as (control, row):
        actor = Actor(row.undone_by_kind or "system", row.undone_by)
        undone = row.undone or {"deleted": 0, "restored": 0, "skipped": 0, "skippedSample": [], "batch": None}

        def leave_audiences() -> None:
            with control.transaction():
                audiences.leave_undone(control, org_id, actor, id)

        # Before the contacts go: who is put back from the trash later does not come back into the audience.
        repeated(leave_audiences)
        for batch in store.undo_batches(control, org_id, id):
            if undone["batch"] is not None and str(batch.id) <= undone["batch"]:
                continue
            if stop is not None and stop.is_set():
                raise Cancelled
            undone = repeated(functools.partial(_undo_batch, control, org_id, id, actor, batch, undone))
            done_so_far = undone["deleted"] + undone["restored"] + undone["skipped"]
            on_progress(Progress("undoing", done_so_far, row.created + row.updated, 0.0))
        store.set_undone(control, org_id, id, undone)
        # Of one that was cancelled or failed: it cannot be resumed any more. Before its end, after which nobody would.
        files.remove(settings, id)
        store.move(control, org_id, id, "undone", of=["undoing"])
        return get(control, org_id, id)


def _undo_batch(
    control: Connection, org_id: UUID, id: UUID, actor: Actor, batch: UndoBatch, before: dict[str, Any]
) -> dict[str, Any]:
    """Undo one batch in a transaction; what the whole undo did with it, of which `before` was done before."""
    with control.transaction():
        kind = "deleted" if batch.kind == "created" else "restored"
        asked, done_ids, skipped = store.undo_batch(control, org_id, id, actor, batch)
        contacts_changed(control, org_id, actor, "removed" if batch.kind == "created" else "updated", done_ids)
        undone = {
            **before,
            kind: before[kind] + len(done_ids),
            "skipped": before["skipped"] + asked - len(done_ids),
            "skippedSample": [*before["skippedSample"], *map(str, skipped)][:100],
            "batch": str(batch.id),
        }
        store.set_undone(control, org_id, id, undone)
        return undone


def discard(conn: Connection, settings: Settings, org_id: UUID, id: UUID) -> None:
    """Forget an import that has not run, and its files. Raises ImportNotFound, or ImportState once it has."""
    if not store.delete_unused(conn, org_id, id):
        row = get(conn, org_id, id)
        raise ImportState(f"The import is {row.status}; only one that has not run is discarded.", status=row.status)
    files.remove(settings, id)


def begin_undo(conn: Connection, org_id: UUID, actor: Actor, id: UUID, *, again: bool = False) -> ImportRow:
    """Mark an import that has ended as being undone for somebody, for `undo` to do; with `again` also one that is so
    already, whose undo was interrupted: for whom it is stays. Raises ImportNotFound, ImportState.

    At once, so that whoever follows the import does not take it for ended before a worker has begun.
    """
    if not store.begin_undo(conn, org_id, actor, id, again=again):
        row = get(conn, org_id, id)
        raise ImportState(f"The import is {row.status}; only one that has ended can be undone.", status=row.status)
    return get(conn, org_id, id)


def header_of(row: ImportRow) -> tuple[str, ...]:
    """The columns of the file, also when the file is gone."""
    return Table.from_json(row.source["table"]).header


def problem_rows(
    conn: Connection, org_id: UUID, id: UUID, *, rejected_only: bool, batch: int = 1_000
) -> Iterator[store.ProblemRow]:
    """Every row to look at, in the order of the file, with its cells as they should be."""
    after = -1
    while rows := store.list_problems(conn, org_id, id, after=after, limit=batch, rejected_only=rejected_only):
        yield from corrected(conn, org_id, id, rows)
        after = rows[-1].line


def list_mappings(conn: Connection, org_id: UUID) -> list[store.Mapping]:
    """The saved mappings, by name."""
    return store.list_mappings(conn, org_id)


def delete_mapping(conn: Connection, org_id: UUID, id: UUID) -> None:
    """Forget a saved mapping. Raises MappingNotFound."""
    if not store.delete_mapping(conn, org_id, id):
        raise MappingNotFound


def find_mapping(conn: Connection, org_id: UUID, name: str) -> store.Mapping:
    """A saved mapping by name. Raises MappingNotFound."""
    for mapping in store.list_mappings(conn, org_id):
        if mapping.name.lower() == name.lower() or str(mapping.id) == name:
            return mapping
    raise MappingNotFound(f"There is no saved mapping {name!r}.")


def save_mapping(
    conn: Connection, org_id: UUID, name: str, columns: Sequence[ColumnMapping], actor: Actor
) -> store.Mapping:
    """Save a mapping by header, so that it serves the next file of the same source."""
    name = name.strip()
    if not 1 <= len(name) <= 64:
        raise InvalidInput.of("name", "maxLength", "A mapping's name has 1 to 64 characters.", name, min=1, max=64)
    return store.save_mapping(conn, org_id, name, mapping_to_json(columns), actor.id)


def apply_mapping(saved: store.Mapping, header: Sequence[str]) -> list[ColumnMapping]:
    """A saved mapping for this file: columns are found by header, in whatever order; others are ignored."""
    wanted = {str(column["header"]): column for column in saved.columns}
    placed = [
        {
            **wanted.get(name, {"field": "", "policy": "overwrite"}),
            "column": at,
            "header": name,
            "reason": saved.name,
        }
        for at, name in enumerate(header)
    ]
    return mapping_from_json(placed)


@contextmanager
def _held(
    conninfo: str, org_id: UUID, id: UUID, status: Status, states: Sequence[Status]
) -> Iterator[tuple[Connection, ImportRow]]:
    """Hold an import for this process while it works on it, and settle its state whatever happens."""
    with connect(conninfo, name="gomobile-import-control", autocommit=True) as control:
        if not store.lock(control, id):
            raise ImportBusy
        try:
            row = get(control, org_id, id)
            if not store.move(control, org_id, id, status, of=states):
                raise ImportState(f"The import is {row.status}; this cannot be done now.")
            with _settled(control, org_id, id, status):
                yield control, row
        finally:
            store.unlock(control, id)


@contextmanager
def _settled(control: Connection, org_id: UUID, id: UUID, status: Status) -> Iterator[None]:
    """Store what ends the work in the block, which is in `status`; what only interrupts it leaves it so."""
    try:
        yield
    except Cancelled:
        if get(control, org_id, id).cancel_requested:
            store.move(control, org_id, id, "uploaded" if status == "validating" else "cancelled", of=[status])
        raise
    except Exception as error:
        failed: Status = "uploaded" if status == "validating" else "failed"
        if failure := failure_of(error):
            store.move(control, org_id, id, failed, of=[status], error=failure)
        raise
