"""What PostgreSQL answers is what the rules mean: against the oracle, over trees, contacts and moments."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import hypothesis
from hypothesis import Phase
from hypothesis import strategies as st

from gomobile.segments.operators import CLOCK
from tests.api.segments.conftest import Rules
from tests.api.segments.people import NOWS, ZONES, insert, people
from tests.api.segments.trees import trees
from tests.unit.segments.oracle import Person, World, judge, zone_info

#: What failed is told condition by condition; shrinking whole contacts takes minutes and tells no more.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
TYPES = {name: name for name in (
    "text", "number", "boolean", "date", "phone_number", "email", "url", "datetime", "enum",
)}  # fmt: skip


def world(rules: Rules, now: datetime) -> World:
    return World(now, rules.context.organization.timezone, TYPES)


def persons(draw: st.DrawFn, now: datetime) -> list[Person]:
    return draw(st.lists(people(now), min_size=1, max_size=3, unique_by=lambda person: person.phone))


@hypothesis.settings(max_examples=150, phases=PHASES)
@hypothesis.given(data=st.data())
def test_members_are_those_for_whom_the_rules_are_true(rules: Rules, data: Any) -> None:
    now = data.draw(st.sampled_from(NOWS))
    tree = data.draw(trees(rules.context, now))
    found = persons(data.draw, now)
    with rules.undone():
        for person in found:
            insert(rules.conn, rules.context.organization.id, person)

        members = rules.members(tree, now)
        verdicts = {person.id: rules.explain(tree, person.id, now) for person in found}

    for person in found:
        wrong = [*differences(tree, verdicts[person.id], person, world(rules, now))]
        assert not wrong, f"at {now}: {wrong}"
    truth = {person.id: judge(tree, person, world(rules, now)) for person in found}
    assert members == {id for id, verdict in truth.items() if verdict}


def differences(
    node: dict[str, Any], explained: dict[str, Any], person: Person, world: World
) -> Iterator[tuple[dict[str, Any], Any, str]]:
    """Every node on which the two disagree, with the value that was seen."""
    for child, one in zip(node.get("conditions", ()), explained.get("conditions", ()), strict=True):
        yield from differences(child, one, person, world)
    truth = judge(node, person, world)
    if explained["matches"] is not truth:
        yield node, explained.get("value"), f"{explained['matches']}, not {truth} ({person.phone})"


@hypothesis.settings(max_examples=150, phases=PHASES)
@hypothesis.given(data=st.data())
def test_nothing_changes_before_the_boundary(rules: Rules, data: Any) -> None:
    now = data.draw(st.sampled_from(NOWS))
    tree = data.draw(trees(rules.context, now, only=(*CLOCK, "happened", "equals")))
    found = persons(data.draw, now)
    with rules.undone():
        for person in found:
            insert(rules.conn, rules.context.organization.id, person)
        boundaries = rules.boundaries(tree, now)

    for person in found:
        boundary = boundaries.get(person.id)
        assert boundary is None or boundary > now
        verdict = judge(tree, person, world(rules, now))
        for moment in telling(person, now, boundary):
            assert judge(tree, person, world(rules, moment)) == verdict, (
                f"changes by {moment}, boundary {boundary}: {tree}"
            )


def telling(person: Person, now: datetime, boundary: datetime | None) -> list[datetime]:
    """Moments up to a boundary (or a year on) at which an answer could change: midnights everywhere, every hour of the
    next days, and just before the boundary.
    """
    end = boundary or now + timedelta(days=400)
    moments = [now + timedelta(hours=hours) for hours in range(1, 60)]
    for zone in (person.time_zone, *ZONES):
        where = zone_info(zone or "UTC")
        first = now.astimezone(where).date()
        for days in (*range(1, 12), *range(25, 70, 3), *range(70, 400, 27)):
            midnight = datetime.combine(first + timedelta(days=days), datetime.min.time(), where)
            moments += [midnight, midnight + timedelta(hours=1)]
    moments.append(end - timedelta(microseconds=1))
    return [moment for moment in moments if now < moment < end]
