"""Check what a caller told of a call, one or each of many: every problem at once. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from gomobile.attributes.messages import reportable
from gomobile.attributes.parse.text import EDGE, storable
from gomobile.calls.result import RESULTS, CallResult, meant
from gomobile.errors import FieldError

FIELDS = (
    *("phone", "contactId", "result", "hangupCause", "occurredAt", "durationSeconds"),
    *("flow", "campaign", "pressed", "reference"),
)
MAX_NAME = 128
MAX_REFERENCE = 255
MAX_PRESSED = 100
MAX_KEY = 32
MAX_DURATION = 24 * 3600
AHEAD = timedelta(minutes=5)
"""How far the clock of who dials may be ahead of ours."""
OLDEST = datetime(2000, 1, 1, tzinfo=UTC)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*?(Z|[+-]\d\d(:?\d\d)?)$", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True)
class Told:
    """A call as it was told: `phone` is as somebody wrote it and still has to be read."""

    call: CallResult
    phone: str | None


def check(raw: object, now: datetime) -> tuple[Told | None, list[FieldError]]:
    """Check one call result of a request body.

    Problem codes: required, type, enum, range, format, timeZone, future, maxLength, maxItems, exclusive,
    invalidCharacter, unknownProperty.
    """
    if not isinstance(raw, dict):
        return None, [FieldError("callResult", "type", "A call result is an object.", {}, reportable(raw))]
    errors: list[FieldError] = []
    for name in raw.keys() - set(FIELDS):
        text = "This property is not known."
        errors.append(FieldError(str(name)[:64], "unknownProperty", text, {}, reportable(raw[name])))
    given = {name: value for name, value in raw.items() if value is not None}
    values = {name: _CHECKS[name](given[name], name, errors) for name in FIELDS if name in given}
    phone, contact_id = values.get("phone"), values.get("contactId")
    if "phone" in given and "contactId" in given:
        errors.append(FieldError("contactId", "exclusive", "Give either phone or contactId, not both."))
    if "phone" not in given and "contactId" not in given:
        errors.append(FieldError("phone", "required", "Say who was called: give phone or contactId."))
    if "result" not in given:
        text = f"Say what became of the call: {', '.join(RESULTS)}."
        errors.append(FieldError("result", "required", text, {"options": list(RESULTS)}))
    occurred_at = values.get("occurredAt", now)
    if isinstance(occurred_at, datetime) and not OLDEST <= occurred_at <= now + AHEAD:
        code, text = ("future", "This moment is in the future; a result is told after the call.")
        if occurred_at < OLDEST:
            code, text = ("range", "This moment is before the year 2000.")
        errors.append(FieldError("occurredAt", code, text, {}, reportable(raw.get("occurredAt"))))
    if errors:
        return None, errors
    call = CallResult(
        occurred_at=occurred_at,
        result=values["result"],
        contact_id=contact_id,
        hangup_cause=values.get("hangupCause"),
        duration_seconds=values.get("durationSeconds"),
        flow=values.get("flow") or None,
        campaign=values.get("campaign") or None,
        pressed=values.get("pressed", ()),
        reference=values.get("reference") or None,
    )
    return Told(replace(call, result=meant(call.result, call.hangup_cause)), phone), []


Check = Callable[[Any, str, list[FieldError]], Any]


def _text(limit: int) -> Check:
    def check_text(value: object, name: str, errors: list[FieldError]) -> str | None:
        if not isinstance(value, str):
            return _refuse(errors, name, "type", f"{name} is a text.", value)
        text = value.strip(EDGE)
        if len(text) > limit:
            return _refuse(errors, name, "maxLength", f"{name} has at most {limit} characters; shorten it.", value)
        if not storable(text):
            message = f"{name} holds a character that cannot be stored (NUL or half a character); remove it."
            return _refuse(errors, name, "invalidCharacter", message, value)
        return text

    return check_text


def _whole(least: int, most: int) -> Check:
    def check_whole(value: object, name: str, errors: list[FieldError]) -> int | None:
        if type(value) is not int:
            return _refuse(errors, name, "type", f"{name} is a whole number from {least} to {most}.", value)
        if not least <= value <= most:
            return _refuse(errors, name, "range", f"{name} is from {least} to {most}.", value)
        return value

    return check_whole


def _result(value: object, name: str, errors: list[FieldError]) -> str | None:
    if isinstance(value, str) and value in RESULTS:
        return value
    message = f"{name} is one of {', '.join(RESULTS)}."
    errors.append(FieldError(name, "enum", message, {"options": list(RESULTS)}, reportable(value)))
    return None


def _id(value: object, name: str, errors: list[FieldError]) -> UUID | None:
    try:
        return UUID(value)  # type: ignore[arg-type]
    except (ValueError, TypeError, AttributeError):
        return _refuse(errors, name, "format", f"{name} is the id of a contact.", value)


def _moment(value: object, name: str, errors: list[FieldError]) -> datetime | None:
    text = value.strip(EDGE) if isinstance(value, str) else ""
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is not None and _MOMENT.fullmatch(text):
            return moment.astimezone(UTC)
        code, message = "timeZone", f"{name} needs a time of day and its zone: 2026-12-31T14:30:00+01:00 or …Z."
    except (ValueError, OverflowError):
        code, message = "format", f"{name} is a moment such as 2026-12-31T14:30:00+01:00."
    return _refuse(errors, name, code, message, value)


def _keys(value: object, name: str, errors: list[FieldError]) -> tuple[str, ...] | None:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        return _refuse(errors, name, "type", f'{name} is a list of the keys pressed, as texts: ["1", "42#"].', value)
    if len(value) > MAX_PRESSED:
        return _refuse(errors, name, "maxItems", f"{name} has at most {MAX_PRESSED} entries.", value)
    keys = [one.strip(EDGE) for one in value]
    if any(not one or len(one) > MAX_KEY or not storable(one) for one in keys):
        return _refuse(errors, name, "maxLength", f"Each entry of {name} has 1 to {MAX_KEY} characters.", value)
    return tuple(keys)


def _refuse(errors: list[FieldError], name: str, code: str, message: str, value: object) -> None:
    errors.append(FieldError(name, code, message, {}, reportable(value)))


_CHECKS: dict[str, Check] = {
    "phone": _text(MAX_NAME),
    "contactId": _id,
    "result": _result,
    "hangupCause": _whole(1, 127),
    "occurredAt": _moment,
    "durationSeconds": _whole(0, MAX_DURATION),
    "flow": _text(MAX_NAME),
    "campaign": _text(MAX_NAME),
    "pressed": _keys,
    "reference": _text(MAX_REFERENCE),
}
