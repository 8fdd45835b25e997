"""Rule trees over every field and operator, with values that contacts are likely to have."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from gomobile.segments.context import Context
from gomobile.segments.fields import CONSENT, Field, all_fields, resolve
from gomobile.segments.operators import CLOCK, FITTING, SHAPES
from tests.api.segments.people import (
    AUDIENCES,
    CARRIERS,
    CHANNELS,
    DIGITS,
    FLOWS,
    KEYS,
    NUMBERS,
    PHONES,
    RESULTS,
    TAGS,
    TEXTS,
    WORDS,
    ZONES,
)  # fmt: skip

_SPANS = [
    (1, "days"),
    (2, "days"),
    (7, "days"),
    (30, "days"),
    (1, "weeks"),
    (1, "months"),
    (2, "months"),
    (12, "months"),
]
_EXACT = [(90, "minutes"), (1, "hours"), (36, "hours")]


def trees(context: Context, now: datetime, *, only: tuple[str, ...] | None = None) -> st.SearchStrategy[dict[str, Any]]:
    """Groups around `now`; `only` some operators."""
    fields = [*all_fields(context), resolve(f"{CONSENT}marketing.call", context)]
    pairs = [
        (field, operator) for field in fields for operator in FITTING[field.kind] if only is None or operator in only
    ]
    leaf = st.sampled_from(pairs).flatmap(lambda pair: _condition(*pair, now))
    logic = st.sampled_from(["AND", "OR", "NOT"])

    def group(nodes: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
        return st.builds(_group, logic, st.lists(nodes, min_size=1, max_size=4))

    return group(st.recursive(leaf, group, max_leaves=6))


def _group(logic: str, conditions: list[dict[str, Any]]) -> dict[str, Any]:
    return {"logic": logic, "conditions": conditions}


def _condition(field: Field, operator: str, now: datetime) -> st.SearchStrategy[dict[str, Any]]:
    parts: dict[str, st.SearchStrategy[Any]] = {"field": st.just(field.name), "operator": st.just(operator)}
    operand = _operand(field, operator, now)
    if operand is not None:
        parts["value"] = operand
    if operator in CLOCK:
        parts["zone"] = st.sampled_from(["organization", "contact", *ZONES])
    return st.fixed_dictionaries(parts)


def _operand(field: Field, operator: str, now: datetime) -> st.SearchStrategy[Any] | None:
    one = st.nothing() if field.kind == "calls" else _one(field, now)
    match SHAPES[operator]:
        case "none":
            return None
        case "one":
            return one
        case "many":
            return st.lists(one, min_size=1, max_size=3, unique=True)
        case "pair":
            return st.lists(one, min_size=2, max_size=2).map(sorted)
        case "part":
            if field.kind in ("tags", "channels"):
                return one
            return st.sampled_from(DIGITS if field.kind == "phone" else WORDS)
        case "day":
            return st.sampled_from(["today", "today", 1, 28, 29, 30, 31, now.day])
        case "span":
            exact = field.kind == "datetime" and operator != "anniversary_within_next"
            return st.sampled_from(_SPANS + (_EXACT if exact else [])).map(_span)
        case _:
            return _calls()


def _span(pair: tuple[int, str]) -> dict[str, Any]:
    return {"amount": pair[0], "unit": pair[1]}


def _calls() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {},
        optional={
            "result": st.lists(st.sampled_from(RESULTS), min_size=1, max_size=2, unique=True),
            "flow": st.sampled_from(FLOWS),
            "campaign": st.sampled_from(FLOWS),
            "pressed": st.lists(st.sampled_from(KEYS), min_size=1, max_size=2, unique=True),
            "withinLast": st.sampled_from(_SPANS + _EXACT).map(_span),
            "atLeast": st.integers(1, 3),
        },
    )


def _one(field: Field, now: datetime) -> st.SearchStrategy[Any]:
    if field.options:
        return st.sampled_from([option.id for option in field.options])
    match field.kind:
        case "text":
            return st.sampled_from([text for text in TEXTS if text])
        case "phone":
            return st.sampled_from(list(PHONES))
        case "region":
            return st.sampled_from(["MA", "FR", "US"])
        case "carrier":
            return st.sampled_from(CARRIERS)
        case "timeZone":
            return st.sampled_from(ZONES)
        case "number":
            return st.sampled_from([number for number in NUMBERS if isinstance(number, int | float)])
        case "boolean":
            return st.booleans()
        case "date":
            return st.integers(-3, 3).map(lambda days: (now.date() + timedelta(days=days)).isoformat())
        case "datetime":
            return st.integers(-3, 3).map(lambda hours: _iso(now + timedelta(hours=hours)))
        case "channels":
            return st.sampled_from(CHANNELS)
        case "tags":
            return st.sampled_from(TAGS)
    assert field.kind == "audience"
    return st.sampled_from(AUDIENCES)


def _iso(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")
