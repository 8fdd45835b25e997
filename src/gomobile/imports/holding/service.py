"""Files of imports, in whatever state those are: which of them hold a person, and their removal."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from psycopg.types.json import Jsonb

from gomobile.db.pool import Connection
from gomobile.db.queries import load
from gomobile.imports import files
from gomobile.imports.sources import Table
from gomobile.settings import Settings

SQL = load("gomobile.imports.holding")

_RUNNING = ("queued", "running", "validating")
_BLOCK = 1 << 20
_OVERLAP = 256
_GONE = {
    "code": "FILE_ERASED",
    "message": "The file held a person who was erased, and was removed; upload one without them.",
}


@dataclass(frozen=True, slots=True)
class Held:
    """An import whose file holds the person."""

    id: UUID
    status: str

    @property
    def running(self) -> bool:
        """Whether the file is in use, or about to be."""
        return self.status in _RUNNING


def find(
    conn: Connection, settings: Settings, org_id: UUID, pattern: str, mentions: Callable[[str], bool]
) -> list[Held]:
    """The imports of an organization whose file on disk mentions a person: a text that fits `pattern` (whatever its
    case) and of which `mentions` says so.
    """
    folder = settings.data_dir / "imports"
    candidate = re.compile(pattern, re.IGNORECASE)
    found = []
    values = {"org_id": org_id, "ids": files.kept(settings)}
    for id, status, table in conn.execute(SQL["list_with_files"], values).fetchall():
        path = Table.from_json(table).path
        # Only our copy: a file that a command imports where it lies is its owner's.
        if path.is_relative_to(folder) and path.exists() and _holds(path, candidate, mentions):
            found.append(Held(id, status))
    return found


def remove(conn: Connection, settings: Settings, org_id: UUID, held: Held) -> None:
    """Remove the files of an import, which then cannot run any more."""
    files.remove(settings, held.id)
    conn.execute(SQL["note_removed"], {"org_id": org_id, "id": held.id, "error": Jsonb(_GONE)})


def _holds(path: Path, candidate: re.Pattern[str], mentions: Callable[[str], bool]) -> bool:
    """Every format is a text here already (see `sources`). Read in blocks that overlap by more than a number."""
    before = ""
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        while block := file.read(_BLOCK):
            text = before + block
            for met in candidate.finditer(text):
                start, end = max(0, met.start() - _OVERLAP), met.end() + _OVERLAP
                if any(mentions(cell) for cell in re.split(r'[\n\r,;\t|"]', text[start:end])):
                    return True
            before = text[-_OVERLAP:]
    return False
