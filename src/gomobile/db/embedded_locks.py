"""Advisory file locks, held as long as the file is open and released by the system when the process dies."""

from __future__ import annotations

import errno
import fcntl
import os
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from gomobile.db.embedded_errors import DatabaseUnavailable


class FileLock:
    """A lock on `path`. The file is created when missing, never deleted: that would split the lock."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
            # A file that root made in somebody else's data directory must stay usable by its owner.
            if os.geteuid() == 0 and os.fstat(self._file).st_uid != (owner := os.stat(path.parent)).st_uid:
                os.fchown(self._file, owner.st_uid, owner.st_gid)
        except OSError as error:
            raise DatabaseUnavailable(
                f"{path} cannot be opened: {error.strerror}. Run gomobile as the user that owns "
                f"{path.parent}, or set GOMOBILE_DATA_DIR to a folder of your own."
            ) from None

    def try_exclusive(self) -> bool:
        """Take the lock alone if nobody else has it; say whether that worked."""
        return self._try(fcntl.LOCK_EX)

    def try_shared(self) -> bool:
        """Take the lock together with others if nobody has it alone; say whether that worked."""
        return self._try(fcntl.LOCK_SH)

    def wait_exclusive(self, on_wait: Callable[[float], None]) -> None:
        """Take the lock alone; `on_wait` is called about once a second with the seconds waited so far."""
        started, said = time.monotonic(), 0.0
        while not self.try_exclusive():
            time.sleep(0.05)
            waited = time.monotonic() - started
            if waited - said >= 1:
                said = waited
                on_wait(waited)

    def write(self, text: str) -> None:
        """Replace what the file says (who holds the lock); call it while holding the lock alone."""
        os.ftruncate(self._file, 0)
        os.pwrite(self._file, text.encode(), 0)

    def read(self) -> str:
        """Return what the holder wrote."""
        return os.pread(self._file, 4096, 0).decode(errors="replace")

    def close(self) -> None:
        """Release the lock."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _try(self, operation: int) -> bool:
        try:
            fcntl.flock(self._file, operation | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in (errno.EWOULDBLOCK, errno.EACCES):
                return False
            raise DatabaseUnavailable(
                f"The disk that holds {self.path.parent} cannot lock files ({error.strerror}). "
                "Set GOMOBILE_DATA_DIR to a folder on a local disk."
            ) from None
        return True
