"""Request bodies of accounts."""

from __future__ import annotations

from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from gomobile.accounts.caller import KeyRole


class KeyCreate(BaseModel):
    """A new API key."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(min_length=1, max_length=255)]
    role: KeyRole = "agent"
    prefix: Annotated[str, Field(max_length=20, pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$")] = "gm"
    expiresAt: AwareDatetime | None = None


class OrganizationUpdate(BaseModel):
    """What may change of an organization; what is not given stays."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(min_length=3, max_length=64)] | None = None
    country: Annotated[str, Field(max_length=2, description="ISO 3166-1 code, such as MA.")] | None = None
    timezone: Annotated[str, Field(max_length=64, description="IANA time zone.")] | None = None
    currency: Annotated[str, Field(max_length=3, description="ISO 4217 code.")] | None = None
    defaultRegion: (
        Annotated[str, Field(max_length=2, description="How numbers without a country code are read.")] | None
    ) = None


class KeyUpdate(BaseModel):
    """What may change of an API key; its role may not."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(min_length=1, max_length=255)] | None = None
    isActive: bool | None = None
    expiresAt: AwareDatetime | None = None
