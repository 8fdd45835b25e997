"""Cells of a CSV file that a spreadsheet would run as a formula, defused and restored. Pure.

`guard` and `unguard` are inverse for every text, so that an export which is imported again gives the same values.
Why it is done this way: docs/why/0008-formula-safe-cells.md.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

GUARD = "'"
STARTS = "=+-@\t\r\n＝＋－＠"
"""What a formula starts with, in ASCII and in the full width that East Asian spreadsheets read as the same."""

_CLASS = "[=+@\t\r\n＝＋－＠-]"
RISKY = rf"^'*{_CLASS}"
"""What gets a guard. The apostrophes in front make it possible to tell a guard from a text that begins with one."""
HARMLESS = r"^(\+[0-9 ().-]+|-?[0-9]+([.,][0-9]+)?)$"
"""What does not, although it looks risky: a phone number, and a plain number."""
GUARDED = rf"^'+{_CLASS}"

_risky, _harmless, _guarded = (re.compile(pattern) for pattern in (RISKY, HARMLESS.replace("$", r"\Z"), GUARDED))

# 0xEF begins the full-width forms in UTF-8.
_guard_in_bytes = re.compile(rb"'['=+@\t\r\n\xef-]")


def guard(text: str) -> str:
    """The text as a CSV cell that no spreadsheet runs: an apostrophe in front where it is needed."""
    return GUARD + text if _risky.match(text) and not _harmless.match(text) else text


def unguard(cell: str) -> str:  # allow: the inverse that `guard` is held against
    """The text that `guard` was given."""
    return cell[1:] if _guarded.match(cell) else cell


def may_hold_guards(text: bytes) -> bool:
    """Whether any cell of a UTF-8 text may have a guard: a fast look that spares `unguarded` nearly always."""
    return _guard_in_bytes.search(text) is not None


def unguarded(cells: pl.Expr) -> pl.Expr:
    """`unguard` for a String column."""
    import polars as pl

    return pl.when(cells.str.contains(GUARDED)).then(cells.str.slice(1)).otherwise(cells)
