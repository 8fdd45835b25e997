"""Check what a caller gave of a tag: every problem at once. Pure."""

from __future__ import annotations

import re
from uuid import UUID

from gomobile.attributes.messages import reportable
from gomobile.attributes.parse.text import storable, trim
from gomobile.errors import FieldError

MAX_NAME = 64
MAX_DESCRIPTION = 256
COLOR = r"^#[0-9a-fA-F]{6}$"


def tag_problems(name: str, color: str | None, description: str | None) -> list[FieldError]:
    """What is wrong with a tag; the name is trimmed by the caller."""
    return [
        *_name_problems(name),
        *(
            [FieldError("color", "format", "A color is written like #1e88e5.", {}, reportable(color))]
            if color is not None and not re.fullmatch(COLOR, color)
            else []
        ),
        *(_text_problems("description", description, MAX_DESCRIPTION) if description is not None else []),
    ]


def is_id(text: str) -> bool:
    """Whether a text is the id of a tag and not its name."""
    try:
        return str(UUID(text)) == text.lower()
    except ValueError:
        return False


def _name_problems(name: str) -> list[FieldError]:
    if is_id(name):
        text = "A tag's name does not look like an id, since tags are named by either; choose another name."
        return [FieldError("name", "format", text, {}, name)]
    if "\n" in name or "\r" in name:
        return [FieldError("name", "format", "A tag's name is one line; remove the line break.", {}, reportable(name))]
    return _text_problems("name", name, MAX_NAME)


def _text_problems(field: str, text: str, most: int) -> list[FieldError]:
    if not trim(text):
        return [FieldError(field, "minLength", f"{field} has at least 1 character.", {"min": 1}, reportable(text))]
    if len(text) > most:
        message = f"{field} has at most {most} characters; shorten it."
        return [FieldError(field, "maxLength", message, {"max": most}, reportable(text))]
    if not storable(text):
        message = f"{field} holds a character that cannot be stored (NUL or half a character); remove it."
        return [FieldError(field, "invalidCharacter", message, {}, reportable(text))]
    return []
