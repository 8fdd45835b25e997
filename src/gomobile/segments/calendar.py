"""Dates and moments compared with the time that it is: windows of time in which a condition holds. Pure.

Each condition is a window that belongs to the contact's value alone, such as "from 7 days before the renewal to the
renewal". It holds while now is in the window and changes at its two ends and at no other moment, whatever clocks and
months do in between: `moved` and `day_start` are applied to the value, never to now.

Looking up the zone of a contact takes longer than all the rest, so windows that end days away from now are decided
without it, and moments days away are named a day or two too early: the contact is looked at again then.
"""

from __future__ import annotations

from typing import Any

from psycopg import sql

from gomobile.segments.binding import FALSE, NOW, NULL, TRUE, Binder, fill, negated, upcoming

_MONTHS = "months"
_EXACT = ("minutes", "hours")
# Farther from now than any zone and clock change can move the end of a window, and with months their lengths.
_MARGINS = {"months": sql.SQL("interval '5 days'")}
_MARGIN = sql.SQL("interval '2 days'")
_UTC = sql.SQL("(%(now)s::timestamptz AT TIME ZONE 'UTC')")
_UTC_DAY = sql.SQL("(%(now)s::timestamptz AT TIME ZONE 'UTC')::date")

Result = tuple[sql.Composable, tuple[sql.Composable, ...]]


class _Zone:
    """A zone as SQL, and the day that it is there."""

    def __init__(self, zone: str | None, bind: Binder, organization_zone: str) -> None:
        self.varies = zone == "contact"
        own = bind(organization_zone if zone in (None, "organization", "contact") else zone, "text")
        self.name = fill("contact_time_zone(c.phone_key, {own})", own=own) if self.varies else own
        self.today = fill("({now} AT TIME ZONE {zone})::date", now=NOW, zone=self.name)

    def start(self, day: sql.Composable) -> sql.Composable:
        """The first moment of a day."""
        return fill("day_start({day}, {zone})", day=day, zone=self.name)

    def next_start(self, day: sql.Composable) -> sql.Composable:
        """The first moment of a day that is still to come, else NULL."""
        exact = upcoming(self.start(day))
        if not self.varies:
            return exact
        # Everywhere on earth it is the day of UTC, the one before or the one after.
        return fill(
            "CASE WHEN {day} < {utc} - 1 THEN NULL"
            " WHEN {day} > {utc} + 2 THEN ({day} - 1)::timestamp AT TIME ZONE 'UTC' ELSE {exact} END",
            day=day, utc=_UTC_DAY, exact=exact,
        )  # fmt: skip


def compare_clock(
    x: sql.Composable, kind: str, operator: str, operand: Any, zone: str | None, bind: Binder, organization_zone: str
) -> Result:
    """Whether the operator holds for `x`, a date or timestamptz by `kind`, and the moments at which that may change."""
    where = _Zone(zone, bind, organization_zone)
    if kind == "datetime" and operator in _SPANS:
        return _moment_window(x, operator, operand, where, bind)
    day = fill("({x} AT TIME ZONE {zone})::date", x=x, zone=where.name) if kind == "datetime" else x
    if operator.startswith("anniversary"):
        return _anniversary(day, operator, operand, where, bind)
    if operator == "day_of_month_is":
        return _day_of_month(day, operand, where, bind)
    return _day_window(day, operator, operand, where, bind)


_SPANS = ("within_next", "within_last", "more_than_ago", "more_than_ahead")


def _day_window(x: sql.Composable, operator: str, operand: Any, where: _Zone, bind: Binder) -> Result:
    """Holds from the first to the last day of a window, both included; None: without end."""
    first: sql.Composable | None = None
    last: sql.Composable | None = None
    match operator:
        case "within_next":
            first, last = _shift_day(x, operand, bind, back=True), x
        case "within_last":
            first, last = x, _shift_day(x, operand, bind)
        case "more_than_ago":
            first = _plus(_shift_day(x, operand, bind), 1)
        case "more_than_ahead":
            last = _plus(_shift_day(x, operand, bind, back=True), -1)
        case "is_today":
            first = last = x
        case "before_today":
            first = _plus(x, 1)
        case _:
            last = _plus(x, -1)
    exact = _within(first, last, where.today)
    holds = exact
    if where.varies:
        utc = _UTC_DAY
        inside = _within(
            _plus(first, 1) if first is not None else None, _plus(last, -1) if last is not None else None, utc
        )
        near = _within(
            _plus(first, -1) if first is not None else None, _plus(last, 1) if last is not None else None, utc
        )
        holds = fill("CASE WHEN {inside} THEN true WHEN NOT {near} THEN false ELSE {exact} END",
                     inside=inside, near=near, exact=exact)  # fmt: skip
    ends = [first] if first is not None else []
    ends += [_plus(last, 1)] if last is not None else []
    return holds, tuple(where.next_start(day) for day in ends)


def _within(first: sql.Composable | None, last: sql.Composable | None, day: sql.Composable) -> sql.Composable:
    if first is None:
        assert last is not None
        return fill("({last} >= {day})", last=last, day=day)
    if last is None:
        return fill("({first} <= {day})", first=first, day=day)
    return fill("({first} <= {day} AND {last} >= {day})", first=first, last=last, day=day)


def _plus(day: sql.Composable, days: int) -> sql.Composable:
    return fill("({day} + {days})", day=day, days=sql.Literal(days))


def _shift_day(day: sql.Composable, span: dict[str, Any], bind: Binder, *, back: bool = False) -> sql.Composable:
    """A day moved by days or weeks, or by months where the day of the month is the last at most."""
    sign = sql.SQL("-" if back else "+")
    if span["unit"] == _MONTHS:
        months = bind(f"{span['amount']} months", "interval")
        return fill("({day} {sign} {months})::date", day=day, sign=sign, months=months)
    days = bind(span["amount"] * (7 if span["unit"] == "weeks" else 1), "integer")
    return fill("({day} {sign} {days})", day=day, sign=sign, days=days)


def _moment_window(x: sql.Composable, operator: str, span: dict[str, Any], where: _Zone, bind: Binder) -> Result:
    """Holds from the first moment of a window until before the last one.

    `x` is put between constants, which decides nearly all rows; only near the moved end of the window is that computed.
    """
    back = operator in ("within_next", "more_than_ahead")
    exactly = span["unit"] in _EXACT
    interval = bind(f"{'-' if back else ''}{span['amount']} {span['unit']}", "interval")
    zone = sql.SQL("'UTC'") if exactly else where.name
    end = fill("moved({x}, {interval}, {zone})", x=x, interval=interval, zone=zone)
    come = fill("({end} <= {now})", end=end, now=NOW)
    # What x must be for its end to be now, more or less.
    middle = fill("({utc} - {interval})", utc=_UTC, interval=interval)
    margin = sql.SQL("interval '0'") if exactly else _MARGINS.get(span["unit"], _MARGIN)
    low = fill("({middle} - {margin}) AT TIME ZONE 'UTC'", middle=middle, margin=margin)
    high = fill("({middle} + {margin} + interval '1 microsecond') AT TIME ZONE 'UTC'", middle=middle, margin=margin)
    after_now = fill("({utc} + interval '1 microsecond') AT TIME ZONE 'UTC'", utc=_UTC)
    ends = (upcoming(end),)
    if where.varies and not exactly:
        far = fill("({middle} + interval '10 days') AT TIME ZONE 'UTC'", middle=middle)
        early = fill("({x} AT TIME ZONE 'UTC' + {interval} - interval '4 days') AT TIME ZONE 'UTC'",
                     x=x, interval=interval)  # fmt: skip
        ends = (_placed(x, [low, far], [NULL, ends[0], early]),)
    match operator:
        case "within_next":
            holds = _placed(x, [after_now, fill("greatest({a}, {b})", a=low, b=after_now), high],
                            [FALSE, TRUE, come, FALSE])  # fmt: skip
            return holds, (*ends, upcoming(x))
        case "within_last":
            holds = _placed(x, [low, fill("least({a}, {b})", a=high, b=after_now), after_now],
                            [FALSE, negated(come), TRUE, FALSE])  # fmt: skip
            return holds, (*ends, upcoming(x))
        case "more_than_ago":
            return _placed(x, [low, high], [TRUE, come, FALSE]), ends
        case _:
            return _placed(x, [low, high], [FALSE, negated(come), TRUE]), ends


def _placed(x: sql.Composable, limits: list[sql.Composable], answers: list[sql.Composable]) -> sql.Composable:
    """The answer for where x lies between rising limits; below the first is the first answer, NULL for NULL."""
    cases = [fill("WHEN {n} THEN {answer}", n=sql.Literal(n), answer=answer) for n, answer in enumerate(answers)]
    listed = sql.SQL(", ").join(limits)
    return fill("CASE width_bucket({x}, ARRAY[{limits}]) {cases} END",
                x=x, limits=listed, cases=sql.SQL(" ").join(cases))  # fmt: skip


def _anniversary(x: sql.Composable, operator: str, operand: Any, where: _Zone, bind: Binder) -> Result:
    if operator in ("anniversary_today", "anniversary_within_next"):
        holds, change, reach = _coming_anniversary(x, operator, operand, where, bind)
    else:
        holds, change, reach = _anniversary_in(x, operator, where)
    moment = where.start(change)
    if where.varies:
        # The first anniversary that is of interest anywhere on earth: mostly it is far.
        first = fill("next_anniversary({x}, {utc} - {reach})", x=x, utc=_UTC_DAY, reach=sql.Literal(reach))
        begin = _shift_day(first, operand, bind, back=True) if operand is not None else first
        far = fill("{begin} > {utc} + {reach}", begin=begin, utc=_UTC_DAY, reach=sql.Literal(reach + 2))
        holds = fill("CASE WHEN {far} THEN false ELSE {exact} END", far=far, exact=holds)
        moment = fill("CASE WHEN {far} THEN ({begin} - {reach})::timestamp AT TIME ZONE 'UTC' ELSE {exact} END",
                      far=far, begin=begin, reach=sql.Literal(reach), exact=moment)  # fmt: skip
    return holds, (moment,)


_Window = tuple[sql.Composable, sql.Composable, int]
"""Whether today is in the window, the day at which that changes, and days that the window is wider than its dates."""


def _coming_anniversary(x: sql.Composable, operator: str, operand: Any, where: _Zone, bind: Binder) -> _Window:
    next_one = fill("next_anniversary({x}, {today})", x=x, today=where.today)
    first = next_one if operator == "anniversary_today" else _shift_day(next_one, operand, bind, back=True)
    holds = fill("({first} <= {today})", first=first, today=where.today)
    change = fill("CASE WHEN {holds} THEN {after} ELSE {first} END",
                  holds=holds, after=_plus(next_one, 1), first=first)  # fmt: skip
    return holds, change, 1


def _anniversary_in(x: sql.Composable, operator: str, where: _Zone) -> _Window:
    week = operator == "anniversary_this_week"
    unit, length = (
        sql.SQL("'week'" if week else "'month'"),
        sql.SQL("interval '1 week'" if week else "interval '1 month'"),
    )
    begin = fill("date_trunc({unit}, {today}::timestamp)::date", unit=unit, today=where.today)
    after = fill("({begin} + {length})::date", begin=begin, length=length)
    next_one = fill("next_anniversary({x}, {begin})", x=x, begin=begin)
    holds = fill("({next} < {after})", next=next_one, after=after)
    change = fill("CASE WHEN {holds} THEN {after} ELSE date_trunc({unit}, {next}::timestamp)::date END",
                  holds=holds, after=after, unit=unit, next=next_one)  # fmt: skip
    return holds, change, 8 if week else 33


def _day_of_month(x: sql.Composable, operand: Any, where: _Zone, bind: Binder) -> Result:
    day = fill("extract(day FROM {x})::integer", x=x)
    if operand != "today":
        return fill("({day} = {v})", day=day, v=bind(operand, "integer")), ()
    holds = fill("({day} = extract(day FROM {today})::integer)", day=day, today=where.today)
    change = fill("CASE WHEN {holds} THEN {today} + 1 ELSE next_day_of_month({day}, {today}) END",
                  holds=holds, today=where.today, day=day)  # fmt: skip
    return holds, (where.start(change),)
