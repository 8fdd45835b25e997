"""Columns to fields: guessed, chosen by hand, checked. Pure; the one place that others import this from."""

from __future__ import annotations

from gomobile.imports.column_mapping import (
    FIELDS,
    UNMAPPED,
    AttributeName,
    ColumnMapping,
    Policy,
    check_fields,
)
from gomobile.imports.guess import guess_mapping
from gomobile.imports.map_options import parse_map_options

__all__ = [
    "FIELDS",
    "UNMAPPED",
    "AttributeName",
    "ColumnMapping",
    "Policy",
    "check_fields",
    "guess_mapping",
    "parse_map_options",
]
