"""Request bodies of call results, for the API description. `checks.check` is what checks them."""

from __future__ import annotations

from typing import Annotated, Required
from uuid import UUID

from fastapi import Body
from pydantic import ConfigDict, Field, SkipValidation, with_config
from typing_extensions import TypedDict

from gomobile.calls.checks import MAX_DURATION, MAX_KEY, MAX_NAME, MAX_PRESSED, MAX_REFERENCE
from gomobile.calls.result import Result

_Name = Annotated[str, Field(max_length=MAX_NAME)] | None


@with_config(ConfigDict(extra="forbid"))
class CallResultIn(TypedDict, total=False):
    """What became of a call to a phone or a contact."""

    phone: Annotated[str, Field(max_length=MAX_NAME, description="In any form; or give contactId.")] | None
    contactId: UUID | None
    result: Required[Result]
    hangupCause: (
        Annotated[int, Field(ge=1, le=127, description="Q.850; 1, 22 and 28 make the result not_in_service.")] | None
    )
    occurredAt: Annotated[str, Field(description="With a time zone; now when left out.")] | None
    durationSeconds: Annotated[int, Field(ge=0, le=MAX_DURATION)] | None
    flow: _Name
    campaign: _Name
    pressed: Annotated[list[Annotated[str, Field(max_length=MAX_KEY)]], Field(max_length=MAX_PRESSED)] | None
    reference: (
        Annotated[str, Field(max_length=MAX_REFERENCE, description="Your id of the call: it counts once.")] | None
    )


@with_config(ConfigDict(extra="forbid"))
class CallResults(TypedDict):
    """Results of calls."""

    data: Annotated[list[CallResultIn], Field(min_length=1, max_length=1_000)]


CallResultsBody = Annotated[SkipValidation[CallResults], Body()]
