"""What a zipped workbook is made of, looked at as a stream before any of it is loaded."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from functools import reduce
from html import unescape
from pathlib import Path, PurePosixPath

from gomobile.imports.sources.errors import (
    EncryptedFile,
    FormulasWithoutValues,
)
from gomobile.imports.sources.options import CHUNK, ReadOptions
from gomobile.imports.sources.spool import Bound
from gomobile.imports.sources.zips import ENCRYPTED, open_zip

_SHEET = re.compile(rb"<(?:\w+:)?sheet\s([^<>]*)>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s([^<>]*)>")
_ATTRIBUTE = re.compile(rb"(?<![\w:])([\w:]++)\s*+=\s*+(?:\"([^\"]*)\"|'([^']*)')")
_FORMULA_MARKS = (b"<f", b":f")  # the start of any formula, quick to look for
_UNCALCULATED = re.compile(
    rb"<(?:\w+:)?c\b([^<>]*)>\s*+<(?:\w+:)?f\b[^<>]*+(?:(?<=/)>|>[^<]*+</(?:\w+:)?f>)\s*+"
    rb"(?:</(?:\w+:)?c>|<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)"
)
_ODS_FORMULA = re.compile(rb"<table:table-cell\b([^<>]*\btable:formula=[^<>]*)>")
_ERROR = re.compile(rb"<(?:\w+:)?c\b([^<>]*\bt=\"e\"[^<>]*)>(.*?)</(?:\w+:)?c>", re.DOTALL)
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]+)<")
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_DIMENSION = re.compile(rb"<(?:\w+:)?dimension\s+ref=\"(?:[A-Z]+[0-9]+:)?[A-Z]+([0-9]{1,7})\"")
_HEAD = 64 * 1024
_SMALL_PART = 16 * 1024**2


def check_workbook(path: Path, options: ReadOptions) -> None:
    """Unpack every part of an XLSX, XLSB or ODS file once, into nothing, and compare its checksum.

    Raises TruncatedFile, ArchiveTooLarge, EncryptedFile.
    """
    packed = path.stat().st_size
    bound, stated = Bound(options, packed), Bound(options, packed)
    with open_zip(path) as archive:
        for member in archive.infolist():
            stated.add(member.file_size)
            if member.flag_bits & ENCRYPTED:
                raise EncryptedFile
        for member in archive.infolist():
            with archive.open(member) as part:
                while chunk := part.read(CHUNK):
                    bound.add(len(chunk))
                    if member.filename == "META-INF/manifest.xml" and b"encryption-data" in chunk:
                        raise EncryptedFile


def check_formulas(path: Path, index: int) -> dict[int, dict[int, str]]:
    """Refuse a sheet (0-based `index`) with formulas whose results are missing, as programs write that do not
    calculate. Returns the results that are errors, such as `#N/A`, by row and column (from 0), of an XLSX file.

    A formula whose result is an empty text has one: such cells are marked as text. Raises
    FormulasWithoutValues.
    """
    missing = 0
    errors: dict[int, dict[int, str]] = {}
    with open_zip(path) as archive:
        part = "content.xml" if "content.xml" in archive.namelist() else _sheet_part(archive, index)
        if part is None:
            return errors
        for window in _windows(archive, part):
            if any(mark in window for mark in _FORMULA_MARKS):
                missing += _uncalculated(window)
            if b't="e"' in window:
                _note_errors(window, errors)
    if missing:
        raise FormulasWithoutValues(cells=missing)
    return errors


def _note_errors(window: bytes, errors: dict[int, dict[int, str]]) -> None:
    for cell in _ERROR.finditer(window):
        at, value = _REFERENCE.fullmatch(_attributes(cell[1]).get("r", "")), _VALUE.search(cell[2])
        if at and value:
            column = reduce(lambda number, letter: 26 * number + ord(letter) - 64, at[1], 0) - 1
            errors.setdefault(int(at[2]) - 1, {})[column] = unescape(value[1].decode(errors="replace"))


def stated_rows(path: Path, index: int) -> int | None:
    """The rows that a sheet (0-based `index`) of an XLSX file says that it has; None where it does not say."""
    with open_zip(path) as archive:
        part = _sheet_part(archive, index)
        if part is None:
            return None
        with archive.open(part) as reader:
            found = _DIMENSION.search(reader.read(_HEAD))
    return int(found[1]) if found else None


def _uncalculated(window: bytes) -> int:
    cells = sum(b't="str"' not in match[1] for match in _UNCALCULATED.finditer(window))
    return cells + sum(b"value-type=" not in match[1] for match in _ODS_FORMULA.finditer(window))


def _windows(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The text of a part in pieces that do not cut a cell in two."""
    held = b""
    with archive.open(part) as reader:
        while chunk := reader.read(CHUNK):
            held += chunk
            cut = max(held.rfind(b"<c "), held.rfind(b":c ") - 16, held.rfind(b"<table:table-cell "), 0)
            if cut or len(held) > _SMALL_PART:
                yield held[: cut or None]
                held = held[cut:] if cut else b""
    yield held


def _sheet_part(archive: zipfile.ZipFile, index: int) -> str | None:
    """The name of the part that holds a sheet of an XLSX file, None where the workbook does not tell."""
    names = archive.namelist()
    if "xl/workbook.xml" not in names or "xl/_rels/workbook.xml.rels" not in names:
        return None
    sheets = [_attributes(match[1]) for match in _SHEET.finditer(_small(archive, "xl/workbook.xml"))]
    relations = [_attributes(match[1]) for match in _RELATION.finditer(_small(archive, "xl/_rels/workbook.xml.rels"))]
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    if index >= len(sheets):
        return None
    key = next((value for name, value in sheets[index].items() if name.endswith(":id")), None)
    target = targets.get(key, "")
    part = target[1:] if target.startswith("/") else str(PurePosixPath("xl") / target)
    return part if part in names else None


def _small(archive: zipfile.ZipFile, part: str) -> bytes:
    with archive.open(part) as reader:
        return reader.read(_SMALL_PART)


def _attributes(text: bytes) -> dict[str, str]:
    return {
        match[1].decode(errors="replace"): unescape((match[2] or match[3] or b"").decode(errors="replace"))
        for match in _ATTRIBUTE.finditer(text)
    }
