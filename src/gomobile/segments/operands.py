"""What stands on the right of an operator: read, checked, and brought to the form that is kept. Pure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gomobile.attributes.parse.text import storable
from gomobile.segments.call_description import read_calls
from gomobile.segments.context import Context
from gomobile.segments.fields import Field
from gomobile.segments.operators import CALENDAR_UNITS, SHAPES, UNITS, YEAR, Operator
from gomobile.segments.readers import MAX_PART, READERS
from gomobile.segments.refusal import Problem, Refusal, refusal
from gomobile.segments.spans import read_span

MAX_VALUES = 10_000


def read_operand(raw: object, field: Field, operator: Operator, context: Context) -> Any:
    """The canonical JSON value of an operator on a field. Raises Refusal."""
    return _SHAPES[SHAPES[operator]](raw, field, operator, context)


def _one(raw: object, field: Field, _operator: str, context: Context) -> Any:
    return READERS[field.kind](raw, field, context)


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
            read[READERS[field.kind](entry, field, context)] = None
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
        return READERS[field.kind](raw, field, context)
    except Refusal as refused:
        raise Refusal(*((f".{at}{place}", *rest) for place, *rest in refused.problems)) from None  # type: ignore[misc]


def _part(raw: object, field: Field, operator: str, context: Context) -> str:
    if field.kind in ("tags", "channels"):
        return READERS[field.kind](raw, field, context)
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


def _day(raw: object, _field: Field, operator: str, _context: Context) -> int | str:
    if raw == "today":
        return "today"
    if isinstance(raw, bool) or not isinstance(raw, int) or not 1 <= raw <= 31:
        raise refusal("range", f'{operator} takes a day from 1 to 31, or "today".', raw, min=1, max=31)
    return raw


def _calls(raw: object, _field: Field, _operator: str, _context: Context) -> dict[str, Any]:
    return read_calls(raw)


_SHAPES: dict[str, Callable[[Any, Field, str, Context], Any]] = {
    "one": _one, "many": _many, "pair": _pair, "part": _part, "span": _span, "day": _day, "calls": _calls,
}  # fmt: skip
