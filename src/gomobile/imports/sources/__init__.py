"""From any messy file to blocks of text cells, without a database."""

from __future__ import annotations

from gomobile.imports.sources.blocks import read, split
from gomobile.imports.sources.detect import open_table
from gomobile.imports.sources.errors import SourceError
from gomobile.imports.sources.options import ReadOptions
from gomobile.imports.sources.table import Block, Problem, Table

__all__ = ["Block", "Problem", "ReadOptions", "SourceError", "Table", "open_table", "read", "split"]
