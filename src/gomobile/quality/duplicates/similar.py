"""Numbers that one slip of a finger turns into each other, found in DuckDB from the files of `source`.

Each place of a number is looked at by itself: the numbers without their fifth digit, put together by a hash join, are
those that differ in the fifth digit alone. Time grows with the number of contacts, not with its square.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gomobile.db.queries import load

if TYPE_CHECKING:
    import duckdb

DUCK = load("gomobile.quality.duplicates", "duckdb.sql")
LARGEST = 20
"""Numbers of one tail; more of them are made up."""
_STEP = 20_000


def find(duck: duckdb.DuckDBPyConnection, *, changed: bool) -> Iterator[tuple[str, str, str]]:
    """(left id, right id, kind) of similar numbers, each pair once; with `changed` those of changed contacts only."""
    of_changed = "(l.changed OR r.changed)" if changed else "true"
    duck.execute(DUCK["begin_similar"])
    longest = duck.sql(DUCK["longest_number"]).fetchall()[0][0] or 0
    for place in range(1, longest + 1):
        duck.execute(DUCK["one_digit"].format(place=place, before=place - 1, after=place + 1, changed=of_changed))
    for place in range(1, longest):
        places = {"place": place, "before": place - 1, "after": place + 1, "rest": place + 2}
        duck.execute(DUCK["swapped"].format(**places, changed=of_changed))
    duck.execute(DUCK["same_tail"].format(largest=LARGEST, changed=of_changed))
    duck.execute(DUCK["make_similar_pairs"])
    start = 0
    while chunk := duck.execute(DUCK["similar_pairs"], [start, start + _STEP]).fetchall():
        yield from chunk
        start += _STEP
