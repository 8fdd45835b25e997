"""Guess how a column writes its numbers and dates, where the mapping does not say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from gomobile.attributes.parse.number import decimal_hint
from gomobile.attributes.parse.text import plain, trim
from gomobile.attributes.values import ValueFormat

_MAJORITY = 10  # how many times more cells must speak for one reading when some speak for the other
_ENOUGH = 3
_DAY_MONTH = re.compile(r"\s*(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(?:\d{4}|\d{2})\b")
_SERIAL = re.compile(r"[1-7]\d{4}(?:[.,]\d+)?")  # 1927-05-18 to 2119


def detect_format(samples: Sequence[str | None], type: str, known: ValueFormat | None = None) -> ValueFormat:
    """The format of a column from some of its cells; what `known` says is kept, what none tells stays None.

    Numbers: a cell such as "12,5" or "1.234,50" tells the decimal separator. Dates: a day over 12 tells the
    order; a column of nothing but numbers from 10000 to 79999 holds spreadsheet day numbers.
    """
    known = known or ValueFormat()
    cells = [trim(cell) for cell in samples if cell is not None]
    cells = [cell for cell in cells if cell]
    if type == "number" and known.decimal is None:
        return replace(known, decimal=_decimal(cells))
    if type in ("date", "datetime") and known.date is None:
        return replace(known, date=_order(cells))
    return known


def _decimal(cells: Sequence[str]) -> str | None:
    seen: dict[str | None, set[str]] = {}
    votes: Counter[str | None] = Counter()
    for cell in cells:
        hint = decimal_hint(cell)
        votes[hint] += 1
        seen.setdefault(hint, set()).add(cell)
    winner = _winner(votes, (".", ","))
    if winner or votes["."] or votes[","]:
        return winner
    # Only whole numbers and cells like "12,500". Beside "850" and never beside "2500", the separator groups
    # thousands.
    doubtful = seen.get("?", set())
    if len(doubtful) >= _ENOUGH and len(seen.get("short", ())) >= _ENOUGH and not votes["long"]:
        groups = {"," if "," in cell or "،" in cell else "." for cell in doubtful}
        if len(groups) == 1:
            return "." if groups == {","} else ","
    return None


def _order(cells: Sequence[str]) -> str | None:
    bodies = [plain(cell) for cell in cells]
    if bodies and all(_SERIAL.fullmatch(body) for body in bodies):
        return "SERIAL"
    votes: Counter[str | None] = Counter()
    for body in bodies:
        match = _DAY_MONTH.match(body)
        if not match:
            continue
        first, second = int(match[1]), int(match[2])
        if first > 12 >= second:
            votes["DMY"] += 1
        elif second > 12 >= first:
            votes["MDY"] += 1
    return _winner(votes, ("DMY", "MDY"))


def _winner(votes: Counter[str | None], candidates: Iterable[str]) -> str | None:
    first, second = sorted(candidates, key=votes.__getitem__, reverse=True)
    return first if votes[first] and votes[first] >= _MAJORITY * votes[second] else None
