"""Request bodies of duplicates."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

Score = Annotated[float, Field(ge=0, le=1, description="From 0 to 1.", allow_inf_nan=False)]


class ScanBody(BaseModel):
    """A scan; with `full` every contact is compared again and the model is trained anew."""

    model_config = ConfigDict(extra="forbid")

    full: bool = False


class MergePairBody(BaseModel):
    """A pair that is one person."""

    model_config = ConfigDict(extra="forbid")

    left: UUID
    right: UUID
    survivor: Annotated[UUID | None, Field(description="The contact that stays; the older one if not given.")] = None
    choices: Annotated[
        dict[str, Any] | None, Field(description="By field: whose value is kept, as in a merge.", max_length=500)
    ] = None


class AcceptBody(BaseModel):
    """Merge every open pair from a score on; `expectedCount` is how many you have seen that there are."""

    model_config = ConfigDict(extra="forbid")

    minScore: Score
    expectedCount: Annotated[int, Field(ge=0)]
