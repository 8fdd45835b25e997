"""Contacts that pairs connect."""

from __future__ import annotations

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from gomobile.quality.duplicates.groups import groups

IDS = st.integers(0, 15).map(lambda number: UUID(int=number))


@given(st.lists(st.tuples(IDS, IDS).filter(lambda pair: pair[0] < pair[1])))
def test_a_group_holds_what_is_connected_and_nothing_else(pairs: list[tuple[UUID, UUID]]) -> None:
    found = groups(pairs)

    assert set(found) == {id for pair in pairs for id in pair}
    for id, members in found.items():
        reached = {id}
        while more := {b for a, b in [*pairs, *((b, a) for a, b in pairs)] if a in reached} - reached:
            reached |= more
        assert members == sorted(reached)
