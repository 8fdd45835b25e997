"""Parquet files."""

from __future__ import annotations

from pathlib import Path

from gomobile.imports.sources.csv_text import as_utf8
from gomobile.imports.sources.errors import EncryptedFile, TruncatedFile, UnreadableFile
from gomobile.imports.sources.isolated import read_elsewhere
from gomobile.imports.sources.options import ReadOptions
from gomobile.imports.sources.spool import Spool, spool_path
from gomobile.imports.sources.survey import survey
from gomobile.imports.sources.table import Table


def open_parquet(path: Path, work_dir: Path, options: ReadOptions) -> Table:
    """The table in a Parquet file: ISO dates, whole floats without ".0", `customAttributes` as a column per
    attribute.

    Columns that no cell can hold (lists, nested structures) are left out and named in the notes. Null is a
    blank cell. Raises TruncatedFile, EncryptedFile, UnreadableFile, EmptyFile, TooManyColumns,
    ArchiveTooLarge.
    """
    _check_end(path)
    target = spool_path(work_dir)
    answer = read_elsewhere("parquet", path, target, options, died=UnreadableFile)
    text = as_utf8(target, work_dir, ReadOptions(max_bytes=options.max_bytes))
    found = survey(text.path, 0, Spool.separator, Spool.quote, width=0)
    return Table(
        path=text.path,
        separator=Spool.separator,
        quote=Spool.quote,
        has_header=True,
        data_offset=0,
        header=tuple(answer["header"]),
        format="parquet",
        encoding="utf-8",
        sheet=None,
        delimiter=None,
        notes=(*answer["notes"], *text.notes),
        first_line=1,
        size=text.path.stat().st_size,
        lines=found.lines,
        multiline=found.multiline,
    )


def _check_end(path: Path) -> None:
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - 4))
        end = file.read()
    if end == b"PARE":
        raise EncryptedFile
    if end != b"PAR1" or size < 12:
        raise TruncatedFile
