"""An uploaded file on its way to disk."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path
from typing import BinaryIO

from gomobile.imports.sources.errors import NoDiskSpace

_CHUNK = 1 << 20
_FULL = (errno.ENOSPC, errno.EDQUOT)


def received(source: BinaryIO, path: Path) -> Path:
    """Copy a whole file to `path`, wherever it was read to before: a request that is made again gives it anew.

    Raises NoDiskSpace.
    """
    if source.seekable():
        source.seek(0)
    try:
        with path.open("wb") as target:
            shutil.copyfileobj(source, target, _CHUNK)
    except OSError as error:
        if error.errno in _FULL:
            raise NoDiskSpace from error
        raise
    return path
