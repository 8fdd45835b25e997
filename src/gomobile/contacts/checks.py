"""Check what a caller gave of a contact: every problem at once. Pure; one and the same for one contact and
for many.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from gomobile.attributes.messages import reportable
from gomobile.attributes.parse.email import email_problem
from gomobile.attributes.parse.text import EDGE
from gomobile.contacts.fields import CHANNELS, GENDERS, MAX_CHANNELS, PHONE_MAX, PHONE_MIN, TEXT_FIELDS
from gomobile.errors import FieldError

PHONE = "primaryPhone"
ATTRIBUTES = "customAttributes"
_TEXTS = {text.name: text for text in TEXT_FIELDS}
_ODD = {"\0", *map(chr, range(0xD800, 0xE000))}


@dataclass(slots=True)
class Given:
    """What a caller gave: values by column (None: clear), the phone as typed, and unchecked custom
    attributes.

    `clears_attributes` tells `"customAttributes": null`, which clears every key, from leaving them alone.
    """

    values: dict[str, Any] = field(default_factory=dict)
    phone: str | None = None
    attributes: Mapping[str, Any] | None = None
    clears_attributes: bool = False


def check(raw: object, *, creates: bool) -> tuple[Given, list[FieldError]]:
    """Check one contact of a request body; `creates` asks for a phone. What has a problem is left out of the
    values.

    Texts are trimmed, and blank ones are the same as null. Problem codes: required, type, minLength,
    maxLength, format, enum, maxItems, invalidCharacter, unknownProperty.
    """
    given = Given()
    if not isinstance(raw, dict):
        return given, [FieldError("contact", "type", "A contact is an object.", {}, reportable(raw))]
    errors: list[FieldError] = []
    for name, value in raw.items():
        text_field = _TEXTS.get(name)
        if text_field is not None:
            if value is None:
                given.values[text_field.column] = None
                continue
            text = _text(name, value, text_field.max_length, errors)
            if text is not None and (not text or not (check := _CHECKS.get(name)) or check(text, errors)):
                given.values[text_field.column] = text or None
        elif name == PHONE:
            given.phone = _phone(value, errors)
        elif name == CHANNELS.name:
            _channels(value, given, errors)
        elif name == ATTRIBUTES:
            _attributes(value, given, errors)
        else:
            errors.append(
                FieldError(name[:64], "unknownProperty", "This property is not known.", {}, reportable(value))
            )
    if creates and PHONE not in raw:
        errors.append(_required())
    return given, errors


def _text(name: str, value: object, limit: int, errors: list[FieldError]) -> str | None:
    """The trimmed text, or None after noting what is wrong with it."""
    if not isinstance(value, str):
        errors.append(FieldError(name, "type", f"{name} is a text.", {}, reportable(value)))
        return None
    text = value.strip(EDGE)
    if len(text) > limit:
        message = f"{name} has at most {limit} characters; shorten it."
        errors.append(FieldError(name, "maxLength", message, {"max": limit}, reportable(text)))
        return None
    if "\0" in text or (not text.isascii() and not _ODD.isdisjoint(text)):
        message = f"{name} holds a character that cannot be stored (NUL or half a character); remove it."
        errors.append(FieldError(name, "invalidCharacter", message, {}, reportable(text)))
        return None
    return text


def _phone(value: object, errors: list[FieldError]) -> str | None:
    if value is None:
        errors.append(_required())
        return None
    text = _text(PHONE, value, PHONE_MAX, errors)
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
    if email_problem(text) is None:
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
        given.values[CHANNELS.column] = None
        return
    if not isinstance(value, list):
        errors.append(
            FieldError(CHANNELS.name, "type", "channels is a list of texts.", {}, reportable(value))
        )
        return
    if len(value) > MAX_CHANNELS:
        message = f"channels has at most {MAX_CHANNELS} entries."
        errors.append(FieldError(CHANNELS.name, "maxItems", message, {"max": MAX_CHANNELS}, len(value)))
        return
    before = len(errors)
    texts = [
        _text(f"{CHANNELS.name}.{at}", entry, CHANNELS.max_length, errors) for at, entry in enumerate(value)
    ]
    for at, text in enumerate(texts):
        if text == "":
            errors.append(
                FieldError(f"{CHANNELS.name}.{at}", "minLength", "A channel is not blank.", {"min": 1}, "")
            )
    if len(errors) == before:
        given.values[CHANNELS.column] = texts or None


def _attributes(value: object, given: Given, errors: list[FieldError]) -> None:
    if value is None:
        given.clears_attributes = True
    elif isinstance(value, dict):
        given.attributes = value
    else:
        message = "customAttributes is an object: values by the name of the attribute."
        errors.append(FieldError(ATTRIBUTES, "type", message, {}, reportable(value)))
