"""Numbers as people and spreadsheets write them."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Context, Decimal

from gomobile.attributes.parse.currency import strip_unit
from gomobile.attributes.parse.text import Refused, plain

MAX_NUMBER = 2**53 - 1  # every whole number up to here is exact in JSON readers of all languages
SIGNIFICANT = 15  # digits that a double keeps, and that spreadsheets keep
_LONGEST = 64
_EXACT = Context(prec=400, rounding=ROUND_HALF_EVEN)
_ROUNDED = Context(prec=SIGNIFICANT, rounding=ROUND_HALF_EVEN)
_SMALLEST = Decimal(1).scaleb(-SIGNIFICANT)

_SIGNS = str.maketrans("−﹣–‐‑", "-----")
_APOSTROPHES = str.maketrans("’ʼ‘´`\u066c", "''''''")
_COMMAS = str.maketrans("،", ",")
_GROUPED = {
    " ": re.compile(r"\d{1,3}(?: \d{3})+"),
    "'": re.compile(r"\d{1,3}(?:'\d{3})+"),
    ".": re.compile(r"\d{1,3}(?:\.\d{3})+"),
    ",": re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}"),  # the second: lakhs and crores
}
_AMBIGUOUS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_SCIENTIFIC = re.compile(r"(\d{1,40})(?:[.,](\d{0,40}))?[eE]([-+]?\d{1,3})")
_ALLOWED = re.compile(r"[\d ',.٫]*\d[\d ',.٫]*")


def parse_number(text: str, decimal: str | None) -> int | float:
    """Read a number: sign, accounting brackets, thousands separators, decimal comma or point, currency.

    `decimal` is the decimal separator of the source, "." or ",", or None when unknown; it decides "1,234".
    Whatever the separators alone decide ("1 234,50", "1,234.5", "12,5") is read without it. A percent sign
    and a currency are dropped: "50%" is 50, the number as printed. Raises Refused: format, ambiguousNumber,
    range.
    """
    if len(text) > _LONGEST:
        raise Refused("format")
    body = plain(text).translate(_SIGNS).translate(_APOSTROPHES).translate(_COMMAS)
    negative, body = _strip_affixes(body.removeprefix("'"))
    scientific = _SCIENTIFIC.fullmatch(body)
    if scientific:
        whole, fraction, exponent = scientific.groups()
        value = Decimal(f"{whole}.{fraction or 0}").scaleb(int(exponent), _EXACT)
    elif _ALLOWED.fullmatch(body):
        value = _read(body, decimal)
    else:
        raise Refused("format")
    return tidy(value.copy_negate() if negative else value)


def tidy(value: Decimal) -> int | float:
    """The JSON number of a finite decimal: whole numbers as int, others rounded to 15 significant digits.

    Raises Refused("range") beyond ±(2^53 - 1), where readers of JSON start to round silently.
    """
    if value.copy_abs() > MAX_NUMBER:
        raise Refused("range")
    if value != value.to_integral_value():
        value = _ROUNDED.plus(value)
        if -value.as_tuple().exponent > SIGNIFICANT:  # type: ignore[operator]
            value = value.quantize(_SMALLEST)
    return int(value) if value == value.to_integral_value() else float(value)


def as_written(value: object) -> str | None:
    """The JSON text of `tidy` for a number of JSON that is stored as it is, nearly every one; None: ask `tidy`.

    Half a microsecond, where the way through a decimal takes three.
    """
    if type(value) is int:
        return str(value) if -MAX_NUMBER <= value <= MAX_NUMBER else None
    if type(value) is not float or value == 0:
        return None
    text = repr(value)
    # With the point no more than 15 digits; an exponent, infinity and "nan" are words with letters.
    return text.removesuffix(".0") if len(text) <= SIGNIFICANT + 1 and text[-1].isdigit() and "e" not in text else None


def decimal_hint(text: str) -> str | None:
    """What one cell tells about the decimal separator of its source, for `detect.detect_format`.

    "." or "," where the cell decides it, "?" for one that only the separator could decide ("1,234"), "short"
    and "long" for whole numbers without separators below and from 1000, None for anything else.
    """
    body = plain(text).translate(_SIGNS).translate(_APOSTROPHES).translate(_COMMAS)
    _, body = _strip_affixes(body[:_LONGEST].removeprefix("'"))
    if body.isdecimal():
        return "short" if len(body.lstrip("0")) <= 3 else "long"
    if not _ALLOWED.fullmatch(body) or "٫" in body:
        return None
    try:
        point = _decimal_point(body, None)
        _read(body, None)
    except Refused as refused:
        return "?" if refused.code == "ambiguousNumber" else None
    if point is None and ("," in body or "." in body):
        return "." if "," in body else ","
    return point


def _strip_affixes(body: str) -> tuple[bool, str]:
    """Take off brackets, one sign, currency before or after, and a percent sign, in whatever order."""
    negative = signed = False
    for _ in range(5):
        before = body
        body = body.strip(" ")
        if body.startswith("(") and body.endswith(")") and not signed:
            negative, signed, body = True, True, body[1:-1]
        elif body[:1] in ("-", "+") and not signed:
            negative, signed, body = body[0] == "-", True, body[1:]
        elif body.endswith("-") and not signed:
            negative, signed, body = True, True, body[:-1]
        else:
            body = strip_unit(body)
        if body == before:
            break
    return negative, body


def _read(body: str, decimal: str | None) -> Decimal:
    point = _decimal_point(body, decimal)
    whole, _, fraction = body.partition(point) if point else (body, "", "")
    if fraction and not fraction.isdecimal():
        raise Refused("format")
    if not whole.isdecimal() and whole:
        separator = next(char for char in whole if not char.isdecimal())
        if separator not in _GROUPED or not _GROUPED[separator].fullmatch(whole):
            raise Refused("format")
        whole = whole.replace(separator, "")
    return Decimal(f"{whole or 0}.{fraction or 0}")


def _decimal_point(body: str, decimal: str | None) -> str | None:
    """The character before the decimals, or None for a whole number."""
    if "٫" in body:
        return "٫"
    commas, points = body.count(","), body.count(".")
    if commas and points:
        return "," if body.rfind(",") > body.rfind(".") else "."
    if commas + points != 1:
        return None
    separator = "," if commas else "."
    if not _AMBIGUOUS.fullmatch(body):
        return separator
    if decimal is None:
        raise Refused("ambiguousNumber")
    return separator if separator == decimal else None
