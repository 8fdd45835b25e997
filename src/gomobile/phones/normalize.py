"""What a person typed, as a phone number: the one normaliser behind every door."""

from __future__ import annotations

from dataclasses import dataclass

from gomobile.phones.cell import Part, open_cell
from gomobile.phones.errors import PhoneError, PhoneErrorCode, UnknownRegion
from gomobile.phones.labels import views, without_bracketed_label, without_leading_label
from gomobile.phones.reading import PhoneStatus, Reading, read
from gomobile.phones.regions import checked_region

__all__ = [
    "Phone",
    "PhoneError",
    "PhoneErrorCode",
    "PhoneStatus",
    "Trace",
    "UnknownRegion",
    "normalize",
    "trace",
]

MAX_JUNK = 40
"""Characters; a longer text in which no number is found is not kept as a number."""
MAX_TRIED = 10
"""Numbers of one cell."""


@dataclass(frozen=True, slots=True)
class Phone:
    """A number as it was provided and as it is understood.

    raw: the whole input
    used: the number taken from it, as provided; not `raw` where it was trimmed, repaired or one of several
    key: E.164 with `+` when it can be read, else its ASCII digits; equal keys are the same number
    status: `valid` (a number that exists in the plan), `possible` (its length does) or `invalid`
    type: mobile, fixed_line, fixed_line_or_mobile, toll_free, premium_rate, shared_cost, voip,
        personal_number, pager, uan, voicemail or unknown
    region: ISO 3166-1 alpha-2, `001` for numbers of no country, None when unknown
    digits: the digit forms by which it can be found, separated by a space (`212612345678 0612345678`)
    others: further numbers of the same cell, as provided
    """

    raw: str
    used: str
    key: str
    status: PhoneStatus
    type: str
    region: str | None
    digits: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trace:
    """A number and the names of the repairs that it took (see `explain`)."""

    phone: Phone
    repairs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    part: Part
    reading: Reading
    repairs: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()


def normalize(raw: str, region: str) -> Phone:
    """Read what a person typed as somebody in `region` (ISO 3166-1 alpha-2) means it.

    An invalid number is kept and marked, never refused. Raises PhoneError when there is no number at all
    (`required`, `unreadable`) or when a spreadsheet has rounded it (`roundedByExcel`), and UnknownRegion.
    """
    return trace(raw, region).phone


def trace(raw: str, region: str) -> Trace:
    """As `normalize`, and say what was repaired."""
    region = checked_region(region)
    cell = open_cell(raw)
    index, found = _first_readable(cell.parts, region)
    before = tuple(part.used for part in cell.parts[:index])
    after = tuple(part.used for part in cell.parts[index + 1 :])
    reading = found.reading
    phone = Phone(
        raw=raw,
        used=found.part.used,
        key=reading.key,
        status=reading.status,
        type=reading.type,
        region=reading.region,
        digits=reading.digits,
        others=(*before, *found.rest, *after),
    )
    return Trace(phone, (*cell.repairs, *found.repairs, *((reading.repair,) if reading.repair else ())))


def _first_readable(parts: tuple[Part, ...], region: str) -> tuple[int, _Found]:
    """The first valid part, else the first possible one, else the first that holds a number at all.

    Only so many are tried, which bounds the work that one cell can cause.
    """
    best: tuple[int, _Found] | None = None
    for index, part in enumerate(parts[:MAX_TRIED]):
        try:
            found = _read_part(part, region)
        except PhoneError:
            continue
        if found.reading.status == "valid":
            return index, found
        if best is None or (found.reading.status == "possible" and best[1].reading.status == "invalid"):
            best = index, found
    if best is None:
        raise PhoneError("unreadable")
    return best


def _read_part(part: Part, region: str) -> _Found:
    number = without_leading_label(part)
    label = () if number == part else ("label",)
    unlabelled = without_bracketed_label(number)
    if unlabelled is not None:
        reading = read(unlabelled.text, region)
        if reading.status == "valid":
            return _Found(unlabelled, reading, ("label",))
    reading = read(number.text, region)
    if reading.status == "valid":
        return _Found(number, reading, label)
    for view in views(number, invalid=reading.status == "invalid"):
        readings = (read(piece.text, region) for piece in view.parts[:MAX_TRIED])
        first = next(readings)
        if first.status == "valid" and all(other.status == "valid" for other in readings):
            rest = (*(piece.used for piece in view.parts[1:]), *view.rest)
            return _Found(view.parts[0], first, (*label, view.repair), rest)
    if reading.status == "invalid" and len(part.text) > MAX_JUNK:
        raise PhoneError("unreadable")
    return _Found(number, reading, label)
