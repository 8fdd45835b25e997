"""Contacts as the columns that are compared. Pure.

Every value is folded once here, each different name once, so that the comparison itself is plain SQL on a million rows.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from gomobile.quality.duplicates.model import ATTRIBUTE
from gomobile.quality.duplicates.name_keys import form, key
from gomobile.quality.duplicates.name_parts import split

if TYPE_CHECKING:
    import polars as pl

SEPARATOR = "\x1f"
"""Between the values of the identifying attributes."""

RAW = (
    "id", "changed", "first_name", "last_name", "full_name", "email", "phone", "address", "city", "state", "zip",
    "gender", "attributes",
)  # fmt: skip
"""The columns as they come from the database, all of them texts."""


def prepare(raw: pl.DataFrame, start: int, attributes: int) -> pl.DataFrame:
    """The columns to compare, of a frame with the columns RAW; `n` counts from `start`.

    Empty texts are nulls. `attributes` is how many identifying attributes there are.
    """
    import polars as pl

    names = _names(raw)
    values = pl.col("attributes").str.split(SEPARATOR)
    digits = pl.col("phone").str.replace_all(r"\D", "")
    frame = raw.select(
        (pl.int_range(pl.len(), dtype=pl.Int64) + start).alias("n"),
        "id",
        (pl.col("changed") == "t").alias("changed"),
        *_blank_to_null(
            email=pl.col("email"),
            email_local=pl.col("email").str.extract(r"^([^@]{3,})@"),
            phone=digits,
            tail=pl.when(digits.str.len_chars() >= 8).then(digits.str.slice(-8)),
            address=_words("address"),
            city=_words("city"),
            state=_words("state"),
            zip=pl.col("zip").str.to_lowercase().str.replace_all(r"[^\w]", ""),
            gender=pl.col("gender"),
            **{
                f"{ATTRIBUTE}{at}": values.list.get(at, null_on_oob=True).str.to_lowercase().str.strip_chars()
                for at in range(attributes)
            },
        ),
    )
    return pl.concat([frame, names], how="horizontal")


def _words(column: str) -> pl.Expr:
    """Words in lower case without accents and punctuation."""
    import polars as pl

    folded = pl.col(column).str.normalize("NFKD").str.replace_all(r"\p{M}", "").str.to_lowercase()
    return folded.str.replace_all(r"[^\p{L}\p{N}]+", " ").str.strip_chars()


def _blank_to_null(**columns: pl.Expr) -> list[pl.Expr]:
    import polars as pl

    return [pl.when(column.str.len_chars() > 0).then(column).alias(name) for name, column in columns.items()]


def _names(raw: pl.DataFrame) -> pl.DataFrame:
    """First and last names as forms and keys."""
    import polars as pl

    parts = raw.select(
        pl.col("first_name").str.strip_chars().alias("first"), pl.col("last_name").str.strip_chars().alias("last")
    )
    known = (parts["first"].str.len_chars() > 0) & (parts["last"].str.len_chars() > 0)
    if not known.fill_null(value=False).all():
        # Few organizations store only full names; each is split by itself.
        rows = raw.select("first_name", "last_name", "full_name").iter_rows()
        halves = [split(*row) for row in rows]
        parts = pl.DataFrame(halves, schema={"first": pl.String, "last": pl.String}, orient="row")
    made = {
        f"{part}{suffix}": _mapped(parts[part], function)
        for part in ("first", "last")
        for suffix, function in (("", form), ("_key", key), ("_sound", _sound))
    }
    return pl.DataFrame(made)


def _sound(name: str) -> str:
    """What two spellings of a name have in common: its key, unless that is too short to tell Ali from Leila."""
    found = key(name)
    return found if len(found) >= 3 else form(name)


def _mapped(names: pl.Series, function: Callable[[str], str]) -> pl.Series:
    """A function of each different name."""
    import polars as pl

    different = names.drop_nulls().unique()
    made = {name: function(name) or None for name in different.to_list()}
    return names.replace_strict(made, default=None, return_dtype=pl.String)
