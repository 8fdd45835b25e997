"""One valid value for each operator of each kind of field."""

from __future__ import annotations

from typing import Any

from gomobile.segments.fields import Field
from gomobile.segments.operators import SHAPES
from tests.api.segments.people import AUDIENCES, TAGS

_ONE: dict[str, Any] = {
    "text": "Rabat", "phone": "0612345678", "choice": None, "region": "MA", "carrier": "Orange",
    "timeZone": "Africa/Casablanca", "number": 12.5, "boolean": True, "date": "2026-02-28",
    "datetime": "2026-02-28T10:00:00Z", "channels": "sms", "tags": TAGS[0], "audience": AUDIENCES[0],
    "consent": "granted",
}  # fmt: skip


def example(field: Field, operator: str) -> Any:
    """A value that the operator takes; None where it takes none."""
    one = field.options[0].id if field.options else _ONE.get(field.kind)
    match SHAPES[operator]:
        case "none":
            return None
        case "one":
            return one
        case "many":
            return [one]
        case "pair":
            return [one, one]
        case "part":
            return "12" if field.kind == "phone" else one
        case "span":
            return {"amount": 3, "unit": "months"}
        case "day":
            return "today"
        case _:
            return {
                "result": ["answered"], "flow": "Welcome", "pressed": ["2"], "atLeast": 2,
                "withinLast": {"amount": 30, "unit": "days"},
            }  # fmt: skip
