"""What rules mean, written a second time: plain Python over plain values, one contact at a time.

It shares nothing with the product. A verdict is True, False or None for unknown.
"""

from __future__ import annotations

import calendar
import functools
import unicodedata
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from importlib import resources
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

Verdict = bool | None


@functools.cache
def zone_info(name: str) -> ZoneInfo:
    """A zone from the `tzdata` package, as new as the server's own; what the machine has may be years old."""
    with resources.files("tzdata").joinpath("zoneinfo", *name.split("/")).open("rb") as file:
        return ZoneInfo.from_file(file, key=name)


@dataclass
class Call:
    at: datetime
    result: str = "answered"
    flow: str | None = None
    campaign: str | None = None
    pressed: tuple[str, ...] = ()


@dataclass
class Person:
    """A contact and all that hangs on it. `values` by the name of the field, attributes as `customAttributes.x`."""

    id: UUID
    created: datetime
    updated: datetime
    phone: str
    time_zone: str | None
    carrier: str | None
    values: dict[str, Any] = field(default_factory=dict)
    channels: list[str] | None = None
    archived: bool = False
    tags: set[str] = field(default_factory=set)
    audiences: set[str] = field(default_factory=set)
    engagement: dict[str, Any] | None = None
    calls: list[Call] = field(default_factory=list)
    consents: dict[str, tuple[str, datetime | None]] = field(default_factory=dict)
    suppressions: list[tuple[str, datetime | None]] = field(default_factory=list)


@dataclass
class World:
    """The moment that is asked about, the organization's zone, and the type of each attribute."""

    now: datetime
    zone: str
    types: dict[str, str]


def judge(node: dict[str, Any], person: Person, world: World) -> Verdict:
    """The verdict of rules about a person."""
    if "logic" not in node:
        return _condition(node, person, world)
    verdicts = [judge(child, person, world) for child in node["conditions"]]
    match node["logic"].upper():
        case "AND":
            return _and(verdicts)
        case "OR":
            return _not(_and([_not(one) for one in verdicts]))
        case _:
            return _and([_not(one) for one in verdicts])


def _and(verdicts: list[Verdict]) -> Verdict:
    if False in verdicts:
        return False
    return None if None in verdicts else True


def _not(verdict: Verdict) -> Verdict:
    return None if verdict is None else not verdict


_OPPOSITE = {
    "not_equals": "equals", "not_in": "in", "not_contains": "contains", "is_not_empty": "is_empty",
    "has_none": "has_any", "not_happened": "happened",
}  # fmt: skip


def _condition(rule: dict[str, Any], person: Person, world: World) -> Verdict:
    operator = rule["operator"]
    if operator in _OPPOSITE:
        return _not(_condition({**rule, "operator": _OPPOSITE[operator]}, person, world))
    name, operand = rule["field"], rule.get("value")
    if name in ("tags", "channels"):
        return _held(name, operator, operand, person)
    if name == "audience":
        return bool(person.audiences & set(operand))
    if name == "calls":
        return _happened(operand, person, world)
    if name.startswith("consent."):
        status, until = person.consents.get(name.removeprefix("consent."), ("none", None))
        return (status if until is None or until > world.now else "none") in _listed(operator, operand)
    if name.startswith("suppressed"):
        channel = name.removeprefix("suppressed").removeprefix(".")
        found = any(
            (not channel or channel == listed or listed == "all") and (until is None or until > world.now)
            for listed, until in person.suppressions
        )
        return operator != "is_empty" and found == operand
    value, kind = _value(name, person, world)
    if operator == "is_empty":
        return value is None
    if value is None:
        return None
    return _COMPARE[kind](value, operator, operand, person, world, rule.get("zone"), name)


def _listed(operator: str, operand: Any) -> list[Any]:
    return operand if operator == "in" else [operand]


_COLUMNS = {
    "phone.status": "choice", "phone.type": "choice", "phone.region": "choice", "gender": "choice",
}  # fmt: skip
_ENGAGEMENT = {
    "attempts": "number", "answers": "number", "consecutiveFailures": "number", "firstCalledAt": "datetime",
    "lastCalledAt": "datetime", "lastAnsweredAt": "datetime", "lastResult": "choice", "reachability": "choice",
}  # fmt: skip


def _value(name: str, person: Person, world: World) -> tuple[Any, str]:
    if name.startswith("customAttributes."):
        slug = name.removeprefix("customAttributes.")
        return _fitting(person.values.get(name), world.types[slug]), world.types[slug]
    if name.startswith("engagement."):
        key = name.removeprefix("engagement.")
        if person.engagement is None:
            default = {"number": 0, "datetime": None}.get(_ENGAGEMENT[key])
            return ("unknown" if key == "reachability" else default), _ENGAGEMENT[key]
        return person.engagement.get(key), _ENGAGEMENT[key]
    match name:
        case "createdAt":
            return person.created, "datetime"
        case "updatedAt":
            return person.updated, "datetime"
        case "archived":
            return person.archived, "boolean"
        case "primaryPhone":
            return person.phone, "phone_number"
        case "phone.carrier":
            return person.carrier, "choice"
        case "phone.timeZone":
            return person.time_zone, "choice"
        case "displayName":
            names = [person.values.get(part) for part in ("firstName", "lastName")]
            return person.values.get("fullName") or " ".join(one for one in names if one) or None, "text"
    return person.values.get(name) or None, _COLUMNS.get(name, "text")


def _fitting(value: Any, type: str) -> Any:
    """A stored attribute as its type, None where it does not fit."""
    match type:
        case "number":
            return Decimal(repr(value)) if isinstance(value, int | float) and not isinstance(value, bool) else None
        case "boolean":
            return {"true": True, "false": False}.get(str(value).lower()) if value is not None else None
        case "date":
            return _parsed(value, "%Y-%m-%d", 10)
        case "datetime":
            moment = _parsed(value, "%Y-%m-%dT%H:%M:%S.%fZ", 24)
            return moment and moment.replace(tzinfo=UTC)
    return None if value is None or value == "" else str(value)


def _parsed(value: Any, layout: str, length: int) -> Any:
    if not isinstance(value, str) or len(value) != length:
        return None
    try:
        moment = datetime.strptime(value, layout)
    except ValueError:
        return None
    return moment.date() if length == 10 else moment


def folded(text: str) -> str:
    """Without case, accents and Arabic letter variants."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return plain.lower().replace("ى", "ي").replace("ـ", "")


def _text(value: str, operator: str, operand: Any, *_: Any) -> bool:
    mine, words = folded(value), [folded(one) for one in _listed(operator, operand)]
    match operator:
        case "contains":
            return words[0] in mine
        case "starts_with":
            return mine.startswith(words[0])
        case "ends_with":
            return mine.endswith(words[0])
    return mine in words


def _phone(value: str, operator: str, operand: Any, _p: Person, _w: World, _z: Any, name: str) -> bool:
    if operator in ("equals", "in"):
        return value in _listed(operator, operand)
    digits = "".join(char for char in operand if char.isdigit())
    codes = ("+212", "+33") if name == "primaryPhone" else ()
    national = ["0" + value.removeprefix(code) for code in codes if value.startswith(code)]
    forms = [value.lstrip("+"), *national]
    match operator:
        case "contains":
            return any(digits in form for form in forms)
        case "ends_with":
            return value.endswith(digits)
    if operand.strip().startswith(("+", "00")):
        return value.startswith("+" + digits.removeprefix("00"))
    return any(form.startswith(digits) for form in forms)


def _choice(value: Any, operator: str, operand: Any, *_: Any) -> bool:
    return value in _listed(operator, operand)


def _boolean(value: Any, _operator: str, operand: Any, *_: Any) -> bool:
    return value == operand


def _ordered(value: Any, operator: str, operand: Any) -> bool:
    match operator:
        case "between":
            return operand[0] <= value <= operand[1]
        case "in":
            return value in operand
        case "equals":
            return value == operand
        case "gt":
            return value > operand
        case "gte":
            return value >= operand
        case "lt":
            return value < operand
    assert operator == "lte"
    return value <= operand


def _number(value: Any, operator: str, operand: Any, *_: Any) -> bool:
    many = isinstance(operand, list)
    exact = [Decimal(repr(one)) for one in operand] if many else Decimal(repr(operand))
    return _ordered(Decimal(value), operator, exact)


def _date(value: date, operator: str, operand: Any, person: Person, world: World, zone: Any, _name: str) -> bool:
    if zone is None:
        many = isinstance(operand, list)
        days = [date.fromisoformat(one) for one in operand] if many else date.fromisoformat(operand)
        return _ordered(value, operator, days)
    return _on_day(value, operator, operand, world.now.astimezone(_zone(zone, person, world)).date())


def _datetime(value: datetime, operator: str, operand: Any, person: Person, world: World, zone: Any, _n: str) -> bool:
    if zone is None:
        many = isinstance(operand, list)
        parsed = [datetime.fromisoformat(one) for one in operand] if many else datetime.fromisoformat(operand)
        return _ordered(value, operator, parsed)
    where, now = _zone(zone, person, world), world.now
    match operator:
        case "within_next":
            return value > now and moved(value, operand, where, -1) <= now
        case "within_last":
            return value <= now < moved(value, operand, where, 1)
        case "more_than_ago":
            return moved(value, operand, where, 1) <= now
        case "more_than_ahead":
            return moved(value, operand, where, -1) > now
    return _on_day(value.astimezone(where).date(), operator, operand, now.astimezone(where).date())


def _zone(zone: str, person: Person, world: World) -> ZoneInfo:
    if zone == "contact":
        zone = person.time_zone or world.zone
    return zone_info(world.zone if zone == "organization" else zone)


def moved(moment: datetime, span: dict[str, Any], zone: ZoneInfo, sign: int) -> datetime:
    """A moment and a span: exact for minutes and hours, else the same time of day in the zone."""
    amount = sign * span["amount"]
    if span["unit"] in ("minutes", "hours"):
        return moment + timedelta(**{span["unit"]: amount})
    local = moment.astimezone(zone)
    day = moved_day(local.date(), {**span, "amount": amount})
    return resolved(datetime.combine(day, local.time()), zone)


def resolved(local: datetime, zone: ZoneInfo) -> datetime:
    """A local time as a moment: what a change leaves out by the clock before it, what it repeats the second time."""
    first, second = (local.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    repeated = first.utcoffset() > second.utcoffset()
    return (second if repeated else first).astimezone(UTC)


def moved_day(day: date, span: dict[str, Any]) -> date:
    """A day and a span; a month that is too short ends it."""
    if span["unit"] == "months":
        months = day.year * 12 + day.month - 1 + span["amount"]
        year, month = months // 12, months % 12 + 1
        return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
    return day + timedelta(days=span["amount"] * (7 if span["unit"] == "weeks" else 1))


def _back(day: date, span: dict[str, Any]) -> date:
    return moved_day(day, {**span, "amount": -span["amount"]})


def _on_day(day: date, operator: str, operand: Any, today: date) -> bool:
    match operator:
        case "within_next":
            return _back(day, operand) <= today <= day
        case "within_last":
            return day <= today <= moved_day(day, operand)
        case "more_than_ago":
            return today > moved_day(day, operand)
        case "more_than_ahead":
            return today < _back(day, operand)
        case "is_today":
            return day == today
        case "before_today":
            return day < today
        case "after_today":
            return day > today
        case "day_of_month_is":
            return day.day == (today.day if operand == "today" else operand)
    # Every day of the years around, asked whether it is the anniversary.
    coming = [anniversary(day, year) for year in (today.year - 1, today.year, today.year + 1)]
    match operator:
        case "anniversary_today":
            return today in coming
        case "anniversary_this_week":
            monday = today - timedelta(days=today.weekday())
            return any(monday <= one <= monday + timedelta(days=6) for one in coming)
        case "anniversary_this_month":
            return any((one.year, one.month) == (today.year, today.month) for one in coming)
    assert operator == "anniversary_within_next"
    return _back(min(one for one in coming if one >= today), operand) <= today


def anniversary(day: date, year: int) -> date:
    """The day in another year; of 29 February the 28th where there is none."""
    if (day.month, day.day) == (2, 29) and not calendar.isleap(year):
        return date(year, 2, 28)
    return day.replace(year=year)


def _held(name: str, operator: str, operand: Any, person: Person) -> bool:
    mine = person.tags if name == "tags" else {folded(one) for one in person.channels or ()}
    if operator == "is_empty":
        return not mine
    wanted = {operand} if operator == "contains" else set(operand)
    if name == "channels":
        wanted = {folded(one) for one in wanted}
    return wanted <= mine if operator == "has_all" else bool(wanted & mine)


def _happened(wanted: dict[str, Any], person: Person, world: World) -> bool:
    found = 0
    for call in person.calls:
        fits = call.result in wanted.get("result", [call.result])
        for key, value in (("flow", call.flow), ("campaign", call.campaign)):
            if key in wanted:
                fits = fits and value is not None and folded(value) == folded(wanted[key])
        if "pressed" in wanted:
            fits = fits and bool(set(wanted["pressed"]) & set(call.pressed))
        if "withinLast" in wanted:
            until = moved(call.at, wanted["withinLast"], zone_info(world.zone), 1)
            fits = fits and call.at <= world.now < until
        found += fits
    return found >= wanted.get("atLeast", 1)


_COMPARE = {
    "text": _text, "email": _text, "url": _text, "phone_number": _phone, "choice": _choice, "enum": _choice,
    "boolean": _boolean, "number": _number, "date": _date, "datetime": _datetime,
}  # fmt: skip
