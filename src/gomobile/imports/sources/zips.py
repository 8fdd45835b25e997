"""Zip files: opened so that whatever is wrong with them is a SourceError."""

from __future__ import annotations

import errno
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gomobile.imports.sources.errors import ArchiveTooLarge, TruncatedFile, UnsupportedFormat

ENCRYPTED = 0x1
"""The flag bit of a member that needs a password."""

_LARGEST_DIRECTORY = 8 * 1024**2  # 100,000 members; each takes half a kilobyte of memory once it is listed
_DIRECTORY_END = b"PK\x05\x06"


@contextmanager
def open_zip(path: Path) -> Iterator[zipfile.ZipFile]:
    """The open zip file. Raises TruncatedFile, UnsupportedFormat, ArchiveTooLarge, also for what is read
    within.
    """
    try:
        _check_directory(path)
        with zipfile.ZipFile(path) as archive:
            yield archive
    except (zipfile.BadZipFile, EOFError, zlib.error, struct.error, KeyError, ValueError):
        raise TruncatedFile from None
    except OSError as error:
        # An offset beyond the file, which zipfile does not check.
        if error.errno == errno.EINVAL:
            raise TruncatedFile from None
        raise
    except (NotImplementedError, RuntimeError):
        raise UnsupportedFormat(
            "The zip archive is packed in an unusual way; pack it again with the usual method."
        ) from None


def _check_directory(path: Path) -> None:
    """Refuse a list of members that is itself a bomb, before all of it is held in memory."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - 65_557))
        tail = file.read()
        at = tail.rfind(_DIRECTORY_END)
        if at < 0 or len(tail) < at + 22:
            raise TruncatedFile
        (length,) = struct.unpack_from("<L", tail, at + 12)
        if length == 0xFFFFFFFF and at >= 20:
            (offset,) = struct.unpack_from("<Q", tail, at - 12)
            file.seek(min(offset, size))
            (length,) = struct.unpack("<Q", file.read(48)[40:])
    if length > _LARGEST_DIRECTORY:
        raise ArchiveTooLarge
