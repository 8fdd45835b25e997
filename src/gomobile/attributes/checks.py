"""Check what a definition says of itself. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from gomobile.attributes.definition import TYPES
from gomobile.attributes.parse.text import storable
from gomobile.errors import FieldError

MIN_DISPLAY_NAME, MAX_DISPLAY_NAME = 3, 64
MAX_DESCRIPTION = 256


def definition_problems(
    display_name: str, type: str, description: str | None, options: Sequence[str]
) -> list[FieldError]:
    """Everything that is wrong with a new definition but its option labels, which `options` checks."""
    problems = []
    if not MIN_DISPLAY_NAME <= len(display_name) <= MAX_DISPLAY_NAME:
        short = len(display_name) < MIN_DISPLAY_NAME
        limit = {"min": MIN_DISPLAY_NAME} if short else {"max": MAX_DISPLAY_NAME}
        text = f"A display name has {MIN_DISPLAY_NAME} to {MAX_DISPLAY_NAME} characters."
        problems.append(FieldError("displayName", "minLength" if short else "maxLength", text, limit, display_name))
    elif not storable(display_name) or not display_name.isprintable():
        text = "A display name holds no control characters."
        problems.append(FieldError("displayName", "invalidCharacter", text, {}, None))
    if type not in TYPES:
        problems.append(FieldError("type", "enum", f"A type is one of {', '.join(TYPES)}.", {"enum": TYPES}, type))
    elif type == "enum" and not options:
        problems.append(FieldError("options", "required", "An enum attribute needs at least one option.", {"min": 1}))
    elif type != "enum" and options:
        problems.append(options_not_applicable(type))
    if problem := description_problem(description):
        problems.append(problem)
    return problems


def description_problem(description: str | None) -> FieldError | None:
    """What is wrong with a description, if anything."""
    if description is None:
        return None
    if not storable(description):
        return FieldError("description", "invalidCharacter", "A description holds no NUL character.")
    if not 1 <= len(description) <= MAX_DESCRIPTION:
        code = "maxLength" if description else "minLength"
        limits = {"min": 1, "max": MAX_DESCRIPTION}
        text = f"A description has 1 to {MAX_DESCRIPTION} characters; null removes it."
        return FieldError("description", code, text, limits)
    return None


def options_not_applicable(type: str) -> FieldError:
    """Options given for an attribute that is no enum."""
    return FieldError("options", "notApplicable", f"Only an enum attribute has options; this one is of type {type}.")
