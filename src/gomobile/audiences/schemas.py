"""Request bodies of audiences."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator

from gomobile.audiences.audience import AudienceType

MAX_CONTACTS = 10_000
MAX_MEMBERS = 200_000

Name = Annotated[str, Field(description="3 to 64 characters; no other audience in use has it.")]
Description = Annotated[str | None, Field(description="1 to 256 characters.")]
Rules = Annotated[
    dict[str, Any] | None,
    Field(description='A rule group: {"logic": "AND", "conditions": [{"field", "operator", "value"}, …]}.'),
]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class AudienceCreate(_Body):
    """A new audience. A live one has rules, a static one has none."""

    name: Name
    description: Description = None
    type: AudienceType = "static"
    rules: Rules = None


class AudienceUpdate(_Body):
    """What changes: absent stays. The type of an audience stays."""

    model_config = ConfigDict(extra="allow", json_schema_extra={"additionalProperties": False})

    name: Name | None = None
    description: Description = None
    rules: Rules = None


class ContactIds(_Body):
    """Contacts by their ids."""

    contacts: Annotated[list[UUID], Field(min_length=1, max_length=MAX_CONTACTS)]


class ByFilter(_Body):
    """Contacts by rules, by a search, or by both."""

    filter: Rules = None
    search: Annotated[str | None, Field(max_length=100)] = None


class Split(_Body):
    """Into how many parts; `names` has one for each, without it they are numbered. `seed` decides who comes where."""

    parts: Annotated[int, Field(ge=2, le=20)]
    names: Annotated[list[str], Field(min_length=2, max_length=20)] | None = None
    seed: Annotated[str, Field(max_length=64)] | None = None


class FromTemplate(_Body):
    """A template with values for its parameters; without a name the audience has that of the template."""

    template: Annotated[str, Field(max_length=64)]
    parameters: dict[str, Any] = Field(default_factory=dict)
    name: Name | None = None


class Members(_Body):
    """All members of an audience: by their numbers, in any format, or by their ids. One of the two."""

    phones: Annotated[list[str], Field(max_length=MAX_MEMBERS)] | None = None
    contacts: Annotated[list[UUID], Field(max_length=MAX_MEMBERS)] | None = None

    @model_validator(mode="after")
    def _one_list(self) -> Members:
        if (self.phones is None) == (self.contacts is None):
            raise ValueError("Give either `phones` or `contacts`.")
        return self
