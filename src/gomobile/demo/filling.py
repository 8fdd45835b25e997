"""What the steps of a filling share: the organization, its people, and what earlier steps made."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from random import Random
from uuid import UUID

from gomobile.accounts.caller import Actor, Organization
from gomobile.db.pool import Connection
from gomobile.demo import store
from gomobile.demo.inventing import invent
from gomobile.demo.person import Person
from gomobile.demo.store import Demo
from gomobile.settings import Settings


@dataclass
class Filling:
    """One organization that is being filled.

    kept: ids by name, for later steps; made: counts of what there is. Both are stored with each step.
    """

    conninfo: str
    settings: Settings
    organization: Organization
    demo: Demo
    stop: threading.Event
    kept: dict[str, str] = field(default_factory=dict)
    made: dict[str, int] = field(default_factory=dict)

    @property
    def org_id(self) -> UUID:
        """The tenant."""
        return self.organization.id

    @property
    def actor(self) -> Actor:
        """Who asked for it."""
        return Actor(self.demo.created_by_kind, self.demo.created_by)

    @cached_property
    def people(self) -> list[Person]:
        """The invented people: the same ones when a filling is continued."""
        return invent(self.demo.people, self.demo.seed, self.demo.today)

    def random(self, purpose: str) -> Random:
        """Chance that is the same for the same seed, whatever other steps took of it."""
        return Random(f"{self.demo.seed}/{purpose}")  # noqa: S311 - nothing secret

    def id(self, name: str) -> UUID:
        """What an earlier step kept."""
        return UUID(self.kept[name])

    def contacts(self, conn: Connection) -> list[tuple[Person, UUID]]:
        """The people who are contacts, with their ids: those whose number was read as it is."""
        known = store.list_contacts(conn, self.org_id)
        return [(person, known[person.phone]) for person in self.people if person.phone in known]


@dataclass(frozen=True, slots=True)
class Step:
    """A part of the work, with words for who waits.

    write: what is done in one transaction, together with the note that it is done
    work: what takes transactions of its own; it can be done again after it was interrupted
    """

    doing: str
    write: Callable[[Filling, Connection], None] | None = None
    work: Callable[[Filling], None] | None = None
