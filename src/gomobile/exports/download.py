"""An export on its way to somebody who downloads it."""

from __future__ import annotations

import contextlib
import threading
from pathlib import Path

from gomobile.accounts.caller import Organization
from gomobile.exports.errors import TooManyExports
from gomobile.exports.request import ExportRequest
from gomobile.exports.service import SLOTS, open_export
from gomobile.exports.spool import Spool

PROCESS_SLOTS = 4
"""Exports of all organizations in one process at once: each takes up to three connections, and disk for what waits."""
_RETRY_SECONDS = 10

_places = threading.BoundedSemaphore(PROCESS_SLOTS)


class ExportDownload:
    """The bytes of an export, made by a thread of its own into a file without a name in `folder`.

    Raises TooManyExports, and InvalidInput for columns that there are not. Close it.
    """

    def __init__(self, conninfo: str, organization: Organization, request: ExportRequest, folder: Path) -> None:
        if not _places.acquire(blocking=False):
            text = f"This server has {PROCESS_SLOTS} exports running; wait for one to end and try again."
            raise TooManyExports(text, retryAfter=_RETRY_SECONDS, running=PROCESS_SLOTS)
        with contextlib.ExitStack() as opened:
            opened.callback(_places.release)
            self._export = opened.enter_context(open_export(conninfo, organization, request, slots=SLOTS))
            self._spool = Spool(folder)
            opened.callback(self._spool.close)
            self._spool.fill(self._export.write)
            self._opened = opened.pop_all()

    @property
    def total(self) -> int | None:
        """The number of contacts in it, where that is known beforehand."""
        return self._export.total

    def read(self) -> bytes:
        """Wait for the next bytes; empty at the end."""
        return self._spool.read()

    def close(self) -> None:
        """End it, done or not, and give back what it holds."""
        if not self._spool.is_done:
            self._export.cancel()
        self._opened.close()
