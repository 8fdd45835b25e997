"""The numbers of any file that an import could read."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from gomobile.errors import InvalidInput
from gomobile.imports.mapping import guess_mapping
from gomobile.imports.samples import samples_of
from gomobile.imports.sources import Table, open_table, read, split
from gomobile.imports.sources.errors import EmptyFile
from gomobile.imports.sources.options import ReadOptions
from gomobile.imports.sources.received import received
from gomobile.settings import Settings

if TYPE_CHECKING:
    import polars as pl

_SAMPLE_ROWS = 200


def read_phones(settings: Settings, source: BinaryIO, filename: str, column: str | None = None) -> pl.Series:
    """The cells of the phone column, row by row, null where blank; `column` is its header or its position from 1.

    Without it the column is found as an import would find it. Raises SourceError for a file that cannot be read or has
    no cell in the column, and InvalidInput naming the columns when none is, or several could be, the phone.
    """
    import polars as pl

    folder = settings.data_dir / "tmp"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(prefix="phones-", dir=folder) as name:
        path = received(source, Path(name) / "source")
        options = ReadOptions(max_bytes=settings.import_max_bytes)
        table = open_table(path, Path(name), filename=filename, options=options)
        at = str(_column(table, column))
        parts = [read(table, block)[0][at] for block in split(table)]
    if all(part.null_count() == len(part) for part in parts):
        # An export that failed looks like this: nobody is to take it for "nobody".
        raise EmptyFile("The file has no row with a phone number, only a header.")
    return pl.concat(parts)


def _column(table: Table, wanted: str | None) -> int:
    listed = ", ".join(repr(name) for name in table.header)
    if wanted is not None:
        names = [name.casefold() for name in table.header]
        if wanted.strip().casefold() in names:
            return names.index(wanted.strip().casefold())
        if wanted.isascii() and wanted.isdigit() and 1 <= int(wanted) <= len(table.header):
            return int(wanted) - 1
        text = f"The file has no column {wanted!r}; its columns are {listed}."
        raise InvalidInput.of("column", "unknownColumn", text, wanted, columns=list(table.header))
    for guessed in guess_mapping(table.header, samples_of(table, _SAMPLE_ROWS), []):
        if guessed.field == "primaryPhone":
            return guessed.column
    text = f"No column of the file holds phone numbers; name one of {listed} in `column`."
    raise InvalidInput.of("column", "required", text, columns=list(table.header))
