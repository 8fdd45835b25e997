"""Where the files of an import are: `DATA_DIR/imports/<id>/`."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from uuid import UUID

from gomobile.imports.errors import SourceMissing
from gomobile.imports.sources import Table
from gomobile.imports.sources.errors import NoDiskSpace
from gomobile.settings import Settings

if TYPE_CHECKING:
    from gomobile.imports.store import ImportRow

_CHUNK = 1 << 20
# The file as it was sent.
ORIGINAL = "source"


def folder(settings: Settings, id: UUID) -> Path:
    """The folder of an import; made when missing, readable by this user alone."""
    path = settings.data_dir / "imports" / str(id)
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def keep(settings: Settings, id: UUID, source: BinaryIO) -> Path:
    """Copy an uploaded file into the folder of its import, so that the import can be resumed by any process."""
    path = folder(settings, id) / ORIGINAL
    try:
        with path.open("wb") as target:
            shutil.copyfileobj(source, target, _CHUNK)
    except OSError as error:
        remove(settings, id)
        raise NoDiskSpace from error
    return path


def table_of(row: ImportRow) -> Table:
    """The file of an import, ready to be read. Raises SourceMissing when it is gone."""
    table = Table.from_json(row.source["table"])
    if not table.path.exists():
        raise SourceMissing
    return table


def remove(settings: Settings, id: UUID) -> None:
    """Remove the files of an import."""
    shutil.rmtree(settings.data_dir / "imports" / str(id), ignore_errors=True)


def outcomes(settings: Settings, id: UUID) -> Path:
    """The outcome of each row in the last dry run: one byte a row, an index into engine.OUTCOMES."""
    return folder(settings, id) / "outcomes"
