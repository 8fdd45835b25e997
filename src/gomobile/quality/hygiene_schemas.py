"""Request bodies of clean-ups."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class ScheduleChange(BaseModel):
    """When a clean-up runs; what is left out stays."""

    model_config = ConfigDict(extra="forbid")

    enabled: bool | None = None
    every: Literal["weekly", "monthly"] | None = None
    day: Annotated[int, Field(ge=1, le=31, description="Weekly: 1 (Monday) to 7; monthly: a day.")] | None = None
    hour: Annotated[int, Field(ge=0, le=23, description="In the organization's time zone.")] | None = None
