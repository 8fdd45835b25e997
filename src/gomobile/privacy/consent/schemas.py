"""Request bodies of consent, for the API description. `checks.check` is what checks them."""

from __future__ import annotations

from typing import Annotated, Required
from uuid import UUID

from fastapi import Body
from pydantic import ConfigDict, Field, SkipValidation, with_config
from typing_extensions import TypedDict

from gomobile.privacy.consent.consent import MAX_PURPOSE, PURPOSE, Channel, Status
from gomobile.privacy.suppression.checks import MAX_PHONE, MAX_PROOF, MAX_SOURCE

MOST = 10_000
"""Statements of one request."""


class _Statement(TypedDict, total=False):
    purpose: Required[
        Annotated[
            str,
            Field(
                min_length=1,
                max_length=MAX_PURPOSE,
                pattern=f"^{PURPOSE}$",
                description="marketing, service, survey or a word of the organization's own.",
            ),
        ]
    ]
    channel: Required[Channel]
    status: Required[Status]
    source: Annotated[str, Field(max_length=MAX_SOURCE, description="Where it was stated.")] | None
    proof: Annotated[str, Field(max_length=MAX_PROOF, description="A text or an address of what proves it.")] | None
    statedAt: Annotated[str, Field(description="A time with its zone; now, unless given.")] | None
    expiresAt: Annotated[str, Field(description="A time with its zone, or a day, through whose end it holds.")] | None
    suppress: Annotated[
        bool, Field(description="With a refusal: also suppress the numbers of the contact for this channel.")
    ]


@with_config(ConfigDict(extra="forbid"))
class ConsentCreate(_Statement):
    """What a contact said about being reached for a purpose by a channel."""


@with_config(ConfigDict(extra="forbid"))
class ContactConsent(_Statement, total=False):
    """What a contact said, and which contact: by id or by number."""

    contactId: UUID
    phone: Annotated[str, Field(min_length=1, max_length=MAX_PHONE)]


@with_config(ConfigDict(extra="forbid"))
class ConsentsCreate(TypedDict):
    """Statements of many contacts."""

    data: Annotated[list[ContactConsent], Field(min_length=1, max_length=MOST)]


RecordBody = Annotated[SkipValidation[ConsentCreate], Body()]
BulkBody = Annotated[SkipValidation[ConsentsCreate], Body()]
