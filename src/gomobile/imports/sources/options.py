"""What a caller may say about a file, and the bounds within which it is read."""

from __future__ import annotations

from dataclasses import dataclass

RECORD_LIMIT = 4 * 1024 * 1024
COLUMN_LIMIT = 2_000
CHUNK = 1024 * 1024


@dataclass(frozen=True)
class ReadOptions:
    """How to read a file; None means "find out".

    `delimiter` and `quote` are one character each, quote "" means that quotes are ordinary characters.
    `sheet` is a name or a 1-based number. `max_bytes` bounds what an archive, a workbook or a transcoded text
    may take on disk, `max_ratio` how many times larger than the archive that may be (ordinary tables pack 5
    to 50 times), `reader_memory` the bytes of address space of the process that reads a workbook.
    """

    encoding: str | None = None
    delimiter: str | None = None
    quote: str | None = None
    sheet: str | int | None = None
    has_header: bool | None = None
    max_bytes: int = 20 * 1024**3
    max_ratio: int = 250
    reader_memory: int = 3 * 1024**3
