"""What a caller asks of an export. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

from gomobile.contacts.contact_filter import ContactFilter
from gomobile.contacts.listing import SortBy, SortOrder

Format = Literal["csv", "xlsx", "jsonl", "parquet"]
FORMATS: tuple[Format, ...] = get_args(Format)
Delimiter = Literal[",", ";", "tab", "|"]
DELIMITERS: tuple[Delimiter, ...] = get_args(Delimiter)
Decimal = Literal[".", ","]
DECIMALS: tuple[Decimal, ...] = get_args(Decimal)

MEDIA_TYPES: dict[Format, str] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "jsonl": "application/x-ndjson",
    "parquet": "application/vnd.apache.parquet",
}


@dataclass(frozen=True, slots=True)
class TextOptions:
    """How a CSV file is written: `bom` makes Excel read it as UTF-8, `;` with a decimal comma suits a French one."""

    delimiter: Delimiter = ","
    decimal: Decimal = "."
    bom: bool = False

    @property
    def separator(self) -> str:
        """The character of `delimiter`."""
        return "\t" if self.delimiter == "tab" else self.delimiter


def column_names(given: Sequence[str]) -> tuple[str, ...]:
    """Names that were given one by one, or several separated by commas."""
    names = (name.strip() for part in given for name in part.split(","))
    return tuple(name for name in names if name)


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """Which contacts, which columns (none: the usual ones), in which order and form."""

    format: Format
    columns: tuple[str, ...] = ()
    include_archived: bool = False
    contacts: ContactFilter = field(default_factory=ContactFilter)
    sort_by: SortBy = "createdAt"
    sort_order: SortOrder = "desc"
    text: TextOptions = field(default_factory=TextOptions)
