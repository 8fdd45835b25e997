"""A file on its way to somebody who downloads it: an export of contacts, or of another list."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from gomobile.accounts.caller import Organization
from gomobile.exports.blocks import Sink
from gomobile.exports.errors import TooManyExports
from gomobile.exports.request import ExportRequest
from gomobile.exports.service import SLOTS, Pieces, open_export, open_list
from gomobile.exports.spool import Spool

PROCESS_SLOTS = 4
"""Exports of all organizations in one process at once: each takes up to three connections, and disk for what waits."""
_RETRY_SECONDS = 10

_places = threading.BoundedSemaphore(PROCESS_SLOTS)


class Written(Protocol):
    """A file that is ready to be written, with what it holds open."""

    def write(self, sink: Sink, /) -> object:
        """Write all of it."""
        ...

    def cancel(self) -> None:
        """Make a `write` in another thread end with an error soon."""
        ...

    def close(self) -> None:
        """Give back what it holds."""
        ...


class _Download:
    """The bytes of what `begin` opens, made by a thread of its own into a file without a name in `folder`."""

    def __init__(self, begin: Callable[[], Written], folder: Path) -> None:
        if not _places.acquire(blocking=False):
            text = f"This server has {PROCESS_SLOTS} exports running; wait for one to end and try again."
            raise TooManyExports(text, retryAfter=_RETRY_SECONDS, running=PROCESS_SLOTS)
        with contextlib.ExitStack() as opened:
            opened.callback(_places.release)
            self._written = begin()
            opened.callback(self._written.close)
            self._spool = Spool(folder)
            opened.callback(self._spool.close)
            self._spool.fill(self._written.write)
            self._opened = opened.pop_all()

    def read(self) -> bytes:
        """Wait for the next bytes; empty at the end."""
        return self._spool.read()

    def close(self) -> None:
        """End it, done or not, and give back what it holds."""
        if not self._spool.is_done:
            self._written.cancel()
        self._opened.close()


class ExportDownload(_Download):
    """An export of contacts; `total` is the number of them, where that is known beforehand.

    Raises TooManyExports, and InvalidInput for columns that there are not. Close it.
    """

    total: int | None

    def __init__(self, conninfo: str, organization: Organization, request: ExportRequest, folder: Path) -> None:
        def begin() -> Written:
            export = open_export(conninfo, organization, request, slots=SLOTS)
            self.total = export.total
            return export

        super().__init__(begin, folder)


class ListDownload(_Download):
    """Another list, as the pieces that are read from it. Raises TooManyExports. Close it."""

    def __init__(self, conninfo: str, organization: Organization, pieces: Pieces, folder: Path) -> None:
        super().__init__(lambda: open_list(conninfo, organization, pieces, slots=SLOTS), folder)
