"""Rows of a worksheet as XML, a batch at a time: 30 times faster than cell by cell. Pure, on Polars.

Texts stay texts whatever they look like: a leading `+`, `0` or `=` is kept and nothing is a formula.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape
from zoneinfo import ZoneInfo

from gomobile.exports.blocks import moments
from gomobile.exports.columns import Column

if TYPE_CHECKING:
    import polars as pl

# Positions in the cellXfs of xlsx_parts.STYLES.
TEXT, DATE, MOMENT, HEADER = 1, 2, 3, 4

FIRST_DAY = date(1900, 3, 1)
"""Before it spreadsheets count a day that was not: such dates are written as texts."""
_DAY_ZERO = date(1899, 12, 30)

# XML 1.0 cannot hold these; spreadsheets write them, and the letters of such a code themselves, as `_x0001_`.
_CONTROLS = {char: f"_x{ord(char):04X}_" for char in map(chr, [*range(9), 11, 12, 13, *range(14, 32), 0xFFFE, 0xFFFF])}
_ODD = r"_x|^\s|\s$|[\x00-\x08\x0b-\x1f\x{FFFE}\x{FFFF}]"
_CODE = r"_(x[0-9A-Fa-f]{4}_)"
_MARKUP = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def letters(position: int) -> str:
    """The letters of a 0-based column: A, …, Z, AA."""
    name = ""
    while position >= 0:
        position, rest = divmod(position, 26)
        name = chr(ord("A") + rest) + name
        position -= 1
    return name


def header_xml(names: Sequence[str]) -> str:
    """The first row of a sheet."""
    cells = "".join(
        f'<c r="{letters(at)}1" s="{HEADER}" t="inlineStr"><is><t>{escape(_plain(name))}</t></is></c>'
        for at, name in enumerate(names)
    )
    return f'<row r="1">{cells}</row>'


def rows_xml(frame: pl.DataFrame, columns: Sequence[Column], first_row: int, time_zone: str) -> bytes:
    """The rows of a frame of String columns "0", "1", … (see blocks.frames), the first at row `first_row`.

    Date-times are shown in `time_zone` (IANA), which is how an import reads them; where that would not bring back
    the same instant they are written as ISO texts.
    """
    import polars as pl

    numbered = frame.with_columns(row=(pl.int_range(pl.len()) + first_row).cast(pl.String))
    cells = numbered.select(
        pl.format('<row r="{}">', "row").alias("start"),
        *(
            pl.format(f'<c r="{letters(at)}{{}}{{}}', "row", _value(frame, at, column, time_zone)).alias(f"c{at}")
            for at, column in enumerate(columns)
        ),
        pl.lit("</row>").alias("end"),
    )
    # Written as if it were CSV, with blanks between the elements: twice as fast as joining the texts.
    xml = io.BytesIO()
    cells.write_csv(xml, include_header=False, separator=" ", quote_style="never")
    return xml.getvalue()


def _value(frame: pl.DataFrame, at: int, column: Column, time_zone: str) -> pl.Expr:
    """The rest of a cell after its position; null without a value."""
    import polars as pl

    cell = pl.col(str(at))
    match column.kind:
        case "number":
            return pl.format('"><v>{}</v></c>', cell)
        case "boolean":
            bit = pl.when(cell == "true").then(pl.lit("1")).when(cell == "false").then(pl.lit("0"))
            return pl.format('" t="b"><v>{}</v></c>', bit)
        case "date":
            day = cell.str.to_date("%Y-%m-%d")
            serial = pl.when(day >= FIRST_DAY).then((day - _DAY_ZERO).dt.total_days())
            return pl.coalesce(pl.format(f'" s="{DATE}"><v>{{}}</v></c>', serial), _text(frame, at))
        case "moment" | "stamp":
            local = _local(frame.select(moments(cell)).to_series(), time_zone, exact=column.kind == "moment")
            seconds = (local - datetime(1899, 12, 30)).dt.total_seconds()  # noqa: DTZ001 - local on purpose
            serial = pl.select(pl.when(local.dt.date() >= FIRST_DAY).then(seconds / 86_400)).to_series()
            return pl.coalesce(pl.format(f'" s="{MOMENT}"><v>{{}}</v></c>', pl.lit(serial)), _text(frame, at))
    return _text(frame, at)


def _text(frame: pl.DataFrame, at: int) -> pl.Expr:
    import polars as pl

    cell = pl.col(str(at))
    replaced, kept = _MARKUP, ""
    if frame.select(cell.str.contains(_ODD).any()).item():
        cell = cell.str.replace_all(_CODE, "_x005F_$1")
        replaced, kept = _MARKUP | _CONTROLS, ' xml:space="preserve"'
    cell = cell.str.replace_many(list(replaced), list(replaced.values()))
    return pl.format(f'" s="{TEXT}" t="inlineStr"><is><t{kept}>{{}}</t></is></c>', cell)


def _plain(text: str) -> str:
    return re.sub("|".join(map(re.escape, _CONTROLS)), lambda found: _CONTROLS[found[0]], text)


def _local(moments: pl.Series, time_zone: str, *, exact: bool) -> pl.Series:
    """UTC times as local ones, null on days around a clock change and, with `exact`, where there are milliseconds.

    Asked of zoneinfo once per distinct day: an import follows the same edition of the time zones.
    """
    import polars as pl

    zone = ZoneInfo(time_zone)
    days = moments.dt.date()
    distinct = days.drop_nulls().unique()
    offsets = pl.Series([_steady_offset(day, zone) for day in distinct], dtype=pl.Duration("ms"))
    local = moments + days.replace_strict(distinct, offsets, default=None, return_dtype=pl.Duration("ms"))
    whole = moments.dt.truncate("1s")
    if exact:
        return pl.select(pl.when(moments == whole).then(local)).to_series()
    return local.dt.truncate("1s")


def _steady_offset(day: date, zone: ZoneInfo) -> timedelta | None:
    """The offset from UTC of a day and its neighbours; None where it is not the same for all of them."""
    try:
        moments = [datetime.combine(day + timedelta(days), time(), UTC) for days in range(-1, 3)]
        offsets = {moment.astimezone(zone).utcoffset() for moment in moments}
    except OverflowError:
        return None
    return offsets.pop() if len(offsets) == 1 else None
