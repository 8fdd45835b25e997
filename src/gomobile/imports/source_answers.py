"""What the API answers about the file of an import before it is mapped."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field
from typing_extensions import TypedDict

from gomobile.attributes.definition import AttributeType
from gomobile.imports.answers import ImportFile, ImportOptions
from gomobile.imports.column_mapping import Policy
from gomobile.imports.columns_view import WarningCode
from gomobile.imports.options import DateOrder, DecimalMark
from gomobile.imports.progress import Status

ColumnNumber = Annotated[int, Field(description="Of the column, counted from 0.")]


class SourceSheet(TypedDict):
    """A sheet of a workbook; `rows` as the workbook says, null where it does not."""

    name: str
    rows: int | None
    visible: bool
    chosen: bool


class SuggestedField(TypedDict):
    """What a column seems to be: `field` is "" where nothing known; `confidence` from 0 to 1, `reason` says why."""

    field: str
    confidence: float
    reason: str


class MappedField(TypedDict):
    """What a column is mapped to; `field` is "" for one that is left out. `decimal` and `date` as they were told."""

    field: str
    policy: Policy
    decimal: DecimalMark | None
    date: DateOrder | None


class NewAttribute(TypedDict):
    """The custom attribute that the column would become."""

    field: str
    displayName: str
    type: AttributeType


class SourceColumn(TypedDict):
    """A column of the file; `samples` are different values of its first rows, `blanks` the share of blank cells there.

    `decimal` and `date` say how its numbers and dates are written, null where that does not show.
    """

    column: ColumnNumber
    header: str
    samples: list[str]
    blanks: float
    suggested: SuggestedField
    mapped: MappedField
    newAttribute: NewAttribute
    type: AttributeType
    decimal: Literal[".", ","] | None
    date: Literal["DMY", "MDY", "YMD", "SERIAL"] | None


class SourceTarget(TypedDict):
    """A field that a column can be."""

    field: str
    label: str
    group: Literal["phone", "profile", "attribute"]
    type: AttributeType
    required: bool


class SourceWarning(TypedDict):
    """Something to look at before the file is imported."""

    code: WarningCode
    message: str
    columns: list[ColumnNumber]


class FittingMapping(TypedDict):
    """A saved mapping, and how many of its columns the file has."""

    id: UUID
    name: str
    columns: int
    found: int


class ImportSource(TypedDict):
    """A file that was taken in, with all that a person needs to map its columns.

    `rows` counts the rows below the header, blank ones included; `firstRows` are some of them. `quote` is null where
    the file has none.
    """

    id: UUID
    status: Status
    filename: str
    file: ImportFile
    quote: str | None
    sheets: list[SourceSheet]
    options: ImportOptions
    rows: int
    firstRows: list[list[str | None]]
    columns: list[SourceColumn]
    targets: list[SourceTarget]
    warnings: list[SourceWarning]
    savedMappings: list[FittingMapping]
