"""`gomobile erase`: erasure, subject export and retention."""

from __future__ import annotations

import typer


def register(app: typer.Typer) -> None:
    """Add the commands."""
