"""Spreadsheets: XLSX, XLSM, XLSB, XLS and ODS."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from gomobile.imports.sources.csv_text import table_of_text
from gomobile.imports.sources.errors import SheetTooLarge
from gomobile.imports.sources.isolated import read_elsewhere
from gomobile.imports.sources.options import ReadOptions
from gomobile.imports.sources.spool import Spool, spool_path
from gomobile.imports.sources.survey import Survey
from gomobile.imports.sources.table import Format, Sheet, Table


def open_sheet(path: Path, work_dir: Path, options: ReadOptions, *, format: Format) -> Table:
    """The table on one sheet of a workbook of this format: the sheet asked for, else the first visible one
    that is not empty.

    Cells become text as people read them: whole numbers without ".0", ISO dates, `true` and `false`, results
    of formulas. Raises SheetNotFound, SheetTooLarge, FormulasWithoutValues, EncryptedFile, ArchiveTooLarge,
    TruncatedFile, UnreadableFile.
    """
    target = spool_path(work_dir)
    answer = read_elsewhere("sheet", path, target, options, died=SheetTooLarge)
    table = table_of_text(
        target,
        0,
        Survey(answer["lines"], Spool.quote, answer["multiline"]),
        separator=Spool.separator,
        has_header=options.has_header,
        above=0,
        format=format,
        encoding="utf-8",
        delimiter=None,
        notes=answer["notes"],
        sheet=answer["sheet"],
    )
    return replace(table, sheets=tuple(Sheet(*sheet) for sheet in answer["sheets"]))
