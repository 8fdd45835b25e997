"""Request bodies of suppressions, for the API description. `checks.check` is what checks them."""

from __future__ import annotations

from typing import Annotated, Required

from fastapi import Body
from pydantic import BaseModel, ConfigDict, Field, SkipValidation, with_config
from typing_extensions import TypedDict

from gomobile.privacy.suppression.checks import MAX_PHONE, MAX_PROOF, MAX_REASON, MAX_SOURCE
from gomobile.privacy.suppression.suppression import REASONS, Channel

MOST = 10_000
"""Entries of one request."""

Reason = Annotated[
    str, Field(min_length=1, max_length=MAX_REASON, description=f"{', '.join(REASONS)}, or in your own words.")
]


@with_config(ConfigDict(extra="forbid"))
class SuppressionCreate(TypedDict, total=False):
    """A number that must not be reached."""

    phone: Required[
        Annotated[
            str,
            Field(
                min_length=1,
                max_length=MAX_PHONE,
                description="As people write it; numbers without country code belong to the organization's region.",
            ),
        ]
    ]
    channel: Annotated[Channel, Field(description="`all`, unless given, covers every channel.")]
    reason: Required[Reason]
    source: Annotated[str, Field(max_length=MAX_SOURCE, description="Where that is from.")] | None
    proof: Annotated[str, Field(max_length=MAX_PROOF, description="A text or an address of what proves it.")] | None
    expiresAt: Annotated[str, Field(description="A time with its zone, or a day, through whose end it holds.")] | None


@with_config(ConfigDict(extra="forbid"))
class SuppressionsCreate(TypedDict):
    """Numbers that must not be reached."""

    data: Annotated[list[SuppressionCreate], Field(min_length=1, max_length=MOST)]


class SuppressionsCheck(BaseModel):
    """Numbers to look at before they are called."""

    model_config = ConfigDict(extra="forbid")

    phones: Annotated[
        list[Annotated[str, Field(max_length=500)]],
        Field(min_length=1, max_length=MOST, description="As people write them."),
    ]
    channel: Annotated[Channel, Field(description="`all` asks for those that cover every channel.")] = "call"


class SuppressionLift(BaseModel):
    """Why a number may be reached again."""

    model_config = ConfigDict(extra="forbid")

    reason: Annotated[str, Field(max_length=MAX_REASON)] | None = None


AddBody = Annotated[SkipValidation[SuppressionCreate], Body()]
BulkBody = Annotated[SkipValidation[SuppressionsCreate], Body()]
