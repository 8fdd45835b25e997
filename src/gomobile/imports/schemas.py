"""Request bodies of imports."""

from __future__ import annotations

from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator

from gomobile.imports.options import ImportOptions


class Column(BaseModel):
    """Which field a column is. `field`: a contact field, `customAttributes.<name>`, or "" to ignore the column.

    `decimal` and `date` say how an attribute is written in this column, where it differs from the rest of the file.
    """

    model_config = ConfigDict(extra="forbid")

    column: Annotated[int, Field(ge=0, le=1_999)]
    field: Annotated[str, Field(max_length=128)]
    policy: Literal["overwrite", "fill", "never"] = "overwrite"
    decimal: Literal[".", ","] | None = None
    date: Literal["DMY", "MDY", "YMD"] | None = None


class Options(BaseModel):
    """How to read values; absent: the organization's region, and what the cells themselves tell."""

    model_config = ConfigDict(extra="forbid")

    region: Annotated[str, Field(min_length=2, max_length=2)] | None = None
    decimal: Literal[".", ","] | None = None
    date: Literal["DMY", "MDY", "YMD"] | None = None
    createAttributes: bool | None = None
    audienceId: Annotated[
        UUID | None, Field(description="A static audience for the contacts of the file; null: none.")
    ] = None

    def over(self, options: ImportOptions) -> ImportOptions:
        """These options over those of the upload."""
        from dataclasses import replace

        names = {"createAttributes": "create_attributes"}
        given = {names.get(name, name): getattr(self, name) for name in self.model_fields_set - {"audienceId"}}
        found = replace(options, **{name: value for name, value in given.items() if value is not None})
        if "audienceId" in self.model_fields_set:
            found = replace(found, audience_id=str(self.audienceId) if self.audienceId else None)
        return found


class MappingUpdate(BaseModel):
    """A new mapping for an import that has not run: its columns, or a saved mapping by its name or id."""

    model_config = ConfigDict(extra="forbid")

    columns: Annotated[list[Column], Field(min_length=1, max_length=2_000)] | None = None
    mapping: Annotated[str, Field(min_length=1, max_length=64)] | None = None
    options: Options = Options()

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.columns is None) == (self.mapping is None):
            raise ValueError("Give either columns or mapping.")
        return self


class SourceUpdate(BaseModel):
    """How to read the file; null: find out. What is absent stays as it was."""

    model_config = ConfigDict(extra="forbid")

    encoding: Annotated[str, Field(min_length=1, max_length=32)] | None = None
    delimiter: Annotated[str, Field(min_length=1, max_length=1)] | None = None
    sheet: Annotated[str, Field(min_length=1, max_length=64)] | None = None
    hasHeaderRow: bool | None = None

    def given(self) -> dict[str, str | bool | None]:
        """What was said, by the names of ImportOptions."""
        names = {"hasHeaderRow": "has_header"}
        return {names.get(name, name): getattr(self, name) for name in self.model_fields_set}


class MappingSave(BaseModel):
    """Save the mapping of an import under a name."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(min_length=1, max_length=64)]
    importId: UUID


class IngestionColumn(BaseModel):
    """A column of the published ingestion API: 0-based position and field."""

    model_config = ConfigDict(extra="forbid")

    column: Annotated[int, Field(ge=0, le=1_999)]
    field: Annotated[str, Field(min_length=1, max_length=128)]


class IngestionValidate(BaseModel):
    """Map the columns of an uploaded file and check every row."""

    model_config = ConfigDict(extra="forbid")

    sessionId: UUID
    columnMappings: Annotated[list[IngestionColumn], Field(min_length=1, max_length=2_000)]


class IngestionExecute(BaseModel):
    """Import the valid rows of a session."""

    model_config = ConfigDict(extra="forbid")

    sessionId: UUID
