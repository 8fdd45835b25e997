"""Write a text in any encoding, with any line ends, as UTF-8 with "\\n", piece by piece."""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import NamedTuple

from gomobile.imports.sources.encodings import Encoding
from gomobile.imports.sources.errors import TruncatedFile, UnreadableText
from gomobile.imports.sources.options import CHUNK
from gomobile.imports.sources.spool import Bound

_ESCAPED = re.compile("[\udc80-\udcff]+")


class Repaired(NamedTuple):
    """What had to be changed in a text: damaged bytes replaced, zero characters removed."""

    damaged: int
    zeros: int


def damage_in(path: Path, start: int) -> int | None:
    """About where (within 1 MB) a text stops being UTF-8 or holds a zero byte, None when it nowhere does."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    position = start
    with path.open("rb") as reader:
        reader.seek(start)
        while chunk := reader.read(CHUNK):
            pending = decoder.getstate()[0]
            if b"\0" in chunk:
                return position
            if pending or not chunk.isascii():
                try:
                    decoder.decode(chunk)
                except UnicodeDecodeError as error:
                    return max(start, position + error.start - len(pending))
            position += len(chunk)
    return position if decoder.getstate()[0] else None


def transcode(
    source: Path, target: Path, encoding: Encoding, bound: Bound, *, all_line_ends: bool
) -> Repaired:
    """Write `source` to `target` as UTF-8 without byte order mark and without zero characters.

    Bytes that are not UTF-8 in a text that otherwise is are read as Windows-1252. `all_line_ends` turns every
    "\\r" into a line end. Raises UnreadableText when more than 1 in 1,000 characters is zero, TruncatedFile
    for half a UTF-16 character.
    """
    errors = "surrogateescape" if encoding.name == "utf-8" else "replace"
    decoder = codecs.getincrementaldecoder(encoding.name)(errors)
    size = damaged = zeros = 0
    held_return = ""
    with source.open("rb") as reader, target.open("wb") as writer:
        reader.seek(encoding.mark)
        while True:
            chunk = reader.read(CHUNK)
            text = decoder.decode(chunk, final=not chunk)
            size += len(text)
            if errors == "surrogateescape":
                text, wrong = _read_as_windows(text)
            else:
                wrong = text.count("\ufffd")
            damaged += wrong
            zeros += text.count("\0")
            text = held_return + text.replace("\0", "")
            held_return = ""
            if all_line_ends:
                if chunk and text.endswith("\r"):
                    text, held_return = text[:-1], "\r"
                text = text.replace("\r\n", "\n").replace("\r", "\n")
            data = text.encode("utf-8", "replace")
            bound.add(len(data))
            writer.write(data)
            if not chunk:
                break
    if zeros > max(8, size // 1000):
        raise UnreadableText
    if encoding.name.startswith("utf-16") and (source.stat().st_size - encoding.mark) % 2:
        raise TruncatedFile("The UTF-16 text ends in the middle of a character; fetch the file again.")
    return Repaired(damaged, zeros)


def _read_as_windows(text: str) -> tuple[str, int]:
    damaged = 0

    def replace(match: re.Match[str]) -> str:
        nonlocal damaged
        damaged += len(match[0])
        return match[0].encode("utf-8", "surrogateescape").decode("windows-1252", "replace")

    return (_ESCAPED.sub(replace, text), damaged) if not text.isascii() else (text, 0)
