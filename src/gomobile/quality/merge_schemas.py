"""Request bodies of merges."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from gomobile.quality.merges.service import MAX_LOSERS

Choices = Annotated[
    dict[str, Any],
    Field(
        description="By field (`city`, `primaryPhone`, `customAttributes.plan`): the id of the contact whose value is"
        " kept, or a value. A field that is left out gets the value that was set last.",
        max_length=500,
    ),
]
Losers = Annotated[
    list[UUID], Field(min_length=1, max_length=MAX_LOSERS, description="The contacts that go into the one that stays.")
]


class MergeBody(BaseModel):
    """Contacts that go into the one of the path."""

    model_config = ConfigDict(extra="forbid")

    contacts: Losers
    choices: Choices = {}
    dryRun: bool = False


class MergePreview(BaseModel):
    """A merge that is to be seen before it is made."""

    model_config = ConfigDict(extra="forbid")

    survivor: UUID
    contacts: Losers
    choices: Choices = {}
