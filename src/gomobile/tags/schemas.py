"""Request bodies of tags."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from gomobile.tags.checks import COLOR, MAX_DESCRIPTION, MAX_NAME

MAX_CONTACTS = 10_000
MAX_TAGS = 100

_Name = Annotated[str, Field(min_length=1, max_length=MAX_NAME, description="Unique whatever its case and accents.")]
_Named = Annotated[str, Field(min_length=1, max_length=MAX_NAME, description="The id or the name of a tag.")]
_Color = Annotated[str, Field(pattern=COLOR, description="Such as #1e88e5.")]
_Description = Annotated[str, Field(min_length=1, max_length=MAX_DESCRIPTION)]


class TagCreate(BaseModel):
    """A new tag."""

    model_config = ConfigDict(extra="forbid")

    name: _Name
    color: _Color | None = None
    description: _Description | None = None


class TagUpdate(BaseModel):
    """What changes: absent stays as it is, null clears colour or description."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(min_length=1, max_length=MAX_NAME)] = ""
    color: _Color | None = None
    description: _Description | None = None


class ContactList(BaseModel):
    """Contacts by their ids."""

    model_config = ConfigDict(extra="forbid")

    contacts: Annotated[list[UUID], Field(min_length=1, max_length=MAX_CONTACTS)]


class TagList(BaseModel):
    """Tags by their ids or names."""

    model_config = ConfigDict(extra="forbid")

    tags: Annotated[list[_Named], Field(min_length=1, max_length=MAX_TAGS)]
