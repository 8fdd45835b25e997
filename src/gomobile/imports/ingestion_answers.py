"""What the API answers about sessions of the published ingestion."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field
from typing_extensions import TypedDict

from gomobile.http.answers import Failure, PageMeta
from gomobile.imports.answers import CellProblem, ImportCounts
from gomobile.imports.engine import RowOutcome
from gomobile.imports.sources.table import Format

SessionStatus = Literal["uploaded", "validated", "executing", "executed", "cancelled", "failed", "undoing", "undone"]


class IngestionFile(TypedDict):
    """What the file was found to be."""

    name: str
    format: Format
    encoding: str
    delimiter: str | None
    sheet: str | None
    notes: list[str]


class IngestionHeader(TypedDict):
    """A column of the file; `column` counts from 0."""

    column: int
    header: str


class IngestionMapping(TypedDict):
    """Which field a column was guessed to be."""

    column: int
    field: str


class IngestionSession(TypedDict):
    """A file that was opened for half an hour, and its first rows."""

    sessionId: UUID
    status: Literal["uploaded"]
    expiresAt: datetime | None
    file: IngestionFile
    hasHeaderRow: bool
    columns: list[IngestionHeader]
    columnMappings: list[IngestionMapping]
    previewRows: list[list[str | None]]


class IngestionRow(TypedDict):
    """A checked row with its cells as text; `phone` is the canonical number, null where it could not be read."""

    row: Annotated[int, Field(description="Counted from 0.")]
    line: Annotated[int, Field(description="As a spreadsheet shows it.")]
    status: RowOutcome
    valid: bool
    existing: bool
    values: list[str | None]
    phone: str | None
    errors: list[CellProblem]
    attributeErrors: list[CellProblem]


class IngestionSummary(TypedDict):
    """What the check found, over all rows."""

    total: int
    valid: int
    invalid: int
    existing: int
    new: int
    merged: int


class IngestionRows(TypedDict):
    """A page of the checked rows."""

    sessionId: UUID
    status: SessionStatus
    summary: IngestionSummary
    data: list[IngestionRow]
    meta: PageMeta


class IngestionStatistics(ImportCounts):
    """What became of the rows, and in how many seconds."""

    seconds: float


class IngestionResult(TypedDict):
    """What an execution did; `executing` while it goes on."""

    sessionId: UUID
    status: SessionStatus
    statistics: IngestionStatistics
    failedRowsUrl: str | None
    error: Failure | None
