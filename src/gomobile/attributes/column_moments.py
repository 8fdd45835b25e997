"""The fast paths of `columns` for dates and times: which cells are decided at once, and their JSON text."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import polars as pl

from gomobile.attributes.definition import Definition
from gomobile.attributes.values import ValueFormat

_ISO = r"^[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}$"
_YEAR_LAST = r"^[0-9]{1,2}(?:/[0-9]{1,2}/|-[0-9]{1,2}-|\.[0-9]{1,2}\.)[1-9][0-9]{3}$"
_MOMENT = r"^[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}[T ](?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z?$"


def fast_date(cells: pl.Series, _definition: Definition, format: ValueFormat) -> pl.Series:
    """ISO dates; d/m/yyyy and m/d/yyyy by the order of the format, or where only one reading exists."""
    if cells.str.ends_with(" 00:00:00").any():
        cells = cells.str.strip_suffix(" 00:00:00")
    iso = _where(cells.str.contains(_ISO), cells)
    days = _where(iso.str.to_date("%Y-%m-%d", strict=False).is_not_null(), iso)
    if iso.has_nulls():
        days = pl.select(pl.coalesce(days, _year_last(cells, format.date))).to_series()
    return pl.select(pl.format('"{}"', days)).to_series()


def _year_last(cells: pl.Series, order: str | None) -> pl.Series:
    slashed = _where(cells.str.contains(_YEAR_LAST), cells)
    if slashed.str.contains_any(["-", "."]).any():
        slashed = slashed.str.replace_many(["-", "."], ["/", "/"])
    days = slashed.str.to_date("%m/%d/%Y" if order == "MDY" else "%d/%m/%Y", strict=False)
    if order not in ("DMY", "MDY"):
        other = slashed.str.to_date("%m/%d/%Y", strict=False)
        two_readings = (days != other).fill_null(value=False)
        days = pl.select(pl.when(~two_readings).then(pl.coalesce(days, other))).to_series()
    return days.dt.to_string("%Y-%m-%d")


def fast_moment(cells: pl.Series, _definition: Definition, format: ValueFormat) -> pl.Series:
    """ISO date-times with seconds: with Z, or as local time on days without a clock change."""
    plain = _where(cells.str.contains(_MOMENT), cells.str.replace("T", " ", literal=True))
    written = plain.str.strip_suffix("Z").str.to_datetime("%Y-%m-%d %H:%M:%S", time_unit="us", strict=False)
    local = ~cells.str.ends_with("Z")
    if local.any():
        offset = _where(local, _offsets(_where(local, written.dt.date()), format.time_zone))
        written = pl.select(pl.when(local).then(written - offset).otherwise(written)).to_series()
    moments = _where(written.dt.year().is_between(1000, 9999), written.dt.to_string("%Y-%m-%dT%H:%M:%S"))
    return pl.select(pl.format('"{}.000Z"', moments)).to_series()


def _where(mask: pl.Series, values: pl.Series) -> pl.Series:
    return pl.select(pl.when(mask).then(values)).to_series()


def _offsets(days: pl.Series, time_zone: str) -> pl.Series:
    """The UTC offset of each local day, null where it changes in the course of the day.

    Asked of zoneinfo once per distinct day instead of using the zone tables in Polars: both paths follow one
    edition.
    """
    zone = ZoneInfo(time_zone)
    distinct = days.drop_nulls().unique()
    offsets = pl.Series([_offset(day, zone) for day in distinct], dtype=pl.Duration("us"))
    return days.replace_strict(distinct, offsets, default=None, return_dtype=pl.Duration("us"))


def _offset(day: date, zone: ZoneInfo) -> timedelta | None:
    first, last = (datetime.combine(day, clock, zone) for clock in (time.min, time.max))
    before, after = first.utcoffset(), last.replace(fold=1).utcoffset()
    return before if before == after and first.replace(fold=1).utcoffset() == before else None
