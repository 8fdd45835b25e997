"""Look at a few rows again, as a dry run would, without the rest of their file."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import numpy as np
import polars as pl

from gomobile.contacts.upsert import preview
from gomobile.db.pool import Connection
from gomobile.imports.check import CellProblem, check_identity, complete
from gomobile.imports.corrections.correct import Corrections
from gomobile.imports.engine import OUTCOMES, Prepared, RowOutcome
from gomobile.imports.plan import Plan
from gomobile.imports.progress import Counts
from gomobile.imports.sources.table import Problem
from gomobile.imports.superseded import key_numbers, superseded_rows


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """What would become of a row, its cells put right, and what is wrong with it still."""

    line: int
    status: RowOutcome
    cells: list[str | None]
    problems: list[CellProblem]


@dataclass(frozen=True, slots=True)
class Look:
    """Rows as they were judged, in the order of the file."""

    rows: list[CheckedRow]
    counts: Counts


def look_at(
    conn: Connection, org_id: UUID, plan: Plan, raw: pl.DataFrame, refused: list[Problem], corrections: Corrections
) -> Look:
    """Judge rows as they are with these corrections. A row that loses to a later one is known among these rows only."""
    if raw.is_empty():
        return Look([], Counts())
    cells, still_refused = corrections.apply(raw, refused)
    checked = check_identity(cells, still_refused, plan)
    keys = pl.select(pl.when(~checked.refused).then(checked.frame["phone_key"])).to_series()
    lost = np.zeros(raw.height, dtype=bool)
    lost[superseded_rows(key_numbers(keys))] = True
    losers = pl.Series(lost)
    rows, problems = complete(checked, cells, ~checked.refused & ~losers, plan)
    prepared = Prepared(raw, refused, cells, checked, losers, rows, problems)
    with conn.transaction(force_rollback=True):
        outcome = preview(conn, org_id, rows, plan.policy)
    told: dict[int, list[CellProblem]] = {}
    for problem in (*checked.problems, *prepared.cell_problems):
        told.setdefault(problem.row, []).append(problem)
    codes = prepared.codes(outcome).tolist()
    texts = cells.drop("row", "line").iter_rows()
    found = [
        CheckedRow(line, OUTCOMES[codes[at]], list(given), told.get(at, []))
        for at, (line, given) in enumerate(zip(cells["line"].to_list(), texts, strict=True))
    ]
    return Look(found, prepared.counts(outcome))
