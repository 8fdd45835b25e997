"""What an organization says about one custom attribute."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Literal, get_args
from uuid import UUID

from gomobile.attributes.parse.text import fold

AttributeType = Literal["text", "number", "boolean", "date", "phone_number", "email", "url", "datetime", "enum"]
TYPES: tuple[AttributeType, ...] = get_args(AttributeType)


@dataclass(frozen=True, slots=True)
class EnumOption:
    """One choice of an enum attribute.

    Contacts store `id`, which never changes; `label` is what people see and write. An archived option stays
    on the contacts that have it and is refused for new values.
    """

    id: str
    label: str
    archived: bool = False


@dataclass(frozen=True)
class Definition:
    """A custom attribute. `name` is the slug under which contacts hold its value.

    identifying: two contacts with one value are probably one person, as with a date of birth; scans for duplicates
    compare it.
    """

    id: UUID
    name: str
    display_name: str
    type: AttributeType
    options: tuple[EnumOption, ...] = ()
    description: str | None = None
    identifying: bool = False
    organization_id: UUID | None = None
    version: int = 1
    created_at: datetime | None = None
    created_by: UUID | None = None
    updated_at: datetime | None = None
    updated_by: UUID | None = None
    deleted_at: datetime | None = None
    deleted_by: UUID | None = None

    @property
    def archived(self) -> bool:
        """Whether the attribute takes no values and shows none."""
        return self.deleted_at is not None

    @cached_property
    def choices(self) -> dict[str, EnumOption]:
        """Each enum option by its folded label and by its folded id; a label wins over another's id."""
        by_id = {fold(option.id): option for option in self.options}
        return by_id | {fold(option.label): option for option in self.options}

    def label(self, value: object) -> str | None:
        """The label of a stored enum value; None for a value that is no option."""
        return next((option.label for option in self.options if option.id == value), None)
