"""What the API answers about policies."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from gomobile.accounts.answers import Actor

Value = bool | int | None


class PolicySetting(TypedDict):
    """A setting with its limits, which are null for a switch; `nullable`: null switches the rule off."""

    name: str
    type: Literal["boolean", "number"]
    description: str
    default: Value
    minimum: int | None
    maximum: int | None
    nullable: bool


class Policy(TypedDict):
    """Rules that the organization can tune; `updatedBy` is null while all is at its default."""

    name: str
    description: str
    values: Annotated[dict[str, Value], Field(description="By the name of the setting.")]
    settings: list[PolicySetting]
    updatedAt: datetime | None
    updatedBy: Actor | None


class PolicyList(TypedDict):
    """Every policy."""

    data: list[Policy]
