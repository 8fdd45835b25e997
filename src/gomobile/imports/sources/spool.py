"""Spool files: the canonical text of a file that is not canonical itself."""

from __future__ import annotations

import csv
import itertools
from pathlib import Path
from types import TracebackType

from gomobile.imports.sources.errors import ArchiveTooLarge
from gomobile.imports.sources.options import ReadOptions

_RATIO_FLOOR = 64 * 1024**2


class Bound:
    """Counts the bytes that a file unpacks to, and stops a bomb before it fills the disk.

    Up to 64 MB any ratio is allowed: a small file of equal rows packs very well.
    """

    def __init__(self, options: ReadOptions, packed: int) -> None:
        """`packed` is the size in bytes of the file that is unpacked."""
        self.limit = min(options.max_bytes, max(_RATIO_FLOOR, options.max_ratio * packed))
        self.count = 0

    def add(self, size: int) -> None:
        """Count `size` more bytes. Raises ArchiveTooLarge."""
        self.count += size
        if self.count > self.limit:
            raise ArchiveTooLarge(limitBytes=self.limit)


def spool_path(work_dir: Path, suffix: str = ".csv") -> Path:
    """A path in `work_dir`, which is created, where no file is yet."""
    work_dir.mkdir(parents=True, exist_ok=True)
    for number in itertools.count(1):
        path = work_dir / f"spool-{number}{suffix}"
        try:
            path.touch(exist_ok=False)
        except FileExistsError:
            continue
        return path
    raise AssertionError("unreachable")


class Spool:
    """Writes records as canonical text (separator ",", quote '"') and counts them."""

    separator = ","
    quote = '"'

    def __init__(self, path: Path, bound: Bound) -> None:
        """Write to `path`; `bound` limits the bytes."""
        self.path = path
        self.lines = 0
        self.multiline = False
        self._bound = bound
        self._file = path.open("w", encoding="utf-8", errors="replace", newline="", buffering=256 * 1024)
        self._writer = csv.writer(self._file, lineterminator="\n")

    def __enter__(self) -> Spool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def write(self, cells: list[str]) -> None:
        """Write one record. Zero characters, which no database text can hold, are left out."""
        text = "".join(cells)
        if "\0" in text:
            cells = [cell.replace("\0", "") for cell in cells]
        self.multiline = self.multiline or "\n" in text
        self.lines += 1
        self._bound.add(self._writer.writerow(cells))
