"""An organization with contacts, and clean-ups run without a worker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest

from gomobile.accounts import service as accounts
from gomobile.accounts.caller import Actor, Organization
from gomobile.contacts import service as contacts
from gomobile.db.pool import connect
from gomobile.quality.hygiene import service
from gomobile.quality.hygiene.store import RunRow
from tests import make

ACTOR = Actor("system")


@dataclass
class House:
    """One organization."""

    conninfo: str
    organization: Organization

    def contact(self, **values: Any) -> UUID:
        """A new contact."""
        with connect(self.conninfo) as conn:
            raw = {"primaryPhone": make.phone(), **values}
            return contacts.create(conn, self.organization, ACTOR, raw).contact.id

    def execute(self, query: str, **values: Any) -> list[tuple[Any, ...]]:
        """A statement of a test; `%(org_id)s` is the organization."""
        with connect(self.conninfo) as conn:
            cursor = conn.execute(query, {"org_id": self.organization.id, **values})  # type: ignore[arg-type]
            return cursor.fetchall() if cursor.description else []

    def age(self, ids: Sequence[UUID], days: int) -> None:
        """Make contacts look as if nobody had touched them for so long."""
        self.execute(
            "UPDATE contacts SET updated_at = now() - make_interval(days => %(days)s)"
            " WHERE organization_id = %(org_id)s AND id = ANY (%(ids)s)",
            ids=list(ids),
            days=days,
        )

    def start(self, task: str, **options: Any) -> UUID:
        """Queue a run."""
        with connect(self.conninfo) as conn:
            return service.start(conn, self.organization.id, ACTOR, task, **options).id

    def clean(self, task: str, **options: Any) -> RunRow:
        """Run a clean-up to its end."""
        return service.run(self.conninfo, self.organization.id, self.start(task, **options))


@pytest.fixture
def house(conninfo: str) -> House:
    with connect(conninfo) as conn:
        return House(conninfo, accounts.create_organization(conn, "Housekeepers", country="MA"))
