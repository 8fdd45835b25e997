"""An organization and the import service over a real database, without HTTP."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from gomobile.accounts import service as accounts
from gomobile.accounts.caller import Actor, Organization
from gomobile.db.pool import connect
from gomobile.imports import service
from gomobile.imports.new_attributes import with_new_attributes
from gomobile.imports.options import ImportOptions
from gomobile.imports.store import ImportRow
from gomobile.settings import Settings


@dataclass
class Importer:
    """Imports text into one organization."""

    conninfo: str
    settings: Settings
    organization: Organization

    def upload(self, text: str | bytes, name: str = "contacts.csv", **options: Any) -> UUID:
        """Take a file in with the guessed mapping."""
        data = text.encode() if isinstance(text, str) else text
        chosen = ImportOptions(**{"create_attributes": True, **options})
        with connect(self.conninfo) as conn:
            taken = service.upload(
                conn, self.settings, self.organization, Actor("system"), io.BytesIO(data), name, chosen
            )
            row = service.get(conn, self.organization.id, taken.id)
            service.map_columns(conn, self.organization, row, with_new_attributes(taken.columns), chosen)
        return taken.id

    def run(self, id: UUID) -> ImportRow:
        """Run or resume."""
        return service.run(self.conninfo, self.settings, self.organization.id, id)

    def load(self, text: str | bytes, **options: Any) -> ImportRow:
        """Take a file in and import it."""
        return self.run(self.upload(text, **options))

    def undo(self, id: UUID) -> ImportRow:
        """Undo."""
        with connect(self.conninfo) as conn:
            service.begin_undo(conn, self.organization.id, Actor("system"), id)
        return service.undo(self.conninfo, self.settings, self.organization.id, id)

    def contacts(self) -> list[tuple[Any, ...]]:
        """What a caller can see of every live contact, without ids and times."""
        with connect(self.conninfo) as conn:
            return conn.execute(
                "SELECT phone_key, primary_phone, first_name, last_name, primary_email, city, attributes::text"
                " FROM contacts WHERE organization_id = %s AND deleted_at IS NULL ORDER BY phone_key",
                [self.organization.id],
            ).fetchall()

    def scalar(self, query: str) -> Any:
        """One value; `%s` is the organization."""
        with connect(self.conninfo) as conn:
            row = conn.execute(query, [self.organization.id]).fetchone()  # type: ignore[arg-type]
        return row[0] if row else None

    def process(self, id: UUID) -> subprocess.Popen[bytes]:
        """Run an import in a process of its own, to be killed."""
        code = (
            "import sys, uuid; from pathlib import Path; from gomobile.settings import Settings;"
            "from gomobile.imports import service; from gomobile.assembly import connect_nouns; connect_nouns();"
            "settings = Settings(data_dir=Path(sys.argv[2]));"
            "service.run(sys.argv[1], settings, uuid.UUID(sys.argv[3]), uuid.UUID(sys.argv[4]))"
        )
        arguments = [self.conninfo, str(self.settings.data_dir), str(self.organization.id), str(id)]
        environment = {**os.environ, "PYTHONPATH": str(Path(service.__file__).parents[2])}
        return subprocess.Popen([sys.executable, "-c", code, *arguments], env=environment)


@pytest.fixture
def importer(conninfo: str, app_settings: Settings) -> Importer:
    with connect(conninfo) as conn:
        organization = accounts.create_organization(conn, "Importers", country="MA")
    return Importer(conninfo, app_settings, organization)
