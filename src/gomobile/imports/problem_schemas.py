"""Request bodies of problems and their corrections."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from gomobile.imports.corrections.service import LONGEST, LONGEST_OLD

MOST_CELLS = 1_000
MOST_VALUES = 100

Line = Annotated[int, Field(ge=1, le=2**53, description="The row number as a spreadsheet shows it.")]
ColumnNumber = Annotated[int, Field(ge=0, le=1_999, description="Of the column, counted from 0.")]


class CellCorrection(BaseModel):
    """What one cell should be; null for a blank."""

    model_config = ConfigDict(extra="forbid")

    line: Line
    column: ColumnNumber
    value: Annotated[str, Field(max_length=LONGEST, pattern=r"^[^\x00]*$")] | None


class RowCorrection(BaseModel):
    """A word about a whole row. `skip`: leave it out, or no longer. `accept`: its cells are right as they stand,
    although the reader of the file refused the row (one with too many cells, say), or no longer.
    """

    model_config = ConfigDict(extra="forbid")

    line: Line
    skip: bool | None = None
    accept: bool | None = None

    @model_validator(mode="after")
    def _one_word(self) -> Self:
        if (self.skip is None) == (self.accept is None):
            raise ValueError("Give either skip or accept.")
        return self


class ValueCorrection(BaseModel):
    """What every cell of a column that holds the value `from` (null: every blank one) should be; null for a blank."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    column: ColumnNumber
    old: Annotated[str, Field(max_length=LONGEST_OLD, pattern=r"^[^\x00]*$")] | None = Field(alias="from")
    to: Annotated[str, Field(max_length=LONGEST, pattern=r"^[^\x00]*$")] | None


class CellsUpdate(BaseModel):
    """Corrections: of single cells, of whole rows, and of all cells of a column with the same value."""

    model_config = ConfigDict(extra="forbid")

    cells: Annotated[list[CellCorrection], Field(max_length=MOST_CELLS)] = []
    rows: Annotated[list[RowCorrection], Field(max_length=MOST_CELLS)] = []
    replace: Annotated[list[ValueCorrection], Field(max_length=MOST_VALUES)] = []

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not (self.cells or self.rows or self.replace):
            raise ValueError("Give at least one of cells, rows and replace.")
        return self


class RetryRequest(BaseModel):
    """`dryRun`: only check; start it with /imports/{id}/execute."""

    model_config = ConfigDict(extra="forbid")

    dryRun: bool = False
