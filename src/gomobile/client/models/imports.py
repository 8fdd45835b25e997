"""Imports: a file on its way into contacts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from gomobile.client.models.base import Model
from gomobile.client.models.job import Job


@dataclass(frozen=True, kw_only=True)
class ImportFile(Model):
    """How the file was read."""

    format: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    has_header: bool | None = None
    header: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ImportColumn(Model):
    """What a column of the file becomes: `field` is a contact field, `customAttributes.<name>` or empty.

    `policy` is `overwrite`, `fill` (only blanks) or `never`; `reason` says why it was mapped so; `decimal` and `date`
    are the format of this column where it differs from the rest of the file.
    """

    column: int
    header: str = ""
    field: str = ""
    policy: str = "overwrite"
    decimal: str | None = None
    date: str | None = None
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class ImportCounts(Model):
    """What became of the rows so far; each row is in exactly one of the five outcomes."""

    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    merged: int = 0
    rejected: int = 0
    attribute_errors: int = 0


@dataclass(frozen=True, kw_only=True)
class ImportProgress(Model):
    """Where a running import is."""

    phase: str | None = None
    rows_done: int = 0
    rows_total: int | None = None
    seconds: float = 0.0
    rows_per_second: float = 0.0
    seconds_left: float | None = None


@dataclass(frozen=True, kw_only=True)
class Import(Job):
    """An import.

    status: `uploaded`, `validating`, `validated`, `queued`, `running`, `completed`, `cancelled`, `failed`,
        `undoing` or `undone`
    preview: what the dry run says would happen, once it is `validated`
    undone: what an undo has put back, and what it left because it was changed since
    """

    filename: str = ""
    dry_run: bool = False
    file: ImportFile | None = None
    columns: tuple[ImportColumn, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)
    rows_total: int | None = None
    counts: ImportCounts = field(default_factory=ImportCounts)
    progress: ImportProgress | None = None
    preview: Mapping[str, Any] | None = None
    undone: Mapping[str, Any] | None = None
    seconds: float = 0.0
    created_at: datetime | None = None
    created_by: str | None = None
    started_at: datetime | None = None
    finished_at: datetime | None = None
    expires_at: datetime | None = None

    @property
    def under_way(self) -> bool:
        """Whether something is still being done with it."""
        awaits_dry_run = self.status == "uploaded" and self.dry_run and not self.error
        return awaits_dry_run or super().under_way

    @property
    def failed(self) -> bool:
        """Whether its dry run or run ended in an error."""
        return super().failed or (self.status == "uploaded" and bool(self.error))


@dataclass(frozen=True, kw_only=True)
class ImportMapping(Model):
    """A saved mapping, for the next file of the same source."""

    id: str
    name: str
    columns: tuple[ImportColumn, ...] = ()
    created_at: datetime | None = None
    updated_at: datetime | None = None
