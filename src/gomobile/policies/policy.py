"""A policy as a typed value: a frozen dataclass whose fields say their limits. Pure.

    @dataclass(frozen=True, slots=True)
    class ArchivePolicy:
        \"\"\"When a contact counts as inactive.\"\"\"

        inactive_days: int = setting(90, "Days without …", minimum=30, maximum=3650)

A field is a whole number or a switch; in JSON its name is in camelCase. A number whose default may be None is switched
off by null.
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from typing import Any, TypeVar

from gomobile.errors import FieldError, InvalidInput

P = TypeVar("P")


@dataclass(frozen=True, slots=True)
class Setting:
    """One field of a policy. `nullable`: null switches the rule off. A switch has no limits."""

    name: str
    attribute: str
    default: int | bool | None
    text: str
    minimum: int | None
    maximum: int | None
    nullable: bool

    @property
    def is_switch(self) -> bool:
        """Whether it takes true and false."""
        return self.minimum is None


def setting(default: int | None, text: str, *, minimum: int, maximum: int, nullable: bool = False) -> Any:
    """A whole number of a policy, and what it is for."""
    limits = {"text": text, "minimum": minimum, "maximum": maximum, "nullable": nullable}
    return dataclasses.field(default=default, metadata=limits)


def switch(default: bool, text: str) -> Any:
    """A yes or no of a policy, and what it is for."""
    limits = {"text": text, "minimum": None, "maximum": None, "nullable": False}
    return dataclasses.field(default=default, metadata=limits)


def settings_of(policy: type) -> dict[str, Setting]:
    """The settings of a policy class by their JSON name."""
    found = {}
    for field in dataclasses.fields(policy):
        name = re.sub(r"_(\w)", lambda letter: letter[1].upper(), field.name)
        default: Any = field.default
        found[name] = Setting(name, field.name, default, **field.metadata)
    return found


def to_json(policy: Any) -> dict[str, Any]:
    """Every setting by its JSON name."""
    return {one.name: getattr(policy, one.attribute) for one in settings_of(type(policy)).values()}


def from_stored(policy: type[P], stored: dict[str, Any]) -> P:
    """The policy as it was stored; what was not is at its default, what is no setting any more is left out."""
    known = settings_of(policy)
    return policy(**{known[name].attribute: value for name, value in stored.items() if name in known})


def changed(current: P, raw: object) -> P:
    """`current` with what a caller gave in its place. Raises InvalidInput naming every refused setting."""
    if not isinstance(raw, dict):
        raise InvalidInput.of("body", "type", "A policy is an object of its settings.")
    known = settings_of(type(current))
    errors, values = [], {}
    for name, value in raw.items():
        found = known.get(name)
        if found is None:
            text = f"This policy has no such setting; it has {', '.join(known)}."
            errors.append(FieldError(str(name)[:64], "unknownProperty", text))
        elif (problem := _problem(found, value)) is not None:
            errors.append(problem)
        else:
            values[found.attribute] = value
    if errors:
        raise InvalidInput(errors)
    return dataclasses.replace(current, **values)  # type: ignore[type-var]  # a dataclass by contract


def _problem(one: Setting, value: object) -> FieldError | None:
    if one.is_switch:
        if isinstance(value, bool):
            return None
        return FieldError(one.name, "type", f"{one.name} is true or false.")
    if value is None and one.nullable:
        return None
    off = ", or null to switch the rule off" if one.nullable else ""
    if type(value) is not int:
        text = f"{one.name} is a whole number from {one.minimum} to {one.maximum}{off}."
        return FieldError(one.name, "type", text, {"min": one.minimum, "max": one.maximum})
    assert one.minimum is not None
    assert one.maximum is not None
    if not one.minimum <= value <= one.maximum:
        text = f"{one.name} is from {one.minimum} to {one.maximum}{off}."
        return FieldError(one.name, "range", text, {"min": one.minimum, "max": one.maximum}, value)
    return None
