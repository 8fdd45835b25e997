"""What a condition says of calls: `{"result": ["answered"], "flow": "Welcome", "atLeast": 2}`. Pure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gomobile.attributes.parse.text import storable, trim
from gomobile.calls.result import RESULTS
from gomobile.segments.operators import UNITS
from gomobile.segments.refusal import Problem, Refusal, refusal
from gomobile.segments.spans import read_span

MAX_AT_LEAST = 1_000


def read_calls(raw: object) -> dict[str, Any]:
    """The canonical description. Raises Refusal."""
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
