"""A file that is read while another thread still writes it.

An export is written here as fast as the database gives it, whatever the speed of who downloads it: a snapshot held for
an hour would keep PostgreSQL from cleaning up. The file has no name, so that it is gone however the process ends.
"""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO

from gomobile.exports.errors import NoTemporarySpace

CHUNK = 256 * 1024


class Abandoned(Exception):
    """Raised in the writing thread when the reader has gone."""


class Spool:
    """Bytes on their way from one writing thread to one reader."""

    def __init__(self, folder: Path) -> None:
        """The file is made in `folder`. Raises NoTemporarySpace."""
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._file: IO[bytes] = tempfile.TemporaryFile(dir=folder, buffering=0)  # noqa: SIM115 - see close()
        except OSError as error:
            raise NoTemporarySpace from error
        self._changed = threading.Condition()
        self._written = 0
        self._read = 0
        self._done = False
        self._closed = False
        self._failure: BaseException | None = None
        self._thread: threading.Thread | None = None

    @property
    def is_done(self) -> bool:
        """Whether the writer has ended, well or not."""
        return self._done

    def fill(self, work: Callable[[Spool], object]) -> None:
        """Let `work` write from another thread, until it returns or raises."""

        def run() -> None:
            failure: BaseException | None = None
            try:
                work(self)
            except BaseException as error:  # handed to the reader
                failure = error
            with self._changed:
                self._done, self._failure = True, failure
                self._changed.notify_all()

        self._thread = threading.Thread(target=run, name="export", daemon=True)
        self._thread.start()

    def write(self, data: bytes | bytearray) -> None:
        """Take the next bytes. Raises Abandoned after close(), NoTemporarySpace when the disk is full."""
        view = memoryview(data)
        while view:
            with self._changed:
                if self._closed:
                    raise Abandoned
                count = self._append(view)
                self._written += count
                self._changed.notify_all()
            view = view[count:]

    def _append(self, data: memoryview) -> int:
        try:
            self._file.seek(self._written)
            return self._file.write(data)
        except OSError as error:
            raise NoTemporarySpace from error

    def read(self) -> bytes:
        """Wait for the next bytes; empty at the end. Raises what the writer raised, after what it had written."""
        with self._changed:
            self._changed.wait_for(lambda: self._read < self._written or self._done or self._closed)
            if self._closed:
                return b""
            if self._read == self._written:
                if self._failure is not None:
                    raise self._failure
                return b""
            self._file.seek(self._read)
            data = self._file.read(min(CHUNK, self._written - self._read))
            self._read += len(data)
            return data

    def close(self) -> None:
        """Let the file go and wait for the writer, which stops at its next write."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join()
        self._file.close()
