"""Check one value of a custom attribute and bring it to the form that is stored.

Stored forms, as JSON: text, email, url: the trimmed text (an e-mail's domain in lower case); number: a JSON
number without binary noise; boolean: true/false; date: "2026-12-31"; datetime: "2026-12-31T22:59:00.000Z",
always UTC; phone_number: the canonical key of the number; enum: the id of the option. `columns.coerce_series`
is the twin for whole columns and must agree.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from gomobile.attributes.definition import Definition, EnumOption
from gomobile.attributes.messages import message
from gomobile.attributes.parse.boolean import parse_boolean
from gomobile.attributes.parse.email import clean_email, email_problem
from gomobile.attributes.parse.moment import iso_moment, parse_day, parse_moment
from gomobile.attributes.parse.number import parse_number, tidy
from gomobile.attributes.parse.text import Refused, fold, parse_text, storable, trim
from gomobile.attributes.parse.url import parse_url

__all__ = ["Definition", "EnumOption", "ValueFormat", "ValueProblem", "coerce", "coerce_text"]


@dataclass(frozen=True, slots=True)
class ValueFormat:
    """How a source writes its values.

    `decimal`: its decimal separator, None where only unambiguous numbers are to be read. `date`: the order of
    day, month and year, SERIAL for the day numbers of a spreadsheet, None where only unambiguous dates are to
    be read. `time_zone`: IANA name for times without an offset. `region`: ISO 3166 country for phone numbers
    without a country code.
    """

    decimal: Literal[".", ","] | None = None
    date: Literal["DMY", "MDY", "YMD", "SERIAL"] | None = None
    time_zone: str = "UTC"
    region: str = "MA"


class ValueProblem(ValueError):
    """A refused value: `code` in camelCase for programs, `message` with the remedy for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def coerce(value: object, definition: Definition, format: ValueFormat) -> str | int | float | bool | None:
    """Return the JSON value to store for `value`, a JSON value (API) or text (file); None for a blank one.

    Raises ValueProblem with the code type, format, enum, archivedOption, archivedAttribute, maxLength, range,
    ambiguousNumber, ambiguousDate, invalidCharacter or one of the phone codes.
    """
    try:
        return _coerce(value, definition, format)
    except Refused as refused:
        raise ValueProblem(refused.code, message(refused.code, definition, value)) from None


def coerce_text(text: str, definition: Definition, format: ValueFormat) -> str | int | float | bool | None:
    """`coerce` for a text, raising the bare Refused: the form that the column twin calls."""
    if not storable(text):
        raise Refused("invalidCharacter")
    text = trim(text)
    return _READERS[definition.type](text, definition, format) if text else None


def _coerce(value: object, definition: Definition, format: ValueFormat) -> str | int | float | bool | None:
    if value is None:
        return None
    if definition.archived:
        raise Refused("archivedAttribute")
    if isinstance(value, str):
        return coerce_text(value, definition, format)
    if isinstance(value, bool):
        if definition.type != "boolean":
            raise Refused("type")
        return value
    if not isinstance(value, int | float):
        raise Refused("type")
    if isinstance(value, float) and not math.isfinite(value):
        raise Refused("range")
    if isinstance(value, int) and value.bit_length() > _LONGEST_INTEGER:
        raise Refused("range")
    if definition.type == "number":
        return tidy(Decimal(repr(value)))
    if definition.type in _WRITABLE_AS_NUMBER or (definition.type in ("date", "datetime") and format.date == "SERIAL"):
        return coerce_text(_as_text(value), definition, format)
    raise Refused("type")


_LONGEST_OPTION = 256  # characters: folding a text of megabytes would take seconds
_LONGEST_INTEGER = 1024  # bits: beyond what any number means here, and before Python refuses to print it
# A JSON number loses nothing as text; 1 and 0 are how many systems send a boolean.
_WRITABLE_AS_NUMBER = ("text", "boolean", "phone_number", "enum")


def _as_text(value: float) -> str:
    # A JSON reader has rounded a float beyond 2^53, which tidy() refuses; an int is exact at any size.
    return str(tidy(Decimal(repr(value)))) if isinstance(value, float) else str(value)


def _read_email(text: str, _definition: Definition, _format: ValueFormat) -> str:
    address = clean_email(text)
    problem = email_problem(address)
    if problem:
        raise Refused(problem)
    return address


def _read_phone(text: str, _definition: Definition, format: ValueFormat) -> str:
    from gomobile.phones.normalize import PhoneError, normalize

    try:
        return normalize(text, format.region).key
    except PhoneError as error:
        raise Refused(error.code) from None


def _read_option(text: str, definition: Definition, _format: ValueFormat) -> str:
    option = definition.choices.get(fold(text)) if len(text) <= _LONGEST_OPTION else None
    if option is None:
        raise Refused("enum")
    if option.archived:
        raise Refused("archivedOption")
    return option.id


_READERS: dict[str, Callable[[str, Definition, ValueFormat], str | int | float | bool]] = {
    "text": lambda text, _, _source: parse_text(text),
    "number": lambda text, _, source: parse_number(text, source.decimal),
    "boolean": lambda text, _, _source: parse_boolean(text),
    "date": lambda text, _, source: parse_day(text, source.date, source.time_zone).isoformat(),
    "datetime": lambda text, _, source: iso_moment(parse_moment(text, source.date, source.time_zone)),
    "phone_number": _read_phone,
    "email": _read_email,
    "url": lambda text, _, _source: parse_url(text),
    "enum": _read_option,
}
