"""The checked rows of a session, a page at a time, made again from the file and the outcomes of its dry run."""

from __future__ import annotations

from typing import Literal

import numpy as np

from gomobile.accounts.caller import Organization
from gomobile.db.pool import Connection
from gomobile.imports import files, service
from gomobile.imports import ingestion_answers as answers
from gomobile.imports.check import NOTES, check_identity, complete
from gomobile.imports.engine import OUTCOMES, Job, RowOutcome
from gomobile.imports.sources import read, split
from gomobile.imports.store import ImportRow
from gomobile.settings import Settings

Filter = Literal["all", "valid", "invalid", "existing"]
_FILTERS: dict[Filter, tuple[RowOutcome, ...]] = {
    "all": OUTCOMES,
    "valid": ("created", "updated", "unchanged", "merged"),
    "invalid": ("rejected",),
    "existing": ("updated", "unchanged"),
}


def page_of_rows(
    conn: Connection,
    settings: Settings,
    conninfo: str,
    organization: Organization,
    row: ImportRow,
    *,
    page: int,
    limit: int,
    filter: Filter,
) -> tuple[list[answers.IngestionRow], int]:
    """The rows of a page and how many rows pass the filter (`all`, `valid`, `invalid` or `existing`)."""
    service.table_of(row)
    codes = np.fromfile(files.outcomes(settings, row.id), dtype=np.uint8)
    wanted = np.flatnonzero(np.isin(codes, [OUTCOMES.index(name) for name in _FILTERS[filter]]))
    chosen = wanted[(page - 1) * limit : page * limit]
    job = service.make_job(conninfo, settings, conn, organization, row)
    return _rows(job, codes, chosen), len(wanted)


def _rows(job: Job, codes: np.ndarray, chosen: np.ndarray) -> list[answers.IngestionRow]:
    found: list[answers.IngestionRow] = []
    first = 0
    for block in split(job.table, job.block_bytes):
        if not len(chosen) or first > chosen[-1]:
            break
        cells, refused = job.corrections.apply(*read(job.table, block))
        here = chosen[(chosen >= first) & (chosen < first + cells.height)] - first
        if len(here):
            checked = check_identity(cells, refused, job.plan)
            _, cell_problems = complete(checked, cells, ~checked.refused, job.plan)
            lines = cells["line"].to_list()
            texts = cells.drop("row", "line")
            for n in here.tolist():
                row: answers.IngestionRow = {
                    "row": first + n,
                    "line": lines[n],
                    "status": OUTCOMES[codes[first + n]],
                    "valid": not checked.refused[n],
                    "existing": OUTCOMES[codes[first + n]] in ("updated", "unchanged"),
                    "values": list(texts.row(n)),
                    "phone": checked.frame["phone_key"][n],
                    "errors": [p.to_json() for p in checked.problems if p.row == n],
                    "attributeErrors": [p.to_json() for p in cell_problems if p.row == n and p.code not in NOTES],
                }
                found.append(row)
        first += cells.height
    return found
