"""What is wrong with a value and what to do about it, in one sentence or two."""

from __future__ import annotations

import json
from typing import Any

from gomobile.attributes.definition import Definition
from gomobile.phones.errors import PhoneError

_SHOWN = 60
_EXPECTED = {
    "text": "text",
    "number": "a number such as 1234.5",
    "boolean": "true or false (yes/no, oui/non, 1/0 are understood)",
    "date": "a date such as 2026-12-31",
    "phone_number": "a phone number such as +212612345678",
    "email": "an e-mail address such as name@example.com",
    "url": "a web address such as https://example.com/page",
    "datetime": "a date and time such as 2026-12-31T14:30:00Z",
    "enum": "one of its options",
}
_LIMITS = {"text": 4096, "email": 254, "url": 2048}


def message(code: str, definition: Definition | None, value: object) -> str:
    """The text for people about a refused value. `definition` is None only for the code unknownAttribute."""
    if definition is None:
        return "There is no such attribute; define it first (POST /api/custom-attributes) or correct the name."
    if code in PhoneError.messages:
        return PhoneError.messages[code]
    shown, expected, name = _clip(value), _EXPECTED[definition.type], definition.display_name
    match code:
        case "type":
            return f"{name} takes {expected}, not {_kind(value)}."
        case "enum":
            return f"{shown} is not an option of {name}; use {_choices(definition)}, or add the option first."
        case "archivedOption":
            return f"{shown} is an archived option of {name}; use {_choices(definition)}, or bring it back."
        case "maxLength":
            return f"{name} holds at most {_LIMITS[definition.type]} characters; shorten the value."
        case "range" if definition.type in ("date", "datetime"):
            return f"{shown} is not in the calendar (years 1000 to 9999); {name} takes {expected}."
        case "range" if definition.type == "number":
            return f"{shown} is too large to be kept exactly as a number; use a text attribute for such."
        case "range":
            return f"{shown} is too large to be kept exactly; send it as text, in quotes."
        case "ambiguousNumber":
            return (
                f"{shown} can be read with a decimal or with a thousands separator; say which the file"
                " uses, or write it without thousands separators and with two decimals."
            )
        case "ambiguousDate":
            return f"{shown} can be day/month or month/day; say which order the file uses, or write 2026-12-31."
        case "invalidCharacter":
            return "The value holds a character that cannot be stored (NUL or half a character); remove it."
        case "archivedAttribute":
            return f"{name} is archived and takes no values; restore it first or leave it out."
        case _:
            return f"{shown} is not {expected}."


def reportable(value: object) -> Any:
    """A refused value as an answer may carry it: valid JSON, valid Unicode, and short."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        text = value.encode("utf-8", "replace").decode()
        return text if len(text) <= 256 else text[:255] + "…"
    if isinstance(value, int) and value.bit_length() > 63:
        return f"a whole number of {value.bit_length()} bits"
    text = json.dumps(value, ensure_ascii=False, default=str).encode("utf-8", "replace").decode()
    if len(text) > 256:
        return text[:255] + "…"
    return json.loads(text, parse_constant=str)


def _clip(value: object) -> str:
    text = reportable(value)
    text = text if isinstance(text, str) else json.dumps(text, ensure_ascii=False)
    return f'"{text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"}"'


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return f"{value}".lower()
    if isinstance(value, int | float):
        return "a number"
    return "a list" if isinstance(value, list | tuple) else "an object"


def _choices(definition: Definition) -> str:
    labels = [option.label for option in definition.options if not option.archived]
    shown = ", ".join(labels[:8])
    return f"{shown}, …" if len(labels) > 8 else shown or "(it has none)"
