"""JSON Lines, and one JSON array of objects: each object is a record, its keys are the columns."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from gomobile.imports.sources.csv_text import as_utf8
from gomobile.imports.sources.errors import RecordTooLong, TooManyColumns, TruncatedFile, UnreadableFile
from gomobile.imports.sources.options import CHUNK, COLUMN_LIMIT, RECORD_LIMIT, ReadOptions
from gomobile.imports.sources.spool import Bound, Spool, spool_path
from gomobile.imports.sources.survey import pieces_of
from gomobile.imports.sources.table import Table, flag

CLEAR = "--"
"""The cell that empties a field, as `null` does in JSON; a blank cell leaves it as it is."""

FLATTENED = {
    "customAttributes": "customAttributes",
    "attributes": "customAttributes",
    "properties": "properties",
    "phone": "phone",
}
"""Objects that become columns, such as `customAttributes.slug` and `phone.e164`; others are refused."""

LISTS = frozenset({"channels"})
"""Fields whose lists become one cell, separated by ";"."""

_EXPONENT = re.compile(r"[eE][+-]?0*\d{1,2}$")
_BETWEEN = re.compile(r"[\s,]*")


class Broken(NamedTuple):
    """A record that is not a JSON object, and why."""

    text: str
    message: str


def open_json(path: Path, work_dir: Path, options: ReadOptions) -> Table:
    """The table in a JSON Lines file or a JSON array. Line numbers are lines of the file, or positions in the
    array.

    A line that is no JSON object, and a value that is a list or an object where a cell is expected, refuse
    their row: `invalidJson`, `nestedValue`. Raises TruncatedFile, UnreadableFile, RecordTooLong,
    TooManyColumns, ArchiveTooLarge.
    """
    text = as_utf8(path, work_dir, options, longest_line=None)
    target = spool_path(work_dir)
    columns: dict[str, int] = {}
    with Spool(target, Bound(options, path.stat().st_size)) as spool:
        for record in _records(text.path, text.start):
            spool.write(_cells(record, columns))
            if len(columns) > COLUMN_LIMIT:
                raise TooManyColumns(columns=len(columns), limit=COLUMN_LIMIT)
    if not columns:
        raise UnreadableFile("The file holds no JSON objects; write one object per line, or an array of objects.")
    if text.path != path:
        text.path.unlink()
    return Table(
        path=target,
        separator=Spool.separator,
        quote=Spool.quote,
        has_header=True,
        data_offset=0,
        header=tuple(name.strip() or f"Column {position}" for position, name in enumerate(columns, 1)),
        format="jsonl",
        encoding=text.encoding,
        sheet=None,
        delimiter=None,
        notes=text.notes,
        first_line=1,
        size=target.stat().st_size,
        lines=spool.lines,
        multiline=spool.multiline,
        flagged=True,
    )


def _records(path: Path, start: int) -> Iterator[dict[str, Any] | Broken | None]:
    """The objects of the file; None for a blank line."""
    with path.open("rb") as file:
        file.seek(start)
        head = file.read(RECORD_LIMIT).decode(errors="replace")
    lines = [line for line in head.split("\n")[:20] if line.strip()][:5]
    if head.lstrip().startswith("[") or not any(isinstance(_parse(line), dict) for line in lines):
        yield from _stream(path, start)
    else:
        yield from _by_line(path, start)


def _by_line(path: Path, start: int) -> Iterator[dict[str, Any] | Broken | None]:
    for piece in pieces_of(path, start):
        whole = piece.endswith(b"\n")
        lines = piece.split(b"\n")
        if whole:
            del lines[-1]
        for position, line in enumerate(lines, 1):
            record = _parse(line.decode()) if line.strip() else None
            if isinstance(record, Broken) and not whole and position == len(lines):
                raise TruncatedFile
            yield record


def _parse(line: str) -> dict[str, Any] | Broken:
    try:
        record = _DECODER.decode(line)
    except (ValueError, RecursionError) as error:
        return Broken(line.strip()[:500], f"This line is not valid JSON: {getattr(error, 'msg', 'too deeply nested')}.")
    if isinstance(record, dict):
        return record
    return Broken(line.strip()[:500], "This line is not a JSON object.")


def _stream(path: Path, start: int) -> Iterator[dict[str, Any] | Broken]:
    """The objects of an array, or of a file that writes one object over several lines."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    text, position, in_array, more = "", 0, False, True
    with path.open("rb") as file:
        file.seek(start)
        while True:
            position = _BETWEEN.match(text, position).end()  # type: ignore[union-attr]
            if not in_array and text.startswith("[", position):
                in_array, position = True, position + 1
                continue
            if in_array and text.startswith("]", position):
                return
            found = _next(text, position) if position < len(text) else None
            if found is not None:
                record, position = found
                yield (record if isinstance(record, dict) else Broken(str(record)[:500], "This is not a JSON object."))
                continue
            if not more:
                if position < len(text) or in_array:
                    raise TruncatedFile
                return
            if len(text) - position > RECORD_LIMIT:
                raise RecordTooLong(limitBytes=RECORD_LIMIT)
            chunk = file.read(CHUNK)
            more = bool(chunk)
            text, position = text[position:] + decoder.decode(chunk), 0


def _next(text: str, position: int) -> tuple[Any, int] | None:
    """The value at `position` and where it ends; None when more text is needed. Raises UnreadableFile."""
    try:
        return _DECODER.raw_decode(text, position)
    except json.JSONDecodeError as error:
        if error.msg.startswith("Unterminated") or error.pos >= len(text) - 16:
            return None
        near = text[max(position, error.pos - 30) : error.pos + 30]
        raise UnreadableFile(f"The file is not valid JSON ({error.msg}) near: {near}") from None
    except RecursionError:
        raise UnreadableFile("The JSON is too deeply nested.") from None


def _cells(record: dict[str, Any] | Broken | None, columns: dict[str, int]) -> list[str]:
    """The flag cell and a cell per column of a record; unknown keys become new columns."""
    if record is None:
        return []
    if isinstance(record, Broken):
        return [flag("invalidJson", record.message, record.text)]
    cells = [""] * (len(columns) + 1)
    for name, value in _flat(record):
        if not isinstance(value, str):
            text = json.dumps(value, ensure_ascii=False)[:500]
            cells[0] = flag("nestedValue", f'"{name}" holds a list or an object, which no field can take.', text)
            continue
        position = columns.setdefault(name, len(columns))
        if position + 1 >= len(cells):
            cells.append("")
        cells[position + 1] = value
    return cells


def _flat(record: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, value in record.items():
        if isinstance(value, str):
            yield key, value
        elif key in FLATTENED and isinstance(value, dict):
            for inner, item in value.items():
                yield f"{FLATTENED[key]}.{inner}", _text(item)
        elif key in LISTS and isinstance(value, list) and not any(isinstance(item, (dict, list)) for item in value):
            yield key, ";".join(_text(item) for item in value if item is not None) or CLEAR
        elif not (FLATTENED.get(key) == "customAttributes" and value is None):
            yield key, _text(value)


def _text(value: Any) -> Any:
    """The cell of a scalar; lists and objects as they are. Numbers are texts already."""
    if value is None:
        return CLEAR
    if isinstance(value, bool):
        return "true" if value else "false"
    return value


def _number(literal: str) -> str:
    """A number as it was written, but without an exponent and without ".0"."""
    if _EXPONENT.search(literal):
        literal = f"{Decimal(literal):f}"
    whole, _, fraction = literal.partition(".")
    return literal if fraction.strip("0") else whole


_DECODER = json.JSONDecoder(parse_float=_number, parse_int=str, parse_constant=str)
