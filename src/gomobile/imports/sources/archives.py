"""Unpack gzip and zip, never more than an honest archive would hold, and never half."""

from __future__ import annotations

import gzip
import re
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import NamedTuple, Protocol

from gomobile.imports.sources.errors import (
    EmptyFile,
    EncryptedFile,
    SeveralFiles,
    TruncatedFile,
    UnreadableFile,
)
from gomobile.imports.sources.options import CHUNK, ReadOptions
from gomobile.imports.sources.spool import Bound, spool_path
from gomobile.imports.sources.zips import ENCRYPTED, open_zip

_PLAIN_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,15}")


class _Reader(Protocol):
    def read(self, size: int, /) -> bytes: ...


class Unpacked(NamedTuple):
    """The unpacked file and the name that it had in the archive."""

    path: Path
    name: str


def unpack_gzip(path: Path, name: str, work_dir: Path, options: ReadOptions) -> Unpacked:
    """Unpack a gzip file called `name`. Raises TruncatedFile, UnreadableFile, ArchiveTooLarge."""
    bound = Bound(options, path.stat().st_size)
    inner = name[:-3] if name.lower().endswith(".gz") else name
    try:
        with gzip.open(path, "rb") as reader:
            return Unpacked(_copy(reader, work_dir, inner, bound), inner)
    except EOFError:
        raise TruncatedFile from None
    except (gzip.BadGzipFile, zlib.error):
        raise UnreadableFile("The gzip file is damaged; fetch or export it again.") from None


def unpack_zip(path: Path, work_dir: Path, options: ReadOptions) -> Unpacked:
    """Unpack the one data file of a zip archive; hidden files and what macOS adds do not count.

    Raises EmptyFile, SeveralFiles, EncryptedFile, TruncatedFile, ArchiveTooLarge, UnsupportedFormat.
    """
    with open_zip(path) as archive:
        members = [member for member in archive.infolist() if _is_data(member)]
        if not members:
            raise EmptyFile("The zip archive holds no file to import.")
        if len(members) > 1:
            listed = ", ".join(member.filename for member in members[:5]) + (", …" if len(members) > 5 else "")
            message = f"The zip archive holds {len(members)} files ({listed}); import them one by one."
            raise SeveralFiles(message, files=len(members))
        member = members[0]
        if member.flag_bits & ENCRYPTED:
            raise EncryptedFile
        Bound(options, path.stat().st_size).add(member.file_size)
        name = PurePosixPath(member.filename).name
        with archive.open(member) as reader:
            return Unpacked(_copy(reader, work_dir, name, Bound(options, path.stat().st_size)), name)


def _is_data(member: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(member.filename).parts
    is_folder = member.filename.endswith("/") or not parts
    return not is_folder and "__MACOSX" not in parts and not parts[-1].startswith(".")


def _copy(reader: _Reader, work_dir: Path, name: str, bound: Bound) -> Path:
    suffix = PurePosixPath(name).suffix
    target = spool_path(work_dir, suffix if _PLAIN_SUFFIX.fullmatch(suffix) else ".bin")
    try:
        with target.open("wb") as writer:
            while chunk := reader.read(CHUNK):
                bound.add(len(chunk))
                writer.write(chunk)
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return target
