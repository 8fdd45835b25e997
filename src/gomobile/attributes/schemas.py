"""Request bodies of custom attributes."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from gomobile.attributes.checks import MAX_DESCRIPTION, MAX_DISPLAY_NAME, MIN_DISPLAY_NAME
from gomobile.attributes.definition import AttributeType
from gomobile.attributes.options import MAX_LABEL, MAX_OPTIONS

Label = Annotated[str, Field(min_length=1, max_length=MAX_LABEL)]


class OptionCreate(BaseModel):
    """An option of an enum, written as an object."""

    model_config = ConfigDict(extra="forbid")

    label: Label


def _from_label(written: Any) -> Any:
    return {"label": written} if isinstance(written, str) else written


NewOption = Annotated[OptionCreate, BeforeValidator(_from_label, json_schema_input_type=Label | OptionCreate)]


class AttributeCreate(BaseModel):
    """A new custom attribute. `options` are the labels of an enum; `identifying`: scans for duplicates compare it."""

    model_config = ConfigDict(extra="forbid")

    displayName: Annotated[str, Field(min_length=MIN_DISPLAY_NAME, max_length=MAX_DISPLAY_NAME)]
    description: Annotated[str, Field(min_length=1, max_length=MAX_DESCRIPTION)] | None = None
    type: AttributeType
    options: Annotated[list[NewOption], Field(max_length=MAX_OPTIONS)] | None = None
    identifying: bool = False


class OptionUpdate(BaseModel):
    """With `id`: change that option's label, or archive it. Without, or just a label: add an option."""

    model_config = ConfigDict(extra="forbid")

    id: Annotated[str, Field(max_length=MAX_LABEL)] | None = None
    label: Label | None = None
    archived: bool | None = None


ChangedOption = Annotated[OptionUpdate, BeforeValidator(_from_label, json_schema_input_type=Label | OptionUpdate)]


# What a client may try to change in vain: answered with the code `immutable` instead of `unknownProperty`.
IMMUTABLE = ("type", "name", "displayName")


class AttributeUpdate(BaseModel):
    """What may change: the description (null removes it), options of an enum (those left out stay), `identifying`."""

    model_config = ConfigDict(extra="allow", json_schema_extra={"additionalProperties": False})

    description: Annotated[str, Field(min_length=1, max_length=MAX_DESCRIPTION)] | None = None
    options: Annotated[list[ChangedOption], Field(max_length=MAX_OPTIONS)] | None = None
    identifying: bool | None = None

    @property
    def unexpected(self) -> dict[str, Any]:
        """Properties that are no part of an update."""
        return self.model_extra or {}
