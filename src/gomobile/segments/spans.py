"""Spans of time: `{"amount": 7, "unit": "days"}`. Pure."""

from __future__ import annotations

from typing import Any

from gomobile.segments.refusal import Problem, Refusal, refusal


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
