"""Where the files of an import are: `DATA_DIR/imports/<id>/`."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from uuid import UUID

from gomobile.clock import now
from gomobile.imports.errors import SourceMissing
from gomobile.imports.sources import Table
from gomobile.imports.sources.received import received
from gomobile.settings import Settings

if TYPE_CHECKING:
    from gomobile.imports.store import ImportRow

# The file as it was sent.
ORIGINAL = "source"


def folder(settings: Settings, id: UUID) -> Path:
    """The folder of an import; made when missing, readable by this user alone."""
    path = _all(settings) / str(id)
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def keep(settings: Settings, id: UUID, source: BinaryIO) -> Path:
    """Copy an uploaded file into the folder of its import, so that the import can be resumed by any process."""
    with removed_when_refused(settings, id):
        return received(source, folder(settings, id) / ORIGINAL)


def table_of(row: ImportRow) -> Table:
    """The file of an import, ready to be read. Raises SourceMissing when it is gone."""
    table = Table.from_json(row.source["table"])
    if not table.path.exists():
        raise SourceMissing
    return table


def remove(settings: Settings, id: UUID) -> None:
    """Remove the files of an import."""
    shutil.rmtree(_all(settings) / str(id), ignore_errors=True)


@contextmanager
def removed_when_refused(settings: Settings, id: UUID) -> Iterator[None]:
    """Remove the files of an import that was taken in and whose row is rolled back by what goes wrong in the block."""
    try:
        yield
    except BaseException:
        remove(settings, id)
        raise


def kept(settings: Settings, *, untouched: timedelta = timedelta()) -> list[UUID]:
    """The imports, of every organization, that have files, in a folder in which nothing was created for so long."""
    latest = (now() - untouched).timestamp()
    found = []
    for path in _all(settings).glob("*-*-*-*-*"):
        try:
            if path.stat().st_mtime <= latest:
                found.append(UUID(path.name))
        except (FileNotFoundError, ValueError):
            continue  # removed in the meantime, or none of ours
    return found


def _all(settings: Settings) -> Path:
    return settings.data_dir / "imports"


def outcomes(settings: Settings, id: UUID) -> Path:
    """The outcome of each row in the last dry run: one byte a row, an index into engine.OUTCOMES."""
    return folder(settings, id) / "outcomes"
