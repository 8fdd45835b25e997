"""Which columns of a file say what about a suppression, and their cells as values. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from gomobile.attributes.parse.moment import parse_moment
from gomobile.attributes.parse.text import Refused, fold
from gomobile.errors import InvalidInput
from gomobile.imports.guess import guess_mapping
from gomobile.privacy.moments import read_end
from gomobile.privacy.suppression.errors import NoNumberColumn

if TYPE_CHECKING:
    import polars as pl

_NAMES: dict[str, tuple[str, ...]] = {
    "channel": ("channel", "canal", "canal de contact", "medio", "القناة", "قناة", "قناة الاتصال"),
    "reason": ("reason", "motif", "raison", "cause", "motivo", "razon", "razón", "السبب", "سبب"),
    "source": ("source", "origine", "origin", "origen", "fuente", "المصدر", "مصدر"),
    "proof": ("proof", "evidence", "preuve", "justificatif", "prueba", "دليل", "الدليل", "إثبات", "الإثبات"),
    "expiresAt": (
        *("expiresat", "expires", "expires at", "expires on", "expiry", "expiry date", "expiration", "expiration date"),
        *(
            "until",
            "valid until",
            "end",
            "end date",
            "date expiration",
            "date d expiration",
            "expire le",
            "date de fin",
        ),
        *("date fin", "fin", "jusqu au", "valable jusqu au", "fecha de vencimiento", "vencimiento", "caducidad"),
        *("fecha de caducidad", "fecha de expiracion", "fecha de expiración", "fecha fin", "hasta"),
        *("تاريخ الانتهاء", "تاريخ انتهاء الصلاحية", "ينتهي في", "صالح حتى", "حتى"),
    ),
    "state": ("state",),
}
_CHANNEL_WORDS: dict[str, tuple[str, ...]] = {
    "all": ("all", "any", "tous", "toutes", "tout", "الكل"),
    "call": ("call", "calls", "phone", "voice", "appel", "appels", "مكالمة"),
    "sms": ("sms", "text", "رسالة"),
    "whatsapp": ("whatsapp", "واتساب"),
    "email": ("email", "e-mail", "mail", "courriel"),
}
_BETWEEN = re.compile(r"[\s_'’.:/-]+")
_CHANNELS = {fold(word): channel for channel, words in _CHANNEL_WORDS.items() for word in words}


@dataclass(frozen=True, slots=True)
class Columns:
    """Positions: of the numbers, and of what else the file says, by field."""

    phone: int
    fields: Mapping[str, int]

    def read_as(self, header: Sequence[str]) -> dict[str, str]:
        """The names of the columns that say something, by field; `phone` first."""
        return {"phone": header[self.phone]} | {field: header[at] for field, at in self.fields.items()}

    def ignored(self, header: Sequence[str]) -> list[str]:
        """The names of the columns that say nothing to us."""
        used = {self.phone, *self.fields.values()}
        return [name for at, name in enumerate(header) if at not in used]


def find_columns(header: Sequence[str], samples: Sequence[Sequence[str | None]], wanted: str | None = None) -> Columns:
    """The columns of a file; `wanted` is the name of that with the numbers, or its 1-based position.

    Raises NoNumberColumn, or InvalidInput when there is no such column.
    """
    named = {_plain(name): at for at, name in reversed(list(enumerate(header)))}
    fields = {field: named[_plain(name)] for field, names in _NAMES.items() for name in names if _plain(name) in named}
    if wanted is not None:
        phone = named.get(_plain(wanted), int(wanted) - 1 if wanted.isdecimal() and len(wanted) < 6 else -1)
        if not 0 <= phone < len(header):
            text = f"The file has no column {wanted!r}; it has: {', '.join(header)[:300]}."
            raise InvalidInput.of("column", "unknownColumn", text, wanted)
    else:
        guessed = [one.column for one in guess_mapping(header, samples, []) if one.field == "primaryPhone"]
        if not guessed:
            text = f"No column looks like phone numbers; name one with `column`: {', '.join(header)[:300]}."
            raise NoNumberColumn.of("column", "required", text)
        phone = guessed[0]
    return Columns(phone, {field: at for field, at in fields.items() if at != phone})


def _plain(name: str) -> str:
    """A name as it is looked up: `Date d’expiration`, `date_d_expiration`."""
    return " ".join(_BETWEEN.sub(" ", fold(name)).split())


def channels(cells: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Channels as their names, null where the cell is blank or refused; and the code of each refusal."""
    return _converted(cells, lambda text: (_CHANNELS.get(fold(text)), "enum"))


def ends(cells: pl.Series, time_zone: str, at: datetime) -> tuple[pl.Series, pl.Series]:
    """Expiries as moments, null where the cell is blank or refused; and the code of each refusal."""
    return _converted(cells, lambda text: _end(text, time_zone, at))


def too_long(cells: pl.Series, longest: int) -> pl.Series:
    """The code of each refusal of a text."""
    import polars as pl

    return pl.select(
        pl.when(cells.str.len_chars() > longest).then(pl.lit("maxLength")).otherwise(pl.lit(None, pl.String))
    ).to_series()


def _end(text: str, time_zone: str, at: datetime) -> tuple[datetime | None, str]:
    moment = read_end(text, time_zone)
    if moment is None:
        try:
            moment = parse_moment(text, None, time_zone)
        except Refused as refused:
            return None, refused.code
    return (moment, "") if moment > at else (None, "past")


def _converted(cells: pl.Series, convert: Callable[[str], tuple[Any, str]]) -> tuple[pl.Series, pl.Series]:
    """Each different text converted once: a column has few of them."""
    import polars as pl

    values: dict[str, Any] = {}
    codes: dict[str, str] = {}
    for text in cells.drop_nulls().unique().to_list():
        value, code = convert(text)
        if value is None:
            codes[text] = code
        else:
            values[text] = value
    made = [None if text is None else values.get(text) for text in cells.to_list()]
    refused = [None if text is None else codes.get(text) for text in cells.to_list()]
    dtype = pl.Datetime("us", "UTC") if any(isinstance(value, datetime) for value in values.values()) else None
    if dtype is None:
        dtype = pl.String if values else pl.Null
    return pl.Series(made, dtype=dtype), pl.Series(refused, dtype=pl.String)
