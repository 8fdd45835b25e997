"""Small workbooks, made by hand where no library of this project writes the format."""

from __future__ import annotations

import io
import struct
import zipfile
from datetime import UTC, datetime
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter

Cell = str | float | bool | None
_DAY = (2026, 1, 1, 0, 0, 0)  # of every member, so that every process that runs tests has the same bytes


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file with these members."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, _DAY), data, method)
    return content.getvalue()


def unzipped(content: bytes) -> dict[str, bytes]:
    """The members of a zip file."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def xlsx(*sheets: list[list[Any]], names: tuple[str, ...] = (), formats: dict[type, str] | None = None) -> bytes:
    """An XLSX file with a sheet per table; cells of type `type` get the number format of `formats`."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_numbers": False})
    book.set_properties({"created": datetime(*_DAY, tzinfo=UTC)})
    styles = {kind: book.add_format({"num_format": text}) for kind, text in (formats or {}).items()}
    for number, rows in enumerate(sheets):
        sheet = book.add_worksheet(names[number] if names else None)
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if cell is not None:
                    sheet.write(row, column, cell, styles.get(type(cell)))
    book.close()
    return content.getvalue()


def edited_xlsx(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """The same XLSX file with other text in one of its parts."""
    parts = unzipped(content)
    assert old in parts[part]
    return zipped({**parts, part: parts[part].replace(old, new)})


def ods(rows: list[list[Cell]], attributes: str = "") -> bytes:
    """An ODS file with one sheet; `attributes` are added to each cell."""
    body = "".join(
        f"<table:table-row>{''.join(_ods_cell(cell, attributes) for cell in row)}</table:table-row>" for row in rows
    )
    namespaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {namespaces}>'
        f'<office:body><office:spreadsheet><table:table table:name="Feuille1">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    mimetype = b"application/vnd.oasis.opendocument.spreadsheet"
    parts = {"mimetype": mimetype, "content.xml": content.encode(), "META-INF/manifest.xml": b"<manifest/>"}
    return zipped(parts, zipfile.ZIP_STORED)


def _ods_cell(cell: Cell, attributes: str) -> str:
    if cell is None:
        return f"<table:table-cell {attributes}/>"
    if isinstance(cell, bool):
        kind = f'office:value-type="boolean" office:boolean-value="{str(cell).lower()}"'
    elif isinstance(cell, float):
        kind = f'office:value-type="float" office:value="{cell}"'
    else:
        kind = 'office:value-type="string"'
    return f"<table:table-cell {attributes} {kind}><text:p>{escape(str(cell))}</text:p></table:table-cell>"


def xls(rows: list[list[Cell]]) -> bytes:
    """An XLS file (BIFF8) with one sheet of numbers and texts."""

    def record(kind: int, data: bytes) -> bytes:
        return struct.pack("<HH", kind, len(data)) + data

    def text(value: str, length: str) -> bytes:
        return struct.pack(length, len(value)) + b"\x01" + value.encode("utf-16-le")

    beginning = struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0x41, 0x06)
    sheet = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0x41, 0x06))
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            place = struct.pack("<HHH", row, column, 0)
            if isinstance(cell, str):
                sheet += record(0x0204, place + text(cell, "<H"))
            elif cell is not None:
                sheet += record(0x0203, place + struct.pack("<d", cell))
    sheet += record(0x000A, b"")
    globals_start, globals_end = record(0x0809, beginning), record(0x000A, b"")
    name = b"\x05\x00Liste"
    offset = len(globals_start) + 4 + 6 + len(name) + len(globals_end)
    bound = record(0x0085, struct.pack("<IBB", offset, 0, 0) + name)
    return _compound_file("Workbook", globals_start + bound + globals_end + sheet)


def _compound_file(name: str, stream: bytes) -> bytes:
    """An OLE2 container with one stream in sectors of 512 bytes."""
    stream = stream.ljust(4096, b"\0")
    stream += b"\0" * (-len(stream) % 512)
    sectors = len(stream) // 512
    free, end, table = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    chain = [table, end, *range(3, 2 + sectors), end]
    chain += [free] * (128 - len(chain))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, end, 0, end, 0)
    header += struct.pack("<109I", 0, *[free] * 108)

    def entry(title: str, kind: int, child: int, start: int, size: int) -> bytes:
        encoded = title.encode("utf-16-le") + b"\0\0"
        fields = struct.pack("<HBBIII", len(encoded), kind, 1, free, free, child)
        return encoded.ljust(64, b"\0") + fields + bytes(36) + struct.pack("<IQ", start, size)

    blank = bytes(64) + struct.pack("<HBBIII", 0, 0, 0, free, free, free) + bytes(48)
    directory = entry("Root Entry", 5, 1, end, 0) + entry(name, 2, free, 2, len(stream)) + blank * 2
    return header + struct.pack("<128I", *chain) + directory + stream
