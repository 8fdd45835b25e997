"""Request bodies of erasure."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

EraseReason = Literal["requested", "consent_withdrawn", "no_longer_needed", "unlawful", "legal_obligation", "other"]
Suppress = Annotated[bool, Field(description="Keep the number from being called again; only its hash is kept.")]


class EraseContact(BaseModel):
    """Why a contact is erased; one of a list, because a free text could name the person in the audit log."""

    model_config = ConfigDict(extra="forbid")

    reason: EraseReason
    suppress: Suppress = False


class EraseNumber(BaseModel):
    """A number in any format, and why whoever has it is erased."""

    model_config = ConfigDict(extra="forbid")

    phone: Annotated[str, Field(min_length=1, max_length=64)]
    reason: EraseReason
    suppress: Suppress = False


class RetentionBody(BaseModel):
    """How many days things are kept; null keeps them."""

    model_config = ConfigDict(extra="forbid")

    trashDays: int | None = None
    importRejectsDays: int | None = None
    callResultsDays: int | None = None
    audienceExitsDays: int | None = None
    historyDays: int | None = None
