"""Delimited text in any encoding: CSV, TSV and what calls itself TXT."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gomobile.imports.sources.dialect import detect_dialect, separator_line
from gomobile.imports.sources.encodings import Encoding, legacy_encoding, named_encoding, unicode_encoding
from gomobile.imports.sources.errors import EmptyFile, RecordTooLong, UnreadableFile, WrongReadOptions
from gomobile.imports.sources.grammar import cells_of
from gomobile.imports.sources.header import find_header
from gomobile.imports.sources.options import RECORD_LIMIT, ReadOptions
from gomobile.imports.sources.records import last_record_end, records_of
from gomobile.imports.sources.repair import repair
from gomobile.imports.sources.spool import Bound, spool_path
from gomobile.imports.sources.survey import Survey, survey
from gomobile.imports.sources.table import Format, Table
from gomobile.imports.sources.transcode import LineLimit, damage_in, transcode

_HEAD = 256 * 1024
_HEADER_RECORDS = 100
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class Text:
    """A UTF-8 text on disk from byte `start` on, the encoding it had, and what was changed to make it so."""

    path: Path
    start: int
    encoding: str
    notes: tuple[str, ...] = ()


def open_text(path: Path, work_dir: Path, options: ReadOptions, *, tabs: bool = False) -> Table:
    """The table in a delimited text. `tabs`: the file's name says that tabs separate the cells.

    Raises EmptyFile, UnreadableText, RecordTooLong, TooManyColumns, UnknownEncoding, WrongReadOptions.
    """
    _check(options)
    text = as_utf8(path, work_dir, options)
    head = _head(text.path, text.start)
    first = head.split(b"\n", 1)[0]
    stated = separator_line(first.decode(errors="replace"))
    start = text.start + (len(first) + 1 if stated else 0)
    lines = head[start - text.start :].decode(errors="replace").split("\n")
    if len(head) == _HEAD and len(lines) > 1:
        del lines[-1]
    dialect = detect_dialect(lines, options.delimiter or stated, options.quote, prefer="\t" if tabs else ",")
    found = survey(text.path, start, dialect.separator, dialect.quote or None, dialect.width)
    notes = list(text.notes)
    source = text.path
    if found.stray_quotes:
        source = spool_path(work_dir)
        bound = Bound(options, path.stat().st_size)
        changed = repair(text.path, start, source, dialect.separator, dialect.quote, dialect.width, bound)
        notes.append(f"{changed} line{'s' if changed != 1 else ''} with misplaced quotes read one by one")
        if text.path != path:
            text.path.unlink()
        start = 0
        found = survey(source, start, dialect.separator, dialect.quote, dialect.width)
        if found.stray_quotes:
            raise UnreadableFile
    return table_of_text(
        source,
        start,
        found,
        separator=dialect.separator,
        has_header=options.has_header,
        above=1 if stated else 0,
        format="tsv" if dialect.separator == "\t" else "csv",
        encoding=text.encoding,
        delimiter=dialect.separator,
        notes=notes,
    )


def as_utf8(path: Path, work_dir: Path, options: ReadOptions, *, longest_line: int | None = RECORD_LIMIT) -> Text:
    """The same text as UTF-8 with "\\n" or "\\r\\n" line ends: `path` itself when it is so already, else a
    new spool file.

    Raises UnreadableText, UnknownEncoding, RecordTooLong, TruncatedFile.
    """
    head = _head(path, 0)
    encoding = named_encoding(options.encoding, head) if options.encoding else unicode_encoding(head)
    all_line_ends = _ends_lines_with_returns(head[encoding.mark :].decode(encoding.name, errors="replace"))
    damaged = damage_in(path, encoding.mark, LineLimit(longest_line)) if encoding.name == "utf-8" else None
    if damaged is not None and not options.encoding and not encoding.mark:
        encoding = Encoding(legacy_encoding(head + _head(path, max(0, damaged - _HEAD // 2))))
    if encoding.name == "utf-8" and damaged is None and not all_line_ends:
        return Text(path, encoding.mark, encoding.name)
    target = spool_path(work_dir)
    bound, limit = Bound(options, path.stat().st_size), LineLimit(longest_line)
    repaired = transcode(path, target, encoding, bound, limit, all_line_ends=all_line_ends)
    notes = [] if encoding.name == "utf-8" else [f"read as {encoding.name}"]
    if repaired.damaged:
        notes.append(f"{repaired.damaged} damaged characters replaced")
    if repaired.zeros:
        notes.append(f"{repaired.zeros} zero characters removed")
    return Text(target, 0, encoding.name, tuple(notes))


def table_of_text(
    path: Path,
    start: int,
    found: Survey,
    *,
    separator: str,
    has_header: bool | None,
    above: int,
    format: Format,
    encoding: str,
    delimiter: str | None,
    notes: Sequence[str],
    sheet: str | None = None,
) -> Table:
    """The table in well-written text from byte `start`, with its header found. `above` counts the lines
    before `start`.
    """
    quote = found.quote if found.multiline else None
    head = _whole_records(path, start, quote)
    records = [record for _, record in zip(range(_HEADER_RECORDS), records_of(head, quote), strict=False)]
    cells = [cells_of(record.decode().rstrip("\r"), separator, found.quote) for record in records]
    header = find_header(cells, has_header)
    if not header.names or not any(cell.strip() for record in cells for cell in record):
        raise EmptyFile
    size = path.stat().st_size
    return Table(
        path=path,
        separator=separator,
        quote=found.quote,
        has_header=header.present,
        data_offset=min(size, start + sum(len(record) + 1 for record in records[: header.start])),
        header=header.names,
        format=format,
        encoding=encoding,
        sheet=sheet,
        delimiter=delimiter,
        notes=(*notes, *header.notes),
        first_line=1 + above + header.start,
        size=size,
        lines=found.lines - header.start,
        multiline=found.multiline,
    )


def _check(options: ReadOptions) -> None:
    delimiter, quote = options.delimiter, options.quote
    wrong = (delimiter is not None and (len(delimiter) != 1 or not delimiter.isascii() or delimiter in "\r\n\0")) or (
        quote is not None
        and (len(quote) > 1 or not quote.isascii() or quote in ("\r", "\n", "\0") or quote == delimiter)
    )
    if wrong:
        raise WrongReadOptions(delimiter=delimiter, quote=quote)


def _head(path: Path, start: int) -> bytes:
    with path.open("rb") as file:
        file.seek(start)
        return file.read(_HEAD)


def _whole_records(path: Path, start: int, quote: str | None) -> bytes:
    """The first records of the text, up to 256 KB, or the first alone when it is longer."""
    with path.open("rb") as file:
        file.seek(start)
        head = b""
        while len(head) <= RECORD_LIMIT:
            more = file.read(_HEAD)
            head += more
            if len(more) < _HEAD:
                return head
            if end := last_record_end(head, quote):
                return head[:end]
    raise RecordTooLong(limitBytes=RECORD_LIMIT)


def _ends_lines_with_returns(text: str) -> bool:
    """Whether the first line and most others end with a lone "\\r", as old Macintosh programs write them."""
    first = _LINE_END.search(text)
    lone = text.count("\r") - text.count("\r\n")
    return first is not None and first[0] == "\r" and lone > text.count("\n")
