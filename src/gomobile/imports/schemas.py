"""Request bodies of imports."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from gomobile.imports.options import ImportOptions


class Column(BaseModel):
    """Which field a column is. `field`: a contact field, `customAttributes.<name>`, or "" to ignore the column."""

    model_config = ConfigDict(extra="forbid")

    column: Annotated[int, Field(ge=0, le=1_999)]
    field: Annotated[str, Field(max_length=128)]
    policy: Literal["overwrite", "fill", "never"] = "overwrite"


class Options(BaseModel):
    """How to read values; absent: the organization's region, and what the cells themselves tell."""

    model_config = ConfigDict(extra="forbid")

    region: Annotated[str, Field(min_length=2, max_length=2)] | None = None
    decimal: Literal[".", ","] | None = None
    date: Literal["DMY", "MDY", "YMD"] | None = None
    createAttributes: bool | None = None

    def over(self, options: ImportOptions) -> ImportOptions:
        """These options over those of the upload."""
        from dataclasses import replace

        names = {"createAttributes": "create_attributes"}
        given = {names.get(name, name): getattr(self, name) for name in self.model_fields_set}
        return replace(options, **{name: value for name, value in given.items() if value is not None})


class MappingUpdate(BaseModel):
    """A new mapping for an import that has not run."""

    model_config = ConfigDict(extra="forbid")

    columns: Annotated[list[Column], Field(min_length=1, max_length=2_000)]
    options: Options = Options()


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
