"""What stands on the right of an operator: read, checked, and brought to the form that is kept. Pure."""

from __future__ import annotations

import functools
import zoneinfo
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from gomobile.attributes.definition import AttributeType, Definition
from gomobile.attributes.parse.text import fold, storable, trim
from gomobile.attributes.values import ValueFormat, ValueProblem, coerce
from gomobile.segments.context import Context
from gomobile.segments.fields import RESULTS, Field
from gomobile.segments.operators import CALENDAR_UNITS, SHAPES, UNITS, YEAR

MAX_VALUES = 10_000
MAX_PART = 256
MAX_AT_LEAST = 1_000
_NOBODY = UUID(int=0)

Problem = tuple[str, str, str, dict[str, Any], object]
"""Place below the value (`.3`), code, what to do, params, the value refused."""


class Refusal(ValueError):
    """A value that cannot be used. `gone`: it names what is no longer there."""

    def __init__(self, *problems: Problem, gone: bool = False) -> None:
        super().__init__(problems[0][2] if problems else "")
        self.problems = problems
        self.gone = gone


def refusal(code: str, text: str, shown: object = None, *, place: str = "", **params: Any) -> Refusal:
    """One reason."""
    return Refusal((place, code, text, params, shown))


def read_operand(raw: object, field: Field, operator: str, context: Context) -> Any:
    """The canonical JSON value of an operator on a field. Raises Refusal."""
    return _SHAPES[SHAPES[operator]](raw, field, operator, context)


def read_zone(raw: object) -> str:
    """The zone of a relative date: "organization" (when none is given), "contact" or an IANA name. Raises Refusal."""
    if raw is None or raw in ("organization", "contact"):
        return str(raw or "organization")
    if isinstance(raw, str) and raw in zones():
        return raw
    text = "zone is organization, contact or an IANA name such as Africa/Casablanca."
    raise refusal("enum", text, raw, enum=["organization", "contact"])


@functools.cache
def zones() -> frozenset[str]:
    """The IANA names that may be given."""
    return frozenset(name for name in zoneinfo.available_timezones() if name not in ("Factory", "localtime"))


def _one(raw: object, field: Field, _operator: str, context: Context) -> Any:
    return _READERS[field.kind](raw, field, context)


def _many(raw: object, field: Field, operator: str, context: Context) -> list[Any]:
    if field.kind == "audience" and isinstance(raw, str):
        raw = [raw]
    if not isinstance(raw, list) or not raw:
        code = "minItems" if raw == [] else "type"
        raise refusal(code, f"{operator} takes a list of at least one value.", raw, min=1)
    if len(raw) > MAX_VALUES:
        text = f"A list has at most {MAX_VALUES:,} values; this one has {len(raw):,}. Use an audience or a tag."
        raise refusal("maxItems", text, max=MAX_VALUES)
    read: dict[Any, None] = {}
    problems: list[Problem] = []
    gone = True
    for at, entry in enumerate(raw):
        try:
            read[_READERS[field.kind](entry, field, context)] = None
        except Refusal as refused:
            gone = gone and refused.gone
            problems += [(f".{at}{place}", *rest) for place, *rest in refused.problems]  # type: ignore[misc]
    if problems:
        raise Refusal(*problems[:100], gone=gone)
    return list(read)


def _pair(raw: object, field: Field, operator: str, context: Context) -> list[Any]:
    if not isinstance(raw, list) or len(raw) != 2:
        raise refusal("type", f"{operator} takes a list of two values: the lower and the upper one.", raw)
    low, high = (_item(entry, at, field, context) for at, entry in enumerate(raw))
    if low > high:
        raise refusal("range", "The first value is above the second; swap them.", raw)
    return [low, high]


def _item(raw: object, at: int, field: Field, context: Context) -> Any:
    try:
        return _READERS[field.kind](raw, field, context)
    except Refusal as refused:
        raise Refusal(*((f".{at}{place}", *rest) for place, *rest in refused.problems)) from None  # type: ignore[misc]


def _part(raw: object, field: Field, operator: str, context: Context) -> str:
    if field.kind in ("tags", "channels"):
        return _READERS[field.kind](raw, field, context)
    if not isinstance(raw, str) or not raw:
        raise refusal("type" if not isinstance(raw, str) else "minLength", f"{operator} takes a text.", raw)
    if len(raw) > MAX_PART:
        raise refusal("maxLength", f"{operator} takes at most {MAX_PART} characters.", raw, max=MAX_PART)
    if not storable(raw):
        raise refusal("invalidCharacter", "The text holds a character that cannot be stored; remove it.", raw)
    if field.kind == "phone" and not any(char.isdecimal() for char in raw):
        raise refusal("format", f"{operator} takes digits of a number.", raw)
    return raw


def _span(raw: object, field: Field, operator: str, _context: Context) -> dict[str, Any]:
    most = UNITS
    if operator == "anniversary_within_next":
        most = YEAR
    elif field.kind == "date":
        most = {unit: UNITS[unit] for unit in CALENDAR_UNITS}
    return read_span(raw, most)


def read_span(raw: object, most: dict[str, int]) -> dict[str, Any]:
    """`{"amount": 7, "unit": "days"}` with a unit of `most`, which has the largest amount of each."""
    if not isinstance(raw, dict):
        raise refusal("type", 'A span is {"amount": 7, "unit": "days"}.', raw)
    problems: list[Problem] = [
        (f".{str(name)[:64]}", "unknownProperty", "A span has amount and unit.", {}, None)
        for name in raw.keys() - {"amount", "unit"}
    ]
    amount, unit = raw.get("amount"), raw.get("unit")
    limit = most.get(unit) if isinstance(unit, str) else None
    if limit is None:
        units = ", ".join(most)
        problems.append((".unit", "enum", f"The unit here is one of {units}.", {"enum": list(most)}, unit))
    if isinstance(amount, bool) or not isinstance(amount, int) or not 1 <= amount <= (limit or max(most.values())):
        top = limit or max(most.values())
        text = f"The amount is a whole number from 1 to {top:,}."
        problems.append((".amount", "range", text, {"min": 1, "max": top}, amount))
    if problems:
        raise Refusal(*problems)
    return {"amount": amount, "unit": unit}


def _day(raw: object, _field: Field, operator: str, _context: Context) -> int | str:
    if raw == "today":
        return "today"
    if isinstance(raw, bool) or not isinstance(raw, int) or not 1 <= raw <= 31:
        raise refusal("range", f'{operator} takes a day from 1 to 31, or "today".', raw, min=1, max=31)
    return raw


def _calls(raw: object, _field: Field, _operator: str, _context: Context) -> dict[str, Any]:
    if not isinstance(raw, dict):
        raise refusal("type", 'Calls are described by an object such as {"result": ["answered"], "atLeast": 1}.', raw)
    read: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, value in raw.items():
        reader = _CALL_PARTS.get(name)
        if reader is None:
            text = f"This property is not known; calls are described by {', '.join(_CALL_PARTS)}."
            problems.append((f".{str(name)[:64]}", "unknownProperty", text, {}, None))
            continue
        if value is None:
            continue
        try:
            read[name] = reader(value)
        except Refusal as refused:
            problems += [(f".{name}{place}", *rest) for place, *rest in refused.problems]  # type: ignore[misc]
    if problems:
        raise Refusal(*problems)
    return {name: read[name] for name in _CALL_PARTS if name in read}


def _results(raw: object) -> list[str]:
    return _words(raw, RESULTS, 32)


def _keys(raw: object) -> list[str]:
    return _words(
        [str(key) if isinstance(key, int) else key for key in raw] if isinstance(raw, list) else raw, None, 32
    )


def _words(raw: object, known: tuple[str, ...] | None, longest: int) -> list[str]:
    words = [raw] if isinstance(raw, str | int) and not isinstance(raw, bool) else raw
    if not isinstance(words, list) or not 1 <= len(words) <= 100:
        raise refusal("type", "This is a text or a list of 1 to 100 texts.", raw)
    read: dict[str, None] = {}
    for at, given in enumerate(words):
        word = str(given) if isinstance(given, int) and not isinstance(given, bool) else given
        if known is not None and word not in known:
            raise refusal("enum", f"This is one of {', '.join(known)}.", word, place=f".{at}", enum=list(known))
        if not isinstance(word, str) or not 1 <= len(word) <= longest or not storable(word):
            raise refusal("type", f"This is a text of 1 to {longest} characters.", word, place=f".{at}")
        read[word] = None
    return list(read)


def _name(raw: object) -> str:
    if not isinstance(raw, str) or not 1 <= len(trim(raw)) <= 256 or not storable(raw):
        raise refusal("type", "This is a name of 1 to 256 characters.", raw)
    return trim(raw)


def _at_least(raw: object) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int) or not 1 <= raw <= MAX_AT_LEAST:
        text = f"This is a whole number from 1 to {MAX_AT_LEAST:,}."
        raise refusal("range", text, raw, min=1, max=MAX_AT_LEAST)
    return raw


_CALL_PARTS: dict[str, Callable[[Any], Any]] = {
    "result": _results,
    "flow": _name,
    "campaign": _name,
    "pressed": _keys,
    "withinLast": lambda raw: read_span(raw, UNITS),
    "atLeast": _at_least,
}


def _typed(type: AttributeType) -> Callable[[object, Field, Context], Any]:
    """A reader that takes what an attribute of this type takes."""

    def read(raw: object, field: Field, context: Context) -> Any:
        definition = field.definition or Definition(_NOBODY, field.name, field.label, type)
        if definition.type != type:
            definition = replace(definition, type=type)
        organization = context.organization
        source = ValueFormat(decimal=".", time_zone=organization.timezone, region=organization.default_region)
        try:
            value = coerce(raw, definition, source)
        except ValueProblem as problem:
            raise refusal(problem.code, problem.message, raw) from None
        if value is None:
            raise refusal("required", "The value is blank; ask with is_empty whether a field is set.", raw)
        return value

    return read


def _choice(raw: object, field: Field, _context: Context) -> str:
    if isinstance(raw, str) and len(raw) <= MAX_PART:
        if field.definition is not None:
            option = field.definition.choices.get(fold(raw))
        else:
            option = next((option for option in field.options if option.id == raw.strip().lower()), None)
        if option is not None:
            return option.id
    labels = [option.label for option in field.options if not option.archived]
    shown = ", ".join(labels[:20]) + (", …" if len(labels) > 20 else "")
    raise refusal("enum", f"{field.label} is one of {shown}.", raw, options=labels[:100])


def _region(raw: object, _field: Field, _context: Context) -> str:
    from gomobile.phones.regions import NON_GEOGRAPHIC, all_regions

    code = raw.strip().upper() if isinstance(raw, str) else None
    if code is None or (code != NON_GEOGRAPHIC and code not in all_regions()):
        raise refusal("enum", "A region is an ISO 3166-1 code such as MA or FR.", raw)
    return code


def _carrier(raw: object, _field: Field, _context: Context) -> str:
    from gomobile.segments.carriers import carrier_named

    name = carrier_named(raw) if isinstance(raw, str) and len(raw) <= MAX_PART else None
    if name is None:
        raise refusal("enum", "No number range is known of this carrier; see phone.carrier of a contact.", raw)
    return name


def _zone_name(raw: object, _field: Field, _context: Context) -> str:
    if not isinstance(raw, str) or raw not in zones():
        raise refusal("enum", "A time zone is an IANA name such as Africa/Casablanca.", raw)
    return raw


def _tag(raw: object, _field: Field, context: Context) -> str:
    if isinstance(raw, str) and len(raw) <= MAX_PART:
        id = _uuid(raw)
        if id in context.tags.values():
            return str(id)
        named = context.tags.get(fold(raw))
        if named is not None:
            return str(named)
    text = "There is no such tag; create it first, or name one by its name or id."
    raise Refusal(("", "unknownTag", text, {}, raw), gone=True)


def _audience(raw: object, _field: Field, context: Context) -> str:
    id = _uuid(raw) if isinstance(raw, str) else None
    if id is None or id not in context.audiences:
        text = "There is no such audience; give the id of one that is not deleted."
        raise Refusal(("", "unknownAudience", text, {}, raw), gone=True)
    return str(id)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if len(text) == 36 else None
    except ValueError:
        return None


_SHAPES: dict[str, Callable[[Any, Field, str, Context], Any]] = {
    "one": _one, "many": _many, "pair": _pair, "part": _part, "span": _span, "day": _day, "calls": _calls,
}  # fmt: skip
_READERS: dict[str, Callable[[Any, Field, Context], Any]] = {
    "text": _typed("text"), "channels": _typed("text"), "phone": _typed("phone_number"), "number": _typed("number"),
    "boolean": _typed("boolean"), "date": _typed("date"), "datetime": _typed("datetime"), "choice": _choice,
    "consent": _choice, "region": _region, "carrier": _carrier, "timeZone": _zone_name, "tags": _tag,
    "audience": _audience,
}  # fmt: skip
