"""Write the cells of a sheet as text; runs in a process of its own, see `isolated`."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gomobile.imports.sources.errors import (
    EmptyFile,
    EncryptedFile,
    SheetNotFound,
    UnreadableFile,
)
from gomobile.imports.sources.options import ReadOptions
from gomobile.imports.sources.spool import Bound, Spool
from gomobile.imports.sources.workbook import check_formulas, check_workbook, stated_rows

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_ZIP = b"PK\x03\x04"


def convert(path: Path, target: Path, options: ReadOptions) -> dict[str, Any]:
    """Write the cells of one sheet to `target`, a record per row from row 1 on; `{sheet, lines, multiline,
    notes, sheets}`.

    Raises SourceError.
    """
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    with path.open("rb") as file:
        zipped = file.read(4) == _ZIP
    if zipped:
        check_workbook(path, options)
    try:
        with CalamineWorkbook.from_path(str(path)) as workbook:
            index, sheet = _choose(workbook, options.sheet)
            # The library reads an error as a blank: it would vanish.
            errors = check_formulas(path, index) if zipped else {}
            with Spool(target, Bound(options, max(path.stat().st_size, 1024**2))) as spool:
                for at, row in enumerate(sheet.iter_rows()):
                    wrong = errors.get(at, {})
                    spool.write(
                        [wrong.get(n) or _text(cell) for n, cell in enumerate(row)]
                        if wrong
                        else [_text(cell) for cell in row]
                    )
            notes = _notes(workbook, index, sheet)
            sheets = _sheets(workbook, path if zipped else None)
            sheets[index] = (sheet.name, spool.lines, sheets[index][2])
    except PasswordError:
        raise EncryptedFile from None
    except (CalamineError, ValueError) as error:
        raise UnreadableFile(reason=str(error)[:200]) from None
    return {
        "sheet": sheet.name,
        "lines": spool.lines,
        "multiline": spool.multiline,
        "notes": notes,
        "sheets": sheets,
    }


def _sheets(workbook: CalamineWorkbook, path: Path | None) -> list[tuple[str, int | None, bool]]:
    """Name, rows and visibility of each sheet; the rows are what the file says of itself: reading them takes long."""
    from python_calamine import SheetVisibleEnum

    return [
        (about.name, stated_rows(path, at) if path else None, about.visible == SheetVisibleEnum.Visible)
        for at, about in enumerate(workbook.sheets_metadata)
    ]


def _choose(workbook: CalamineWorkbook, asked: str | int | None) -> tuple[int, CalamineSheet]:
    """The sheet of this name or 1-based number; without one, the first visible sheet with anything on it."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    names = workbook.sheet_names
    if asked is not None:
        index = _index_of(names, asked)
        return index, workbook.get_sheet_by_index(index)
    for index, about in enumerate(workbook.sheets_metadata):
        if about.typ == SheetTypeEnum.WorkSheet and about.visible == SheetVisibleEnum.Visible:
            sheet = workbook.get_sheet_by_index(index)
            if sheet.start is not None:
                return index, sheet
    raise EmptyFile("No sheet of the workbook holds anything.")


def _index_of(names: list[str], asked: str | int) -> int:
    folded = [name.strip().casefold() for name in names]
    if str(asked).strip().casefold() in folded:
        return folded.index(str(asked).strip().casefold())
    number = int(asked) if str(asked).strip().isdecimal() else 0
    if 1 <= number <= len(names):
        return number - 1
    listed = ", ".join(f'"{name}"' for name in names[:20])
    raise SheetNotFound(f'The workbook has no sheet "{asked}"; its sheets are {listed}.', sheets=names[:20])


def _notes(workbook: CalamineWorkbook, index: int, sheet: CalamineSheet) -> list[str]:
    names = workbook.sheet_names
    notes = []
    if len(names) > 1:
        others = [name for position, name in enumerate(names) if position != index]
        listed = ", ".join(f'"{name}"' for name in others[:5]) + (", …" if len(others) > 5 else "")
        notes.append(f"sheet {index + 1} of {len(names)} read; not read: {listed}")
    if merged := len(sheet.merged_cell_ranges or ()):
        notes.append(f"{merged} merged range{'s' if merged > 1 else ''}: only the first cell of each has the value")
    return notes


def _text(cell: object) -> str:
    """A cell as people read it. Numbers are given with the 15 digits that spreadsheets keep, never with an
    exponent.
    """
    match cell:
        case str():
            return cell
        case bool():
            return "true" if cell else "false"
        case float() | int():
            return _number(cell)
        case datetime():
            midnight = cell.time() == time()
            return cell.date().isoformat() if midnight else cell.replace(microsecond=0).isoformat()
        case date() | time():
            return cell.isoformat()
        case timedelta():
            minutes, seconds = divmod(round(cell.total_seconds()), 60)
            return f"{minutes // 60:02d}:{minutes % 60:02d}:{seconds:02d}"
    return str(cell)


def _number(number: float) -> str:
    if number == int(number):
        return str(int(number))
    text = f"{number:.15g}"
    text = f"{Decimal(text):f}" if "e" in text else text
    # A fourth decimal says what the cell knew and its text would not: that 1.234 is not 1,234.
    return f"{text}0" if text[-4:-3] == "." else text
