"""What the API answers about imports."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, NotRequired
from uuid import UUID

from pydantic import Field
from typing_extensions import TypedDict

from gomobile.accounts.caller import ActorKind
from gomobile.attributes.answers import AttributeValue
from gomobile.http.answers import Failure, PageMeta, UuidText
from gomobile.imports.column_mapping import Policy
from gomobile.imports.options import DateOrder, DecimalMark
from gomobile.imports.progress import Phase, Status
from gomobile.imports.sources.table import Format
from gomobile.phones.reading import PhoneStatus


class ImportFile(TypedDict):
    """What the file was found to be; `delimiter` and `sheet` where it has such."""

    format: Format
    encoding: str
    delimiter: str | None
    sheet: str | None
    hasHeader: bool
    header: list[str]
    notes: list[str]


class ImportColumn(TypedDict):
    """Which field a column is; `field` is "" for a column that is left out, `reason` says how it was found."""

    column: Annotated[int, Field(description="Counted from 0.")]
    header: str
    field: str
    policy: Policy
    decimal: Annotated[DecimalMark | None, Field(description="Of this column; null: as of the whole file.")]
    date: Annotated[DateOrder | None, Field(description="Of this column; null: as of the whole file.")]
    reason: str


class ImportOptions(TypedDict):
    """How the file and its values are read; null: as the cells and the organization tell."""

    region: str | None
    decimal: DecimalMark | None
    date: DateOrder | None
    encoding: str | None
    delimiter: str | None
    sheet: str | None
    hasHeaderRow: bool | None
    createAttributes: bool


class ImportCounts(TypedDict):
    """What became of the rows: each is in one of the five outcomes, so that they add up to `rows`."""

    rows: int
    created: int
    updated: int
    unchanged: int
    merged: int
    rejected: int
    attributeErrors: int


class ImportProgress(TypedDict):
    """How far it is. `secondsLeft` is null while nothing can be said."""

    phase: Phase
    rowsDone: int
    rowsTotal: int | None
    seconds: float
    rowsPerSecond: int
    secondsLeft: float | None


class CellProblem(TypedDict):
    """Why a cell was refused; `column` is null where the whole row was."""

    column: str | None
    code: str
    message: str
    value: str | None


class SampleContact(TypedDict):
    """A contact as the file has it; fields that it says nothing about are left out. Attributes that
    were erased since are null.
    """

    primaryPhone: str
    phoneKey: str
    phoneStatus: PhoneStatus
    firstName: NotRequired[str]
    lastName: NotRequired[str]
    fullName: NotRequired[str]
    primaryEmail: NotRequired[str]
    address: NotRequired[str]
    city: NotRequired[str]
    state: NotRequired[str]
    zip: NotRequired[str]
    occupation: NotRequired[str]
    preferredChannel: NotRequired[str]
    gender: NotRequired[str]
    customAttributes: NotRequired[dict[str, AttributeValue] | None]


class SampleCreated(TypedDict):
    """A contact that would be created; null when it was erased since."""

    line: int
    contact: SampleContact | None


SampleChange = TypedDict("SampleChange", {"field": str, "from": AttributeValue, "to": AttributeValue})
SampleChange.__doc__ = "What an update would change in a field."


class SampleUpdated(TypedDict):
    """A contact that would be updated."""

    line: int
    contactId: UuidText
    changes: list[SampleChange]


class SampleRejected(TypedDict):
    """A row that would be refused."""

    line: int
    problems: list[CellProblem]


class ImportSamples(TypedDict):
    """Some rows of each kind."""

    created: list[SampleCreated]
    updated: list[SampleUpdated]
    rejected: list[SampleRejected]


class ImportPreview(ImportCounts):
    """What the dry run found; nothing was written. The samples go when retention says so."""

    samples: NotRequired[ImportSamples]
    problemRows: NotRequired[Annotated[int, Field(description="Rows with anything to look at.")]]
    outdated: NotRequired[Annotated[bool, Field(description="Cells were corrected since; counted anew for them.")]]


class ImportUndone(TypedDict):
    """What an undo did so far; `skipped` were changed since."""

    deleted: int
    restored: int
    skipped: int
    skippedSample: list[UuidText]


class Import(TypedDict):
    """A file that was taken in, and what became of it."""

    id: UUID
    status: Status
    filename: str
    dryRun: bool
    file: ImportFile
    audienceId: UuidText | None
    columns: list[ImportColumn]
    options: ImportOptions
    rowsTotal: int | None
    counts: ImportCounts
    progress: ImportProgress | None
    preview: ImportPreview | None
    undone: ImportUndone | None
    error: Failure | None
    seconds: float
    createdAt: datetime
    createdBy: UUID | None
    createdByKind: ActorKind
    createdByName: Annotated[str | None, Field(description="Told where imports are looked up.")]
    startedAt: datetime | None
    finishedAt: datetime | None
    expiresAt: datetime | None
    retryOf: Annotated[UUID | None, Field(description="The import whose rejected rows this one took in again.")]
    retriedAs: Annotated[UUID | None, Field(description="The import that took its rejected rows in again.")]
    rejects: Annotated[str | None, Field(description="Where its rejected rows can be had as a file.")]


class ImportPage(TypedDict):
    """Imports, newest first."""

    data: list[Import]
    meta: PageMeta


class ImportSummary(ImportCounts):
    """Totals of an import that add up."""

    importId: str
    seconds: float


class ImportMapping(TypedDict):
    """A saved mapping, for the next file of the same source."""

    id: UUID
    name: str
    columns: list[ImportColumn]
    createdAt: datetime
    updatedAt: datetime


class ImportMappingList(TypedDict):
    """The saved mappings, by name."""

    data: list[ImportMapping]
