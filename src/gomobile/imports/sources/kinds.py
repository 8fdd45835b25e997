"""What kind of file this is: by its content, its name only says what was expected."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from gomobile.imports.sources.encodings import unicode_encoding
from gomobile.imports.sources.errors import (
    EncryptedFile,
    NotWhatItSays,
    TruncatedFile,
    UnreadableFile,
    UnsupportedFormat,
)
from gomobile.imports.sources.zips import open_zip

Kind = Literal["text", "json", "vcard", "parquet", "xlsx", "xlsb", "xls", "ods", "gzip", "zip"]

HEAD = 64 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WEB_PAGE = re.compile(r"\s*<(?:!doctype|html|head|body|table|meta|div|style|script|!--)", re.IGNORECASE)
_XML = re.compile(r"\s*<\?xml\b", re.IGNORECASE)
_VCARD = re.compile(r"\s*BEGIN:VCARD\b", re.IGNORECASE)
_JSON = re.compile(r"\s*(?:\{\s*[\"}]|\[\s*[{\]])")
_JSON_SUFFIXES = (".json", ".jsonl", ".ndjson")

# Recognised only to say that they cannot be imported: the first bytes, what it is, the names that it should
# have.
_FOREIGN: tuple[tuple[bytes, str, tuple[str, ...]], ...] = (
    (b"%PDF", "a PDF document", (".pdf",)),
    (b"\x89PNG", "a picture", (".png",)),
    (b"\xff\xd8\xff", "a picture", (".jpg", ".jpeg")),
    (b"GIF8", "a picture", (".gif",)),
    (b"{\\rtf", "a text document", (".rtf",)),
    (b"Rar!", "a RAR archive", (".rar",)),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", (".7z",)),
    (b"BZh", "a bzip2 archive", (".bz2",)),
    (b"\xfd7zXZ\x00", "an xz archive", (".xz",)),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive", (".zst",)),
    (b"SQLite format 3", "a SQLite database", (".db", ".sqlite", ".sqlite3")),
    (b"\x7fELF", "a program", ()),
)
_TABLES = "CSV, TSV, XLSX, XLS, ODS, JSON Lines, Parquet or vCard"


def kind_of(path: Path, head: bytes, suffix: str) -> Kind:
    """The kind of the file at `path` that starts with `head` and whose name ends in `suffix` (".csv", lower
    case, or "").

    Raises NotWhatItSays, UnsupportedFormat, EncryptedFile, TruncatedFile, UnreadableText.
    """
    for magic, what, suffixes in _FOREIGN:
        if head.startswith(magic):
            raise _refusal(what, suffix, expected=suffixes)
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    if head.startswith((b"PAR1", b"PARE")):
        if head.startswith(b"PARE"):
            raise EncryptedFile
        return "parquet"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(path, suffix)
    if head.startswith(_OLE):
        return _ole_kind(path, suffix)
    return _text_kind(head, suffix)


def _refusal(what: str, suffix: str, expected: tuple[str, ...]) -> NotWhatItSays | UnsupportedFormat:
    if suffix and expected and suffix not in expected:
        return NotWhatItSays(f"The file is named {suffix} but is {what}; export the table again as CSV or XLSX.")
    return UnsupportedFormat(f"This is {what}; import {_TABLES}.")


def _zip_kind(path: Path, suffix: str) -> Kind:
    with open_zip(path) as archive:
        names = set(archive.namelist())
        declared = b""
        if "mimetype" in names:
            with archive.open("mimetype") as part:
                declared = part.read(100)
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if b"opendocument.spreadsheet" in declared:
        return "ods"
    if b"opendocument" in declared or any(name.startswith(("word/", "ppt/")) for name in names):
        raise _refusal("a text document or presentation", suffix, (".docx", ".odt", ".pptx", ".odp"))
    if "[Content_Types].xml" in names and suffix != ".zip":
        raise UnreadableFile("The workbook is damaged: its list of sheets is missing. Save it again.")
    return "zip"


def _ole_kind(path: Path, suffix: str) -> Kind:
    """Old Office files, and new ones behind a password, share a container; the names of its streams tell."""
    with path.open("rb") as file:
        content = file.read(16 * 1024 * 1024)
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise EncryptedFile
    if any(name.encode("utf-16-le") in content for name in ("Workbook\0", "Book\0")):
        return "xls"
    if "WordDocument".encode("utf-16-le") in content:
        raise _refusal("a text document", suffix, (".doc",))
    if path.stat().st_size < 1536 or suffix == ".xls":
        raise TruncatedFile
    raise UnsupportedFormat


def _text_kind(head: bytes, suffix: str) -> Kind:
    encoding = unicode_encoding(head)
    text = head[encoding.mark :].decode(encoding.name, errors="replace")
    if _WEB_PAGE.match(text):
        raise _refusal("a web page (HTML)", suffix, (".html", ".htm"))
    if _XML.match(text):
        raise _refusal("an XML file", suffix, (".xml",))
    if _VCARD.match(text):
        return "vcard"
    if _JSON.match(text) or (suffix in _JSON_SUFFIXES and text.lstrip().startswith(("{", "["))):
        return "json"
    return "text"
