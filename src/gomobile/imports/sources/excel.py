"""Spreadsheets (XLSX, XLSM, XLSB, XLS, ODS), read by another process with a bound on its memory.

The reader holds the whole sheet: 0.65 GB and 8 s for 1M rows of 8 columns. In a process of its own that
memory returns to the system, and a workbook made to exhaust memory, or the stack, ends that process and
nothing else.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import gomobile
from gomobile.imports.sources import errors
from gomobile.imports.sources.csv_text import table_of_text
from gomobile.imports.sources.options import ReadOptions
from gomobile.imports.sources.spool import Spool, spool_path
from gomobile.imports.sources.survey import Survey
from gomobile.imports.sources.table import Table

_ERRORS = {
    kind.code: kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, errors.SourceError)
}
_READER = "gomobile.imports.sources.sheet_reader"


def open_sheet(path: Path, work_dir: Path, options: ReadOptions, *, format: str) -> Table:
    """The table on one sheet of a workbook of this format: the sheet asked for, else the first visible one
    that is not empty.

    Cells become text as people read them: whole numbers without ".0", ISO dates, `true` and `false`, results
    of formulas. Raises SheetNotFound, SheetTooLarge, FormulasWithoutValues, EncryptedFile, ArchiveTooLarge,
    TruncatedFile, UnreadableFile.
    """
    target = spool_path(work_dir)
    answer = _read_elsewhere(path, target, options)
    if "error" in answer:
        target.unlink()
        raise _ERRORS[answer["error"]](answer["message"], **answer["params"])
    return table_of_text(
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


def _read_elsewhere(path: Path, target: Path, options: ReadOptions) -> dict[str, Any]:
    """What `sheet_reader.main` answers in its own process."""
    package = str(Path(gomobile.__file__).parents[1])
    done = subprocess.run(  # noqa: S603 - our own module; the request travels on its input
        [sys.executable, "-P", "-m", _READER],
        input=json.dumps({"path": str(path), "target": str(target), "options": asdict(options)}).encode(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(filter(None, (package, os.environ.get("PYTHONPATH")))),
        },
        check=False,
    )
    if done.returncode:
        # The process ran into its bound on memory or time, or the library gave up on a malformed workbook.
        return {"error": errors.SheetTooLarge.code, "message": None, "params": {}}
    return json.loads(done.stdout)
