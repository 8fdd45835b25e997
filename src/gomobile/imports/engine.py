"""Run an import: read the file twice, in blocks, on several threads with a connection each.

The first reading finds the rows that lose to a later row of the same number. After it no two blocks touch the same
contact, so blocks are written in any order, each in one transaction with its own row in `import_chunks`. A killed
import repeats the first reading (a second per million rows) and writes the blocks that are missing.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, get_args
from uuid import UUID

import numpy as np
import polars as pl

from gomobile.accounts.caller import Actor
from gomobile.audiences import service as audiences
from gomobile.contacts.upsert import CREATED_AT, Outcome, identities, preview, upsert
from gomobile.db.pool import Connection, connect
from gomobile.db.repeating import repeated
from gomobile.imports import store
from gomobile.imports.check import NOTES, CellProblem, Checked, check_identity, complete
from gomobile.imports.corrections.correct import Corrections
from gomobile.imports.errors import Cancelled
from gomobile.imports.plan import Plan
from gomobile.imports.progress import Counts, Phase, Progress
from gomobile.imports.sources import read, split
from gomobile.imports.sources.table import Block, Problem, Table
from gomobile.imports.superseded import key_numbers, superseded_rows

# About 16,000 rows: larger blocks gain nothing and cost memory, two of them being worked on at a time.
BLOCK_BYTES = 1_500_000
POLL_SECONDS = 0.5
# Rows to look at that a dry run keeps: who has more to mend than that mends the file or the mapping.
KEPT_PROBLEM_ROWS = 100_000

OnProgress = Callable[[Progress], None]


@dataclass(slots=True)
class Job:
    """One import to run: whose, from which table, by which plan, on how many threads."""

    conninfo: str
    org_id: UUID
    import_id: UUID
    table: Table
    plan: Plan
    threads: int
    block_bytes: int
    # Secondary numbers and the primary ones of their contacts: rows with two numbers of one contact are one contact.
    aliases: pl.DataFrame
    audience_id: UUID | None = None
    corrections: Corrections = field(default_factory=Corrections)
    made_at: datetime | None = None
    """When the new contacts are to have come to be, where that is not now."""

    @property
    def actor(self) -> Actor:
        """The author of the changes: the import itself."""
        return Actor("import", self.import_id)


@dataclass(slots=True)
class Survey:
    """What the first reading found: the row at which each block starts, and the rows that lose to later ones."""

    blocks: list[Block]
    first_rows: list[int]
    rows: int
    superseded: np.ndarray

    def losers(self, block: Block, height: int) -> pl.Series:
        """A mask over the block's rows."""
        first = self.first_rows[block.index]
        low, high = np.searchsorted(self.superseded, [first, first + height])
        mask = np.zeros(height, dtype=bool)
        mask[self.superseded[low:high] - first] = True
        return pl.Series(mask)


@dataclass(slots=True)
class Work:
    """What the threads of one phase share."""

    job: Job
    phase: Phase
    on_progress: OnProgress
    stop: threading.Event
    """Set from outside, for whatever runs in this process; here it is only looked at."""
    control: Connection | None
    rows_total: int | None = None
    seconds_before: float = 0.0
    started: float = field(default_factory=time.monotonic)
    counts: Counts = field(default_factory=Counts)
    problem_rows: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)
    cancelled: threading.Event = field(default_factory=threading.Event)

    @property
    def seconds(self) -> float:
        """Of work so far, over all runs."""
        return self.seconds_before + time.monotonic() - self.started

    def add(self, counts: Counts) -> None:
        """Add what became of a block."""
        with self.lock:
            self.counts.add(counts)

    def take_problems(self, count: int) -> int:
        """How many of so many more rows to look at a dry run still keeps."""
        with self.lock:
            before, self.problem_rows = self.problem_rows, self.problem_rows + count
        return max(0, min(count, KEPT_PROBLEM_ROWS - before))

    def report(self) -> None:
        """Tell people, keep the figures, and notice a request to stop."""
        with self.lock:
            done = Counts(**{name: getattr(self.counts, name) for name in Counts.__dataclass_fields__})
        self.on_progress(Progress(self.phase, done.rows, self.rows_total, self.seconds, done))
        if self.control is not None and store.note_progress(
            self.control,
            self.job.org_id,
            self.job.import_id,
            rows_total=self.rows_total,
            rows_done=done.rows,
            seconds=self.seconds,
        ):
            self.cancelled.set()

    def run(self, blocks: list[Block], handle: Callable[[Block], None]) -> None:
        """Handle every block on the threads; raises the first error, or Cancelled when some were left."""
        left = threading.Event()

        def guarded(block: Block) -> None:
            if self.stop.is_set() or self.cancelled.is_set():
                left.set()
            else:
                handle(block)

        with ThreadPoolExecutor(self.job.threads, thread_name_prefix="import") as pool:
            waiting: set[Future[None]] = {pool.submit(guarded, block) for block in blocks}
            try:
                while waiting:
                    done, waiting = wait(waiting, timeout=POLL_SECONDS, return_when=FIRST_EXCEPTION)
                    for future in done:
                        future.result()
                    self.report()
            except BaseException:
                for future in waiting:
                    future.cancel()
                raise
        if left.is_set():
            raise Cancelled


def survey(job: Job, work: Work) -> Survey:
    """The first reading: whose row each is, and which lose to a later row of the same number."""
    blocks = list(split(job.table, job.block_bytes))
    numbers: list[np.ndarray] = [np.empty(0, dtype=np.int64)] * len(blocks)

    def handle(block: Block) -> None:
        cells, refused = job.corrections.apply(*read(job.table, block))
        checked = check_identity(cells, refused, job.plan)
        keys = pl.select(pl.when(~checked.refused).then(checked.frame["phone_key"])).to_series()
        numbers[block.index] = key_numbers(identities(keys, job.aliases))
        work.add(Counts(rows=cells.height))

    work.run(blocks, handle)
    heights = [len(part) for part in numbers]
    first_rows = [0, *np.cumsum(heights)[:-1].tolist()] if heights else []
    joined = np.concatenate(numbers) if numbers else np.empty(0, dtype=np.int64)
    numbers.clear()
    return Survey(blocks, first_rows, len(joined), superseded_rows(joined))


def write(job: Job, found: Survey, work: Work, done: set[int]) -> None:
    """The second reading: write the blocks that are not committed yet."""
    connections = _Connections(job.conninfo)

    def handle(block: Block) -> None:
        with connections.borrow() as conn:
            work.add(_write_block(job, found, block, conn))

    try:
        work.run([block for block in found.blocks if block.index not in done], handle)
    finally:
        connections.close()


def dry_run(job: Job, found: Survey, work: Work, keep: Callable[[Block, np.ndarray], None]) -> None:
    """The second reading without writing; `keep` gets a code of OUTCOMES for each row of a block."""
    connections = _Connections(job.conninfo)

    def handle(block: Block) -> None:
        with connections.borrow() as conn:
            counts, codes = _preview_block(job, found, block, conn, work)
        keep(block, codes)
        work.add(counts)

    try:
        work.run(found.blocks, handle)
    finally:
        connections.close()


# Outcome of a row in the file of a dry run, one byte each.
RowOutcome = Literal["created", "updated", "unchanged", "merged", "rejected"]
OUTCOMES: tuple[RowOutcome, ...] = get_args(RowOutcome)


@dataclass(slots=True)
class Prepared:
    """A block ready to be written. `raw` and `refused` are as the file has them, `cells` with corrections."""

    raw: pl.DataFrame
    refused: list[Problem]
    cells: pl.DataFrame
    checked: Checked
    losers: pl.Series
    rows: pl.DataFrame
    cell_problems: list[CellProblem]

    def codes(self, outcome: Outcome) -> np.ndarray:
        """What becomes of each row, as an index into OUTCOMES."""
        codes = np.full(self.cells.height, OUTCOMES.index("unchanged"), dtype=np.uint8)
        codes[list(outcome.created)] = OUTCOMES.index("created")
        codes[list(outcome.updated)] = OUTCOMES.index("updated")
        codes[[*outcome.superseded]] = OUTCOMES.index("merged")
        codes[self.losers.to_numpy()] = OUTCOMES.index("merged")
        codes[self.checked.refused.to_numpy()] = OUTCOMES.index("rejected")
        return codes

    def counts(self, outcome: Outcome) -> Counts:
        """Every row in exactly one outcome."""
        rejected = int(self.checked.refused.sum())
        merged = int(self.losers.sum()) + len(outcome.superseded)
        created, updated = len(outcome.created), len(outcome.updated)
        return Counts(
            rows=self.cells.height,
            created=created,
            updated=updated,
            unchanged=self.rows.height - created - updated - len(outcome.superseded),
            merged=merged,
            rejected=rejected,
            attribute_errors=sum(problem.code not in NOTES for problem in self.cell_problems),
        )


def prepare(job: Job, found: Survey, block: Block) -> Prepared:
    """Read and check a block."""
    raw, refused = read(job.table, block)
    cells, still_refused = job.corrections.apply(raw, refused)
    checked = check_identity(cells, still_refused, job.plan)
    losers = found.losers(block, cells.height) & ~checked.refused
    rows, problems = complete(checked, cells, ~checked.refused & ~losers, job.plan)
    if job.made_at is not None:
        # A millisecond for each row of the file, so that their order stays.
        first = int(job.made_at.timestamp() * 1000) + found.first_rows[block.index]
        rows = rows.with_columns((first + pl.col("n").cast(pl.Int64)).alias(CREATED_AT))
    return Prepared(raw, refused, cells, checked, losers, rows, problems)


def _write_block(job: Job, found: Survey, block: Block, conn: Connection) -> Counts:
    prepared = prepare(job, found, block)

    def put() -> Counts:
        with conn.transaction():
            if job.audience_id:
                audiences.lock_to_add(conn, job.org_id, job.audience_id)
            outcome = upsert(conn, job.org_id, job.actor, prepared.rows, job.plan.policy)
            if job.audience_id:
                keys = prepared.rows["phone_key"].to_list()
                audiences.enter_imported(conn, job.org_id, job.actor, job.audience_id, keys)
            counts = prepared.counts(outcome)
            if problems := list(problem_rows(prepared)):
                store.insert_problems(conn, job.org_id, job.import_id, problems)
            store.insert_chunk(conn, job.org_id, job.import_id, block.index, counts)
            return counts

    # Somebody may write the same contacts in another order.
    return repeated(put)


def _preview_block(job: Job, found: Survey, block: Block, conn: Connection, work: Work) -> tuple[Counts, np.ndarray]:
    prepared = prepare(job, found, block)
    with conn.transaction(force_rollback=True):
        outcome = preview(conn, job.org_id, prepared.rows, job.plan.policy)
    problems = list(problem_rows(prepared))
    if kept := work.take_problems(len(problems)):
        store.insert_problems(conn, job.org_id, job.import_id, problems[:kept])
    return prepared.counts(outcome), prepared.codes(outcome)


def problem_rows(prepared: Prepared) -> Iterator[store.NewProblem]:
    """The rows of a block to look at, with their cells as the file has them."""
    by_row: dict[int, list[CellProblem]] = {}
    for problem in (*prepared.checked.problems, *prepared.cell_problems):
        by_row.setdefault(problem.row, []).append(problem)
    if not by_row:
        return
    # Rows that lost to a later one are counted as merged; what was noted about their cells concerns nobody.
    lost = set(prepared.losers.arg_true().to_list())
    wanted = [row for row in sorted(by_row) if row not in lost]
    part = prepared.raw[wanted]
    refusals: dict[int, list[Problem]] = {}
    for refusal in prepared.refused:
        refusals.setdefault(refusal.row, []).append(refusal)
    for row, line, cells in zip(wanted, part["line"], part.drop("row", "line").iter_rows(), strict=True):
        rejected = bool(prepared.checked.refused[row])
        yield store.NewProblem(line, rejected, list(cells), by_row[row], refusals.get(row, ()))


class _Connections:
    """One connection per thread, opened when first needed."""

    def __init__(self, conninfo: str) -> None:
        self._conninfo = conninfo
        self._local = threading.local()
        self._opened: list[Connection] = []

    @contextmanager
    def borrow(self) -> Iterator[Connection]:
        conn: Connection | None = getattr(self._local, "conn", None)
        if conn is None or conn.closed:
            conn = connect(self._conninfo, name="gomobile-import", autocommit=True)
            self._local.conn = conn
            self._opened.append(conn)
        yield conn

    def close(self) -> None:
        for conn in self._opened:
            conn.close()
