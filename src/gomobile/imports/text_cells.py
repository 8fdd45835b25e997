"""Read the cells of the fields that are no free text: gender and e-mail address, and find those that hold an error of
a spreadsheet. Pure, on Polars.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

import polars as pl

from gomobile.attributes.columns import is_plain_email
from gomobile.attributes.parse.email import email_problem
from gomobile.imports.aliases import NO_GENDER_WORDS, NOTHING_WORDS

_BRACKETED = re.compile(r"<\s*(?:mailto:)?([^<>\s]+@[^<>\s]+)\s*>", re.IGNORECASE)
_BETWEEN = re.compile(r"[;,|/\s]+(?:(?:and|or|et|ou|y|o|و)\s+)?")
_AROUND = " .,;:<>()[]'\"\u200e\u200f"


class Read(NamedTuple):
    """A column as it is written: `values`, null where blank or refused, `codes` of the refused cells, and in `others`
    what a cell holds beside the value that was taken.
    """

    values: pl.Series
    codes: pl.Series
    others: pl.Series


FORMULA_ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!", "#FIELD!")


def formula_errors(cells: pl.Series) -> pl.Series | None:
    """A mask of the cells with the error of a formula in place of its result, if there are any."""
    if not cells.str.starts_with("#").any():
        return None
    mask = cells.is_in(list(FORMULA_ERRORS)).fill_null(value=False)
    return mask if mask.any() else None


def read_genders(cells: pl.Series, words: Mapping[str, str]) -> Read:
    """Genders by their words; a word for none is a blank. Codes: `enum`."""
    given = cells.str.strip_chars(" .").str.to_lowercase()
    known = given.replace_strict(dict(words), default=None, return_dtype=pl.String)
    bad = (given != "") & known.is_null() & ~given.is_in(list(NO_GENDER_WORDS))
    codes = pl.select(pl.when(bad).then(pl.lit("enum"))).to_series()
    return Read(known, codes, _nothing(cells))


def read_emails(cells: pl.Series) -> Read:
    """Addresses without what stands around them; the first one of several. Codes: `format`, `maxLength`."""
    plain = is_plain_email(cells).fill_null(value=True)
    if plain.all():
        return Read(cells, _nothing(cells), _nothing(cells))
    odd = cells.filter(~plain).unique()
    read = [_read_email(cell) for cell in odd]

    def told(at: int) -> pl.Series:
        new = pl.Series([one[at] for one in read], dtype=pl.String)
        return cells.replace_strict(odd, new, default=None, return_dtype=pl.String)

    values = pl.select(pl.when(plain).then(cells).otherwise(told(0))).to_series()
    return Read(values, told(1), told(2))


def _read_email(cell: str) -> tuple[str | None, str | None, str | None]:
    """The address of a cell, why it has none, and the rest of it."""
    if cell.strip(" .").lower() in NOTHING_WORDS:
        return None, None, None
    problem = email_problem(cell)
    if problem is None:
        return cell, None, None
    parts = _BRACKETED.findall(cell) or _BETWEEN.split(cell)
    parts = [bare for part in parts if (bare := _bare(part)) and bare.lower() not in NOTHING_WORDS]
    used = next((part for part in parts if email_problem(part) is None), None)
    if used is None:
        return None, problem, None
    rest = [part for part in dict.fromkeys(parts) if part != used]
    return used, None, "; ".join(rest) or None


def _bare(text: str) -> str:
    text = text.strip(_AROUND)
    return text[7:].strip(_AROUND) if text[:7].lower() == "mailto:" else text


def _nothing(cells: pl.Series) -> pl.Series:
    return pl.repeat(None, len(cells), dtype=pl.String, eager=True)
