"""`client.contacts.export`."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Literal, Unpack

from gomobile.client.models.contact_filters import ContactFilters, filter_params
from gomobile.client.resources.files import saved
from gomobile.client.resources.methods import Noun, method
from gomobile.client.transport.request import make_request
from gomobile.client.transport.steps import Steps

Format = Literal["csv", "xlsx", "jsonl", "parquet"]
_FORMATS: dict[str, Format] = {
    ".csv": "csv",
    ".xlsx": "xlsx",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
}


class ExportMethods(Noun):
    """Get contacts out as a file."""

    @method
    def export(
        self,
        to: str | os.PathLike[str] | IO[bytes],
        *,
        format: Format | None = None,
        columns: Sequence[str] | None = None,
        include_archived: bool = False,
        delimiter: str | None = None,
        decimal: str | None = None,
        bom: bool = False,
        **filters: Unpack[ContactFilters],
    ) -> Steps[int]:
        """Save every contact that the list would show, from one consistent snapshot; returns the file's size.

        to: a path, which shows up only when the file is complete, or a file open in binary mode
        format: `csv`, `xlsx`, `jsonl` or `parquet`; by default what the path ends in
        columns: such as `primaryPhone`, `phone.e164`, `customAttributes.tier`; all of them unless given
        include_archived: archived attributes too
        delimiter, decimal, bom: of a CSV file; `bom` makes Excel read it as UTF-8

        Needs the role manager. The filters are those of ContactFilters.
        """
        params = {
            "format": format or format_of(to),
            "columns": columns,
            "includeArchived": include_archived or None,
            "delimiter": delimiter,
            "decimal": decimal,
            "bom": bom or None,
            **filter_params(filters),
        }
        return saved(make_request("GET", "/contact/export", params=params), to, self._policy)


def format_of(to: str | os.PathLike[str] | IO[bytes]) -> Format:
    """The format that a path ends in. Raises ValueError for another end, and for an open file."""
    suffix = Path(to).suffix.lower() if isinstance(to, str | os.PathLike) else ""
    if suffix not in _FORMATS:
        raise ValueError(f"Say format=…, or give a path that ends in one of {', '.join(_FORMATS)}.")
    return _FORMATS[suffix]
