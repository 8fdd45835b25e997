"""Why a file cannot be read at all. What is wrong with one row is a `Problem`, not an error.

SourceError 400
├── EmptyFile, UnsupportedFormat, NotWhatItSays, UnreadableText, UnreadableFile
├── TruncatedFile, FileChanged, EncryptedFile, ArchiveTooLarge, SeveralFiles
├── RecordTooLong, TooManyColumns, SheetNotFound, SheetTooLarge, FormulasWithoutValues
├── UnknownEncoding, WrongReadOptions
└── NoDiskSpace 507
"""

from __future__ import annotations

from typing import ClassVar

from gomobile.errors import AppError


class SourceError(AppError):
    """This file cannot be read; save it as CSV UTF-8 and try again."""

    code: ClassVar[str] = "SOURCE_UNREADABLE"
    status: ClassVar[int] = 400


class EmptyFile(SourceError):
    """The file holds no rows; check that the right file was chosen."""

    code = "EMPTY_FILE"


class UnsupportedFormat(SourceError):
    """This kind of file cannot be imported; use CSV, XLSX, XLS, ODS, JSON Lines, Parquet or vCard."""

    code = "UNSUPPORTED_FORMAT"


class NotWhatItSays(SourceError):
    """The file is not what its name says; save it again in the format of its name, or rename it."""

    code = "NOT_WHAT_IT_SAYS"


class UnreadableText(SourceError):
    """The file is not text; save it as CSV UTF-8 or as an Excel workbook."""

    code = "UNREADABLE_TEXT"


class UnreadableFile(SourceError):
    """The file is damaged; export it again from the program that made it."""

    code = "UNREADABLE_FILE"


class TruncatedFile(SourceError):
    """The file is incomplete: a copy or a download was cut. Fetch it again; nothing was imported."""

    code = "TRUNCATED_FILE"


class FileChanged(SourceError):
    """The file changed while it was being read; start the import again."""

    code = "FILE_CHANGED"


class EncryptedFile(SourceError):
    """The file is protected by a password; save it without one and try again."""

    code = "ENCRYPTED_FILE"


class ArchiveTooLarge(SourceError):
    """The archive unpacks to far more than it should; import the unpacked file instead."""

    code = "ARCHIVE_TOO_LARGE"


class SeveralFiles(SourceError):
    """The archive holds several files; import them one by one."""

    code = "SEVERAL_FILES"


class RecordTooLong(SourceError):
    """One row is longer than 4 MB: line breaks are missing, or a quote is never closed."""

    code = "RECORD_TOO_LONG"


class TooManyColumns(SourceError):
    """The file has more than 2,000 columns; keep only those to import."""

    code = "TOO_MANY_COLUMNS"


class SheetNotFound(SourceError):
    """The workbook has no such sheet; give one of its sheet names, or its number starting at 1."""

    code = "SHEET_NOT_FOUND"


class SheetTooLarge(SourceError):
    """The sheet is too large or too damaged to be read; save it as CSV UTF-8 and import that."""

    code = "SHEET_TOO_LARGE"


class FormulasWithoutValues(SourceError):
    """Results of formulas are missing; open the sheet in a spreadsheet program and save it."""

    code = "FORMULAS_WITHOUT_VALUES"


class UnknownEncoding(SourceError):
    """This text encoding is not known; use for example utf-8, windows-1252 or windows-1256."""

    code = "UNKNOWN_ENCODING"


class WrongReadOptions(SourceError):
    """The delimiter and the quote must each be a single character, and not the same one."""

    code = "WRONG_READ_OPTIONS"


class NoDiskSpace(SourceError):
    """The server has no disk space left to unpack this file; free some and try again."""

    code = "NO_DISK_SPACE"
    status = 507
