"""Points in time: a date, a time of day and a time zone, in one text."""

from __future__ import annotations

import functools
import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from gomobile.attributes.parse.date import FIRST_YEAR, from_serial, parse_date
from gomobile.attributes.parse.text import Refused, plain

_LONGEST = 96
_TIME = re.compile(
    r"(?:(?<=\d)t|[\s,]+(?:(?:à|a|at)\s+)?)"
    r"(?P<hour>\d{1,2})(?:[:h](?P<minute>\d{2})|(?=\s*[ap]\.?m))"
    r"(?:[:m](?P<second>\d{2})s?(?:[.,](?P<fraction>\d{1,9}))?)?"
    r"(?:\s*(?P<half>[ap]\.?m\.?|ص|م))?"
    r"(?:\s*(?P<zone>z|(?:utc|gmt)?(?P<sign>[-+])(?P<zone_hour>\d{2}):?(?P<zone_minute>\d{2})?|utc|gmt))?$",
    re.IGNORECASE | re.ASCII,
)
_SERIAL = re.compile(r"\d{1,7}(?:[.,]\d+)?")
_BROWSER = re.compile(r" \([^()]*\)$")  # what JavaScript's Date.toString() ends with
_BROWSER_DATE = re.compile(r"^[a-z]{3} ([a-z]{3} \d{1,2} \d{4})$", re.IGNORECASE)


@functools.lru_cache(maxsize=64)
def _zone(name: str) -> tzinfo:
    return ZoneInfo(name)


def parse_moment(text: str, order: str | None, time_zone: str) -> datetime:
    """Read a date and time as UTC; without an offset it is local to `time_zone`, a date alone its midnight.

    Milliseconds are kept. A local time that a clock change skips or repeats is taken with the offset before
    the change. Raises Refused: format, range, ambiguousDate.
    """
    day, clock, offset = split_moment(text, order)
    local = datetime.combine(day, clock or time(), offset or _zone(time_zone))
    try:
        moment = local.astimezone(UTC)
    except OverflowError:
        raise Refused("range") from None
    if moment.year < FIRST_YEAR:
        raise Refused("range")
    return moment


def parse_day(text: str, order: str | None, time_zone: str) -> date:
    """Read a calendar date from a text that may carry a time of day, as spreadsheets and JavaScript do.

    The day is the one written, except where an offset is given with a time other than midnight
    ("2026-12-30T23:00:00Z" is the 31st in Casablanca): then it is the day in `time_zone`.
    """
    day, clock, offset = split_moment(text, order)
    if offset is None or clock is None or clock == time():
        return day
    try:
        return datetime.combine(day, clock, offset).astimezone(_zone(time_zone)).date()
    except OverflowError:
        raise Refused("range") from None


def iso_moment(moment: datetime) -> str:
    """The stored form of a UTC time: always milliseconds and Z, so that texts sort as times."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def split_moment(text: str, order: str | None) -> tuple[date, time | None, tzinfo | None]:
    """The date, and time of day and offset where the text holds them. Raises Refused as `parse_date`."""
    if len(text) > _LONGEST:
        raise Refused("format")
    body = _BROWSER.sub("", plain(text))
    if order == "SERIAL" and _SERIAL.fullmatch(body):
        day, fraction = from_serial(float(body.replace(",", ".")))
        seconds = min(round(fraction * 86_400), 86_399)
        return day, (datetime.combine(day, time()) + timedelta(seconds=seconds)).time(), None
    match = _TIME.search(body)
    if not match:
        return parse_date(text, order), None, None
    written = body[: match.start()]
    day = parse_date(_BROWSER_DATE.sub(r"\1", written), order)
    return day, _clock(match), _offset(match)


def _clock(match: re.Match[str]) -> time:
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if match["half"]:
        if not 1 <= hour <= 12:
            raise Refused("format")
        hour = hour % 12 + (12 if match["half"][0] in "pPم" else 0)
    microseconds = int((match["fraction"] or "0").ljust(6, "0")[:6])
    try:
        return time(hour, minute, int(match["second"] or 0), microseconds)
    except ValueError:
        raise Refused("range") from None


def _offset(match: re.Match[str]) -> tzinfo | None:
    if not match["zone"]:
        return None
    if not match["sign"]:
        return UTC
    minutes = int(match["zone_hour"]) * 60 + int(match["zone_minute"] or 0)
    if minutes > 14 * 60 or int(match["zone_minute"] or 0) > 59:
        raise Refused("format")
    return timezone(timedelta(minutes=-minutes if match["sign"] == "-" else minutes))
