"""Request bodies of data quality."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field


class VerifyBody(BaseModel):
    """Which numbers to verify: of these contacts, or of those that fit rules; of every contact when both are left
    out.
    """

    model_config = ConfigDict(extra="forbid")

    contacts: Annotated[list[UUID], Field(min_length=1, max_length=10_000)] | None = None
    filter: Annotated[dict[str, Any], Field(description="Rules, as of a live audience.")] | None = None
