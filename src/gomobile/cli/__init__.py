"""The `gomobile` command."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typer

# In the order of `gomobile --help`.
_MODULES = (
    "serve", "imports", "export", "phone", "org", "user", "key", "attribute", "tag", "audience", "bulk", "calls",
    "quality", "duplicates", "merge", "hygiene", "suppression", "consent", "erase", "audit",
    "demo", "migrate", "doctor", "backup",
)  # fmt: skip


def _lazy(module: str) -> Callable[[typer.Typer], None]:
    def register(app: typer.Typer) -> None:
        import_module(f"gomobile.cli.{module}").register(app)

    return register


COMMANDS = tuple(_lazy(module) for module in _MODULES)
