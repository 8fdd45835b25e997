"""The live audiences of an organization, compiled and ordered: what is looked at when contacts change. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from gomobile.segments.binding import Shared
from gomobile.segments.compiling import Compiled

REFERS = "audience:"

# Of what hangs on a contact beside its own values: the entry of Compiled.uses that a change of it concerns.
FACETS: Mapping[str, str] = {
    "tags": "tags",
    "engagement": "engagement",
    "consent": "consent",
    "suppression": "suppression",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One live audience. `due_until`: moments at which time alone changes an answer are noted up to here."""

    id: UUID
    compiled: Compiled
    due_until: datetime | None = None

    @property
    def refers_to(self) -> frozenset[UUID]:
        """The audiences that its rules ask about."""
        return frozenset(UUID(use.removeprefix(REFERS)) for use in self.compiled.uses if use.startswith(REFERS))

    def concerned_by(self, what: str) -> bool:
        """Whether a change of this kind can change an answer; `what` as contacts.reactions names it."""
        facet = FACETS.get(what)
        if facet is None:
            return True
        return facet in self.compiled.uses or (what == "engagement" and "calls" in self.compiled.uses)


@dataclass(frozen=True, slots=True)
class Plan:
    """Rules in the order of evaluation: those of a level refer only to audiences of the levels before.

    `shared`: what several rules look at, computed once for each contact.
    """

    levels: tuple[tuple[Rule, ...], ...] = ()
    shared: Shared = field(default_factory=Shared)

    def __iter__(self) -> Iterator[Rule]:
        return (rule for level in self.levels for rule in level)

    def __bool__(self) -> bool:
        return bool(self.levels)

    def concerning(self, what: str) -> Plan:
        """The part to look at after a change of this kind."""
        return self._closed(rule.id for rule in self if rule.concerned_by(what))

    def depending_on(self, audience_id: UUID) -> Plan:
        """The part that asks, directly or not, about the members of one audience."""
        return self._closed(rule.id for rule in self if audience_id in rule.refers_to)

    def depending_on_time(self) -> Plan:
        """The part whose answers change by themselves."""
        return self._closed(rule.id for rule in self if rule.compiled.boundary is not None)

    def only(self, audience_id: UUID) -> Plan:
        """One audience, and those that ask about it."""
        return self._closed([audience_id])

    def _closed(self, chosen: Iterable[UUID]) -> Plan:
        wanted = set(chosen)
        for rule in self:
            if rule.refers_to & wanted:
                wanted.add(rule.id)
        levels = (tuple(rule for rule in level if rule.id in wanted) for level in self.levels)
        return Plan(tuple(level for level in levels if level), self.shared)


def order(rules: Iterable[Rule], shared: Shared) -> Plan:
    """Put rules in the order of evaluation. Raises ValueError when some refer to each other in a circle."""
    waiting = list(rules)
    live = {rule.id for rule in waiting}
    done: set[UUID] = set()
    levels: list[tuple[Rule, ...]] = []
    while waiting:
        ready = [rule for rule in waiting if not (rule.refers_to & live) - done]
        if not ready:
            raise ValueError("live audiences refer to each other in a circle")
        levels.append(tuple(ready))
        done |= {rule.id for rule in ready}
        waiting = [rule for rule in waiting if rule.id not in done]
    return Plan(tuple(levels), shared)
