"""The operators, what value each takes, and which fit a field. Pure."""

from __future__ import annotations

from typing import Literal

Kind = Literal[
    "text", "phone", "choice", "region", "carrier", "timeZone", "number", "boolean", "date", "datetime",
    "channels", "tags", "audience", "calls", "consent",
]  # fmt: skip
"""What a field holds, as far as rules care."""

Shape = Literal["none", "one", "many", "pair", "part", "span", "day", "calls"]
"""The value of an operator. none: no value; one: a value of the field's type; many: a list of them; pair: the lower and
the upper one; part: a piece of text; span: {"amount": 7, "unit": "days"}; day: 1 to 31 or "today"; calls: an object."""

Operator = Literal[
    "equals",
    "not_equals",
    "is_empty",
    "is_not_empty",
    "gt",
    "gte",
    "lt",
    "lte",
    "contains",
    "not_contains",
    "in",
    "not_in",
    "starts_with",
    "ends_with",
    "between",
    "has_any",
    "has_all",
    "has_none",
    "within_next",
    "within_last",
    "more_than_ago",
    "more_than_ahead",
    "is_today",
    "before_today",
    "after_today",
    "anniversary_within_next",
    "anniversary_today",
    "anniversary_this_week",
    "anniversary_this_month",
    "day_of_month_is",
    "happened",
    "not_happened",
]

SHAPES: dict[Operator, Shape] = {
    "equals": "one",
    "not_equals": "one",
    "is_empty": "none",
    "is_not_empty": "none",
    "gt": "one",
    "gte": "one",
    "lt": "one",
    "lte": "one",
    "contains": "part",
    "not_contains": "part",
    "in": "many",
    "not_in": "many",
    "starts_with": "part",
    "ends_with": "part",
    "between": "pair",
    "has_any": "many",
    "has_all": "many",
    "has_none": "many",
    "within_next": "span",
    "within_last": "span",
    "more_than_ago": "span",
    "more_than_ahead": "span",
    "is_today": "none",
    "before_today": "none",
    "after_today": "none",
    "anniversary_within_next": "span",
    "anniversary_today": "none",
    "anniversary_this_week": "none",
    "anniversary_this_month": "none",
    "day_of_month_is": "day",
    "happened": "calls",
    "not_happened": "calls",
}

_SET: tuple[Operator, ...] = ("is_empty", "is_not_empty")
_SAME: tuple[Operator, ...] = ("equals", "not_equals")
_LISTED: tuple[Operator, ...] = ("in", "not_in")
_PARTS: tuple[Operator, ...] = ("contains", "not_contains", "starts_with", "ends_with")
_ORDERED: tuple[Operator, ...] = ("gt", "gte", "lt", "lte", "between")
_CLOCK: tuple[Operator, ...] = (
    "within_next", "within_last", "more_than_ago", "more_than_ahead", "is_today", "before_today", "after_today",
    "anniversary_within_next", "anniversary_today", "anniversary_this_week", "anniversary_this_month",
    "day_of_month_is",
)  # fmt: skip
_HELD: tuple[Operator, ...] = ("has_any", "has_all", "has_none", "contains", "not_contains", *_SET)

FITTING: dict[Kind, tuple[Operator, ...]] = {
    "text": (*_SAME, *_LISTED, *_PARTS, *_SET),
    "phone": (*_SAME, *_LISTED, *_PARTS, *_SET),
    "choice": (*_SAME, *_LISTED, *_SET),
    "region": (*_SAME, *_LISTED, *_SET),
    "carrier": (*_SAME, *_LISTED, *_SET),
    "timeZone": (*_SAME, *_LISTED, *_SET),
    "number": (*_SAME, *_LISTED, *_ORDERED, *_SET),
    "boolean": (*_SAME, *_SET),
    "date": (*_SAME, *_LISTED, *_ORDERED, *_CLOCK, *_SET),
    "datetime": (*_SAME, *_ORDERED, *_CLOCK, *_SET),
    "channels": _HELD,
    "tags": _HELD,
    "audience": _LISTED,
    "calls": ("happened", "not_happened"),
    "consent": (*_SAME, *_LISTED),
}

CLOCK = frozenset(_CLOCK)
"""Operators that look at the time, in a zone that may be named."""

UNITS = {"minutes": 525_600, "hours": 87_600, "days": 36_500, "weeks": 5_200, "months": 1_200}
"""Units of a span, with the most of each."""
CALENDAR_UNITS = ("days", "weeks", "months")
YEAR = {"days": 366, "weeks": 52, "months": 12}
"""The most that `anniversary_within_next` may look ahead."""
