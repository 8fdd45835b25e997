"""Request bodies of bulk actions, for the API description. `service` checks them."""

from __future__ import annotations

from typing import Annotated, Any, Required
from uuid import UUID

from fastapi import Body
from pydantic import ConfigDict, Field, SkipValidation, with_config
from typing_extensions import TypedDict

from gomobile.bulk.action import ActionKind
from gomobile.bulk.chosen import MAX_CONTACTS
from gomobile.contacts.contact_filter import FilterBody


@with_config(ConfigDict(extra="forbid"))
class Selection(FilterBody, total=False):
    """A filter as in POST /contact/query, or `contacts` by their ids instead of it."""

    contacts: Annotated[list[UUID], Field(min_length=1, max_length=MAX_CONTACTS)]


@with_config(ConfigDict(extra="forbid"))
class CountRequest(TypedDict):
    """Which contacts to count."""

    filter: Selection


@with_config(ConfigDict(extra="forbid"))
class BulkActionRequest(TypedDict, total=False):
    """What to do to which contacts, confirmed with their count."""

    action: Required[ActionKind]
    parameters: Annotated[
        dict[str, Any],
        Field(description="tag, untag: `tag`; to and from an audience: `audienceId`; set_field: `field`, `value`."),
    ]
    filter: Required[Selection]
    expectedCount: Required[Annotated[int, Field(ge=0, description="What `/bulk-actions/count` answered.")]]


CountBody = Annotated[SkipValidation[CountRequest], Body()]
BulkActionBody = Annotated[SkipValidation[BulkActionRequest], Body()]
