"""Files that are sent, and files that are received."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from gomobile.client.transport.request import Request
from gomobile.client.transport.retry import RetryPolicy
from gomobile.client.transport.steps import Download, Steps, attempt


@contextmanager
def opened(file: str | os.PathLike[str] | IO[bytes], filename: str | None) -> Iterator[tuple[IO[bytes], str]]:
    """A file to send and its name: a path is opened and closed, an open file is used as it is.

    Raises TypeError for a file open in text mode, OSError for a path that cannot be read.
    """
    if isinstance(file, str | os.PathLike):
        with open(file, "rb") as stream:
            yield stream, filename or Path(file).name
        return
    if isinstance(file.read(0), str):
        raise TypeError('Open the file in binary mode: open(path, "rb").')
    name = filename or getattr(file, "name", None)
    yield file, Path(name).name if isinstance(name, str) else "upload"


def saved(request: Request, to: str | os.PathLike[str] | IO[bytes], policy: RetryPolicy) -> Steps[int]:
    """Save the answer to a file open in binary mode, or under a path; returns its size in bytes.

    A path shows up only when the file is complete: until then it is written beside it, and what was there
    stays.
    """
    if not isinstance(to, str | os.PathLike):
        return (yield from _received(request, to, policy))
    target = Path(to)
    if target.exists() and not target.is_file():  # such as /dev/stdout, which must not be replaced
        with target.open("wb") as sink:
            return (yield from _received(request, sink, policy))
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        with part.open("xb") as sink:
            size = yield from _received(request, sink, policy)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return size


def _received(request: Request, sink: IO[bytes], policy: RetryPolicy) -> Steps[int]:
    step = Download(request, sink)
    yield from attempt(step, policy)
    return step.received
