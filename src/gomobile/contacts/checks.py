"""Check what a caller gave of a contact, one or each of many: every problem at once. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from gomobile.attributes.definition import Definition
from gomobile.attributes.messages import reportable
from gomobile.attributes.parse.email import email_problem
from gomobile.attributes.parse.text import EDGE, storable
from gomobile.contacts.fields import CHANNELS, GENDERS, MAX_CHANNELS, PHONE_MAX, PHONE_MIN, TEXT_FIELDS
from gomobile.errors import FieldError
from gomobile.http.answers import FieldProblem

PHONE = "primaryPhone"
ATTRIBUTES = "customAttributes"
_TEXTS = {text.name: text for text in TEXT_FIELDS}
# Most addresses of up to 64 characters, three times faster than a close look.
_PLAIN_EMAIL = re.compile(r"[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*@(?:[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*\.)+[A-Za-z]{2,}")


@dataclass(slots=True)
class Given:
    """What a caller gave: values by column (None: clear), the phone as typed, unchecked custom attributes.

    `clear` has Field.bit of each field to clear; `clears_attributes` tells `"customAttributes": null`, which
    clears every key, from leaving them alone.
    """

    values: dict[str, Any] = field(default_factory=dict)
    clear: int = 0
    phone: str | None = None
    attributes: Mapping[str, Any] | None = None
    clears_attributes: bool = False


def check(raw: object, *, creates: bool) -> tuple[Given, list[FieldError]]:
    """Check one contact of a request body; `creates` asks for a phone. Refused values are left out.

    Texts are trimmed, and blank ones are the same as null. Problem codes: required, type, minLength,
    maxLength, format, enum, maxItems, invalidCharacter, unknownProperty.
    """
    given = Given()
    errors: list[FieldError] = []
    if not isinstance(raw, dict):
        return given, [FieldError("contact", "type", "A contact is an object.", {}, reportable(raw))]
    values = given.values
    for name, value in raw.items():
        known = _TEXTS.get(name)
        if known is not None:
            text = _text(value, known.name, known.max_length, errors) if value is not None else ""
            if not text:
                if text is not None:
                    values[known.column] = None
                    given.clear |= known.bit
            elif name not in _CHECKS or _CHECKS[name](text, errors):
                values[known.column] = text
        elif name == PHONE:
            given.phone = _phone(value, errors)
        elif name == ATTRIBUTES:
            _attributes(value, given, errors)
        elif name == CHANNELS.name:
            _channels(value, given, errors)
        else:
            message = "This property is not known."
            errors.append(FieldError(name[:64], "unknownProperty", message, {}, reportable(value)))
    if creates and PHONE not in raw:
        errors.append(_required())
    return given, errors


def _text(value: object, name: str, limit: int, errors: list[FieldError]) -> str | None:
    """The trimmed text, or None after noting what is wrong with it."""
    if not isinstance(value, str):
        errors.append(FieldError(name, "type", f"{name} is a text.", {}, reportable(value)))
        return None
    text = value.strip(EDGE)
    if len(text) > limit:
        message = f"{name} has at most {limit} characters; shorten it."
        errors.append(FieldError(name, "maxLength", message, {"max": limit}, reportable(text)))
        return None
    if not storable(text):
        message = f"{name} holds a character that cannot be stored (NUL or half a character); remove it."
        errors.append(FieldError(name, "invalidCharacter", message, {}, reportable(text)))
        return None
    return text


def _phone(value: object, errors: list[FieldError]) -> str | None:
    if value is None:
        errors.append(_required())
        return None
    text = _text(value, PHONE, PHONE_MAX, errors)
    if text is None:
        return None
    if not text:
        errors.append(_required())
        return None
    if len(text) < PHONE_MIN:
        message = f"{PHONE} has at least {PHONE_MIN} characters."
        errors.append(FieldError(PHONE, "minLength", message, {"min": PHONE_MIN}, text))
        return None
    return text


def _required() -> FieldError:
    return FieldError(PHONE, "required", "A contact needs a phone number.")


def _email(text: str, errors: list[FieldError]) -> bool:
    if (len(text) <= 64 and _PLAIN_EMAIL.fullmatch(text)) or email_problem(text) is None:
        return True
    message = "This is not an e-mail address; write it like name@example.com."
    errors.append(FieldError("primaryEmail", "format", message, {}, reportable(text)))
    return False


def _gender(text: str, errors: list[FieldError]) -> bool:
    if text in GENDERS:
        return True
    message = f"gender is one of {', '.join(GENDERS)}."
    errors.append(FieldError("gender", "enum", message, {"enum": GENDERS}, reportable(text)))
    return False


_CHECKS = {"primaryEmail": _email, "gender": _gender}


def _channels(value: object, given: Given, errors: list[FieldError]) -> None:
    if value is None:
        value = []
    if not isinstance(value, list):
        errors.append(FieldError(CHANNELS.name, "type", "channels is a list of texts.", {}, reportable(value)))
        return
    if len(value) > MAX_CHANNELS:
        message = f"channels has at most {MAX_CHANNELS} entries."
        errors.append(FieldError(CHANNELS.name, "maxItems", message, {"max": MAX_CHANNELS}, len(value)))
        return
    before = len(errors)
    texts = [_text(entry, f"{CHANNELS.name}.{at}", CHANNELS.max_length, errors) for at, entry in enumerate(value)]
    for at, text in enumerate(texts):
        if text == "":
            errors.append(FieldError(f"{CHANNELS.name}.{at}", "minLength", "A channel is not blank.", {"min": 1}, ""))
    if len(errors) == before:
        given.values[CHANNELS.column] = texts or None
        given.clear |= 0 if texts else CHANNELS.bit


def _attributes(value: object, given: Given, errors: list[FieldError]) -> None:
    if value is None:
        given.clears_attributes = True
    elif isinstance(value, dict):
        given.attributes = value
    else:
        message = "customAttributes is an object: values by the name of the attribute."
        errors.append(FieldError(ATTRIBUTES, "type", message, {}, reportable(value)))


def cleared(definitions: Mapping[str, Definition]) -> dict[str, None]:
    """What `"customAttributes": null` means: no value for any attribute in use; archived ones keep theirs."""
    return {name: None for name, definition in definitions.items() if not definition.archived}


def several_numbers(used: str, others: str) -> FieldProblem:
    """The warning about a phone field that holds more than one number."""
    message = f"There are several numbers; {used} is used, the others are not kept."
    return {"field": PHONE, "value": others, "code": "severalNumbers", "message": message}
