"""Request bodies of contacts, for the API description. `checks.check` is what checks them."""

from __future__ import annotations

from typing import Annotated, Any, NotRequired, Required

from fastapi import Body
from pydantic import ConfigDict, Field, SkipValidation, with_config
from typing_extensions import TypedDict

from gomobile.contacts.contact_filter import FilterBody
from gomobile.contacts.fields import MAX_CHANNELS, PHONE_MAX, PHONE_MIN, Gender
from gomobile.contacts.list_query import Include
from gomobile.contacts.listing import SortBy, SortOrder
from gomobile.http.paging import MAX_LIMIT

_Name = Annotated[str, Field(max_length=64)] | None
_Phone = Annotated[
    str,
    Field(
        min_length=PHONE_MIN,
        max_length=PHONE_MAX,
        description="As people write it; numbers without country code belong to the organization's region.",
    ),
]
_Attributes = Annotated[dict[str, Any], Field(description="Values by attribute name; null clears one.")]


class _Fields(TypedDict, total=False):
    firstName: _Name
    lastName: _Name
    fullName: _Name
    primaryEmail: Annotated[str, Field(max_length=254)] | None
    address: Annotated[str, Field(max_length=256)] | None
    city: _Name
    state: _Name
    zip: _Name
    occupation: _Name
    preferredChannel: _Name
    gender: Gender | None
    channels: Annotated[list[Annotated[str, Field(min_length=1, max_length=64)]], Field(max_length=MAX_CHANNELS)] | None
    customAttributes: _Attributes | None


@with_config(ConfigDict(extra="forbid"))
class ContactCreate(_Fields):
    """A new contact."""

    primaryPhone: Required[_Phone]


@with_config(ConfigDict(extra="forbid"))
class ContactUpdate(_Fields):
    """What changes: absent stays as it is, null clears."""

    primaryPhone: NotRequired[_Phone]


@with_config(ConfigDict(extra="forbid"))
class ContactUpsert(TypedDict):
    """Contacts to create or, where a contact has the number already, to update."""

    data: Annotated[list[ContactCreate], Field(min_length=1, max_length=1_000)]


@with_config(ConfigDict(extra="forbid"))
class ContactQuery(FilterBody, total=False):
    """Which contacts, in which order, and which page of them."""

    include: Include | list[Include] | None
    sortBy: SortBy
    sortOrder: SortOrder
    page: Annotated[int, Field(ge=1)]
    limit: Annotated[int, Field(ge=1, le=MAX_LIMIT)]
    cursor: str | None


QueryBody = Annotated[SkipValidation[ContactQuery], Body()]
CreateBody = Annotated[SkipValidation[ContactCreate], Body()]
UpdateBody = Annotated[SkipValidation[ContactUpdate], Body()]
UpsertBody = Annotated[SkipValidation[ContactUpsert], Body()]
