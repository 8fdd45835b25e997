"""Open any supported file as a table."""

from __future__ import annotations

import errno
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePosixPath

from gomobile.imports.sources.archives import unpack_gzip, unpack_zip
from gomobile.imports.sources.csv_text import open_text
from gomobile.imports.sources.errors import EmptyFile, NoDiskSpace, UnsupportedFormat
from gomobile.imports.sources.excel import open_sheet
from gomobile.imports.sources.jsonl import open_json
from gomobile.imports.sources.kinds import HEAD, Kind, kind_of
from gomobile.imports.sources.options import ReadOptions
from gomobile.imports.sources.parquet import open_parquet
from gomobile.imports.sources.table import Table
from gomobile.imports.sources.vcard import open_vcards

_DEFAULT = ReadOptions()
_BINARY_SUFFIXES = {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".parquet", ".gz", ".zip"}
_OPENERS: dict[Kind, Callable[[Path, Path, ReadOptions], Table]] = {
    "json": open_json,
    "vcard": open_vcards,
    "parquet": open_parquet,
    "xlsx": partial(open_sheet, format="xlsx"),
    "xlsb": partial(open_sheet, format="xlsb"),
    "xls": partial(open_sheet, format="xls"),
    "ods": partial(open_sheet, format="ods"),
}


def open_table(path: Path, work_dir: Path, *, filename: str | None = None, options: ReadOptions = _DEFAULT) -> Table:
    """Open any supported file as a table. `filename` is its original name, where `path` has another.

    Spool files are made in `work_dir` and are needed for as long as the table is; where none is needed,
    `path` is. The whole file is looked at before this returns, so that one that is truncated, damaged or not
    what it says is refused as a whole. Raises SourceError.
    """
    try:
        return _open(path, work_dir, filename or path.name, options)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise NoDiskSpace from error
        raise


def _open(path: Path, work_dir: Path, name: str, options: ReadOptions, *, packed: bool = False) -> Table:
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head:
        raise EmptyFile
    suffix = PurePosixPath(name.strip()).suffix.lower()
    kind = kind_of(path, head, suffix)
    if kind in ("gzip", "zip"):
        if packed:
            raise UnsupportedFormat("The archive holds another archive; unpack it and import what is inside.")
        unpacked = unpack_gzip(path, name, work_dir, options) if kind == "gzip" else unpack_zip(path, work_dir, options)
        table = _open(unpacked.path, work_dir, unpacked.name, options, packed=True)
        if table.path != unpacked.path:
            unpacked.path.unlink()
        return replace(table, notes=(f"unpacked {unpacked.name}", *table.notes))
    if kind != "text":
        return _OPENERS[kind](path, work_dir, options)
    table = open_text(path, work_dir, options, tabs=suffix in (".tsv", ".tab"))
    if suffix in _BINARY_SUFFIXES:
        table = replace(table, notes=(f"named {suffix} but is text", *table.notes))
    return table
