"""What a caller may say about an import. Pure."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

from gomobile.accounts.caller import Organization
from gomobile.attributes.values import ValueFormat
from gomobile.imports.sources import ReadOptions

DecimalMark = Literal[".", ","]
DateOrder = Literal["DMY", "MDY", "YMD"]


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How to read the file and its values; None: find out, or take the organization's."""

    region: str | None = None
    decimal: DecimalMark | None = None
    date: DateOrder | None = None
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    has_header: bool | None = None
    create_attributes: bool = False
    audience_id: str | None = None
    """The static audience that the contacts of the file become members of."""

    def to_json(self) -> dict[str, Any]:
        """As it is stored."""
        return asdict(self)

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> ImportOptions:
        """What to_json wrote."""
        return cls(**{name: stored[name] for name in cls.__dataclass_fields__ if name in stored})

    def reading(self, max_bytes: int) -> ReadOptions:
        """For the reader of files."""
        sheet: str | int | None = int(self.sheet) if self.sheet and self.sheet.isdigit() else self.sheet
        return ReadOptions(
            encoding=self.encoding,
            delimiter=self.delimiter,
            sheet=sheet,
            has_header=self.has_header,
            max_bytes=max_bytes,
        )

    def values(self, organization: Organization, file_format: str) -> ValueFormat:
        """For the reader of values. The formats that programs write have numbers of their own, with a point."""
        return ValueFormat(
            decimal=self.decimal or ("." if file_format in ("jsonl", "parquet") else None),
            date=self.date,
            time_zone=organization.timezone,
            region=self.region or organization.default_region,
        )
