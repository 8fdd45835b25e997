"""Write a text in any encoding, with any line ends, as UTF-8 with "\\n", piece by piece."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from gomobile.imports.sources.encodings import Encoding
from gomobile.imports.sources.errors import RecordTooLong, TruncatedFile, UnreadableText
from gomobile.imports.sources.options import CHUNK
from gomobile.imports.sources.spool import Bound

_ESCAPED = re.compile("[\udc80-\udcff]+")
_FEW_ZEROS = 8  # in any text; more are refused when they are more than 1 in 1,000


class Repaired(NamedTuple):
    """What had to be changed in a text: damaged bytes replaced, zero characters removed."""

    damaged: int
    zeros: int


class LineLimit:
    """Refuses a text whose lines are longer than records may be, without reading on."""

    def __init__(self, limit: int | None) -> None:
        """`limit` in bytes or characters; None lets lines be of any length."""
        self._limit = limit
        self._length = 0

    def add(self, chunk: bytes | str) -> None:
        """Look at the next part of the text. Raises RecordTooLong."""
        ends = ("\n", "\r") if isinstance(chunk, str) else (b"\n", b"\r")
        end = max(chunk.rfind(mark) for mark in ends)  # type: ignore[arg-type]
        self._length = len(chunk) - end - 1 if end >= 0 else self._length + len(chunk)
        if self._limit is not None and self._length > self._limit:
            raise RecordTooLong(limitBytes=self._limit)


def damage_in(path: Path, start: int, lines: LineLimit) -> int | None:
    """About where a text stops being UTF-8 or holds a zero byte, None when it nowhere does. Raises
    RecordTooLong.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    position = start
    with path.open("rb") as reader:
        reader.seek(start)
        while chunk := reader.read(CHUNK):
            if b"\0" in chunk:
                return position
            lines.add(chunk)
            pending = decoder.getstate()[0]
            if pending or not chunk.isascii():
                try:
                    decoder.decode(chunk)
                except UnicodeDecodeError as error:
                    return max(start, position + error.start - len(pending))
            position += len(chunk)
    return position if decoder.getstate()[0] else None


def transcode(
    source: Path, target: Path, encoding: Encoding, bound: Bound, lines: LineLimit, *, all_line_ends: bool
) -> Repaired:
    """Write `source` to `target` as UTF-8 without byte order mark and without zero characters.

    Bytes that are not UTF-8 in a text that otherwise is are read as Windows-1252. `all_line_ends` turns every
    "\\r" into a line end. Raises UnreadableText when more than 1 in 1,000 characters is zero, RecordTooLong,
    and TruncatedFile for half a UTF-16 character.
    """
    damaged = zeros = size = 0
    held = ""
    with source.open("rb") as reader, target.open("wb") as writer:
        reader.seek(encoding.mark)
        for text, wrong in _decoded(reader, encoding.name):
            damaged += wrong
            size += len(text)
            zeros += text.count("\0")
            if zeros > max(_FEW_ZEROS, size // 1000):
                raise UnreadableText
            text = held + text.replace("\0", "")
            if all_line_ends:
                held = "\r" if text.endswith("\r") else ""
                text = text.removesuffix(held).replace("\r\n", "\n").replace("\r", "\n")
            lines.add(text)
            data = text.encode("utf-8", "replace")
            bound.add(len(data))
            writer.write(data)
        writer.write(held.replace("\r", "\n").encode())
    if encoding.name.startswith("utf-16") and (source.stat().st_size - encoding.mark) % 2:
        raise TruncatedFile("The UTF-16 text ends in the middle of a character; fetch the file again.")
    return Repaired(damaged, zeros)


def _decoded(reader: BinaryIO, encoding: str) -> Iterator[tuple[str, int]]:
    """The text in parts, and how many characters of each are damaged."""
    errors = "surrogateescape" if encoding == "utf-8" else "replace"
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    while chunk := reader.read(CHUNK):
        text = decoder.decode(chunk)
        yield _without_escapes(text) if errors == "surrogateescape" else (text, text.count("\ufffd"))
    text = decoder.decode(b"", final=True)
    yield _without_escapes(text) if errors == "surrogateescape" else (text, len(text))


def _without_escapes(text: str) -> tuple[str, int]:
    """The text with its undecodable bytes read as Windows-1252, and their number."""
    if text.isascii():
        return text, 0
    damaged = 0

    def replace(match: re.Match[str]) -> str:
        nonlocal damaged
        damaged += len(match[0])
        return match[0].encode("utf-8", "surrogateescape").decode("windows-1252", "replace")

    return _ESCAPED.sub(replace, text), damaged
