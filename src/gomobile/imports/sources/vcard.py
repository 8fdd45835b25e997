"""vCard 2.1, 3 and 4 (RFC 2426, RFC 6350): each card is a record."""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from gomobile.imports.sources.csv_text import as_utf8
from gomobile.imports.sources.errors import EmptyFile, RecordTooLong, TruncatedFile
from gomobile.imports.sources.options import RECORD_LIMIT, ReadOptions
from gomobile.imports.sources.spool import Bound, Spool, spool_path
from gomobile.imports.sources.survey import pieces_of
from gomobile.imports.sources.table import Table

HEADER = (
    "Phone",
    "First name",
    "Last name",
    "Full name",
    "Email",
    "Other emails",
    "Address",
    "City",
    "State",
    "Postal code",
    "Country",
    "Job title",
    "Company",
    "Gender",
    "Birthday",
    "Note",
    "Categories",
)

_PROPERTY = re.compile(r'(?:[\w-]+\.)?([\w-]+)((?:;(?:[^":;]|"[^"]*")*)*):(.*)', re.DOTALL)
_PARAMETER = re.compile(r';((?:[^":;]|"[^"]*")*)')
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T.*)?")
_READ = frozenset(
    [
        "BEGIN",
        "END",
        "N",
        "FN",
        "TEL",
        "EMAIL",
        "ADR",
        "TITLE",
        "ROLE",
        "ORG",
        "GENDER",
        "X-GENDER",
        "BDAY",
        "NOTE",
        "CATEGORIES",
    ]
)


class _Property(NamedTuple):
    name: str
    parameters: dict[str, str]
    value: str

    @property
    def kinds(self) -> set[str]:
        """What the property is for, in lower case: cell, home, work, pref, …; version 2.1 writes them as bare
        parameters.
        """
        stated = self.parameters.get("TYPE", "").replace('"', "").split(",")
        bare = [name for name, value in self.parameters.items() if not value]
        return {kind.strip().lower() for kind in (*stated, *bare)}

    @property
    def preference(self) -> int:
        """0 is preferred most. Version 4 counts from 1 to 100, earlier versions only mark one."""
        rank = self.parameters.get("PREF", "")
        return int(rank) - 1 if rank.isdecimal() else 0 if "pref" in self.kinds else 100


def open_vcards(path: Path, work_dir: Path, options: ReadOptions) -> Table:
    """The table of the cards in a file, with the columns `HEADER`. Line numbers are positions of cards.

    Raises TruncatedFile when the last card does not end, RecordTooLong, EmptyFile.
    """
    text = as_utf8(path, work_dir, options)
    target = spool_path(work_dir)
    with Spool(target, Bound(options, path.stat().st_size)) as spool:
        for card in _cards(text.path, text.start):
            spool.write(_cells(card))
    if not spool.lines:
        raise EmptyFile
    if text.path != path:
        text.path.unlink()
    return Table(
        path=target,
        separator=Spool.separator,
        quote=Spool.quote,
        has_header=True,
        data_offset=0,
        header=HEADER,
        format="vcard",
        encoding=text.encoding,
        sheet=None,
        delimiter=None,
        notes=text.notes,
        first_line=1,
        size=target.stat().st_size,
        lines=spool.lines,
        multiline=spool.multiline,
    )


def _cards(path: Path, start: int) -> Iterator[list[_Property]]:
    card: list[_Property] | None = None
    for line in _unfolded(path, start):
        match = _PROPERTY.match(line)
        if match is None or match[1].upper() not in _READ:
            continue
        found = _property(match)
        if found.name == "BEGIN":
            if card:
                yield card
            card = []
        elif found.name == "END":
            if card is not None:
                yield card
            card = None
        elif card is not None:
            card.append(found)
    if card is not None:
        raise TruncatedFile


def _unfolded(path: Path, start: int) -> Iterator[str]:
    """The logical lines: a line that starts with a blank continues the one before, as does one behind a soft
    quoted-printable break. Pictures and sounds, which may be megabytes, are passed over.
    """
    held: list[str] = []
    size, is_read, is_soft, is_quoted = 0, False, False, False
    for piece in pieces_of(path, start):
        for raw in piece.decode().removesuffix("\n").split("\n"):
            line = raw.rstrip("\r")
            if held and (is_soft or line[:1] in (" ", "\t")):
                if not is_read:
                    continue
                part = line if is_soft else line[1:]
                size += len(part)
                if size > RECORD_LIMIT:
                    raise RecordTooLong(limitBytes=RECORD_LIMIT)
            else:
                if is_read:
                    yield "".join(held)
                name = re.split("[;:]", line, maxsplit=1)[0].rpartition(".")[2].upper()
                held, size, part, is_read = [], len(line), line, name in _READ
                is_quoted = "QUOTED-PRINTABLE" in line.partition(":")[0].upper()
            is_soft = is_read and is_quoted and part.endswith("=")
            held.append(part[:-1] if is_soft else part)
    if is_read:
        yield "".join(held)


def _property(match: re.Match[str]) -> _Property:
    parameters: dict[str, str] = {}
    for parameter in _PARAMETER.findall(match[2]):
        name, _, value = parameter.partition("=")
        name = name.strip().upper()
        joined = f"{parameters[name]},{value}" if parameters.get(name) else value
        parameters[name] = joined.strip().strip('"')
    value = match[3]
    coding = parameters.get("ENCODING", "").upper()
    if coding == "QUOTED-PRINTABLE" or "QUOTED-PRINTABLE" in parameters:
        value = _decoded(quopri.decodestring(value.encode()), parameters.get("CHARSET", "utf-8"))
    return _Property(match[1].upper(), parameters, value)


def _decoded(data: bytes, charset: str) -> str:
    for name in (charset, "utf-8", "windows-1252"):
        try:
            return data.decode(name)
        except (LookupError, UnicodeDecodeError):
            continue
    return data.decode("windows-1252", "replace")


def _cells(card: list[_Property]) -> list[str]:
    """The cells of one card in the order of HEADER."""
    by_name: dict[str, list[_Property]] = {}
    for found in sorted(card, key=lambda found: found.preference):
        by_name.setdefault(found.name, []).append(found)

    def first(*names: str) -> str:
        return next((text for name in names for found in by_name.get(name, []) if (text := _plain(found.value))), "")

    name = _parts(by_name, "N", 5)
    box, extra, street, city, state, code, country = _parts(by_name, "ADR", 7)
    emails = [text for found in by_name.get("EMAIL", []) if (text := _plain(found.value).removeprefix("mailto:"))]
    gender = first("GENDER", "X-GENDER").partition(";")[0]
    return [
        "; ".join(_phones(by_name.get("TEL", []))),
        name[1],
        name[0],
        first("FN"),
        emails[0] if emails else "",
        "; ".join(emails[1:]),
        ", ".join(part for part in (street, extra, box) if part),
        city,
        state,
        code,
        country,
        first("TITLE", "ROLE"),
        ", ".join(part for part in _split(next((found.value for found in by_name.get("ORG", [])), "")) if part),
        gender,
        _birthday(by_name.get("BDAY", [])),
        first("NOTE"),
        ";".join(part for found in by_name.get("CATEGORIES", []) for part in _split(found.value, ",") if part),
    ]


def _phones(phones: list[_Property]) -> list[str]:
    """The numbers, the one to call first: preferred, then mobile, then others, then fax and pager. Each
    number once.
    """

    def rank(found: _Property) -> tuple[bool, int, bool]:
        kinds = found.kinds
        return bool(kinds & {"fax", "pager"}), found.preference, not kinds & {"cell", "mobile", "iphone"}

    numbers = [
        _plain(found.value).removeprefix("tel:").replace(";ext=", " ext. ") for found in sorted(phones, key=rank)
    ]
    return list(dict.fromkeys(number for number in numbers if number))


def _birthday(found: list[_Property]) -> str:
    if not found:
        return ""
    text = _plain(found[0].value)
    if found[0].parameters.get("X-APPLE-OMIT-YEAR") == text[:4]:
        return "-" + text[4:]  # as ISO 8601 writes a date without a year: --03-12
    compact = _COMPACT_DATE.fullmatch(text)
    return "-".join(compact.groups()) if compact else text


def _parts(by_name: dict[str, list[_Property]], name: str, count: int) -> list[str]:
    """The components of the first structured value of this name, `count` of them."""
    value = next((found.value for found in by_name.get(name, []) if found.value.strip("; ")), "")
    parts = [" ".join(part.split()) for part in _split(value)]
    return (parts + [""] * count)[:count]


def _split(value: str, separator: str = ";") -> list[str]:
    """Cut at separators that are not escaped, and unescape the parts."""
    parts = re.findall(rf"(?:\\.?|[^\\{separator}])*+(?:{separator}|\Z)", value, re.DOTALL)
    return [_plain(part.removesuffix(separator)) for part in parts[: value.count(separator) + 1]]


def _plain(value: str) -> str:
    return _ESCAPE.sub(lambda match: "\n" if match[1] in "nN" else match[1], value).strip()
