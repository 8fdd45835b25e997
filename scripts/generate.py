"""Write the generated pages and the schema: `make docs`.

The same source gives the same bytes, so that a test can compare them and a review shows what changed.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from gomobile import logs
from scripts.reference.answers import answers_page
from scripts.reference.api import api_page, describe, openapi_json
from scripts.reference.commands import cli_page
from scripts.reference.errors import errors_page
from scripts.reference.objects import objects_page
from scripts.reference.settings import settings_page
from scripts.schema import SCHEMA, fresh_database, schema_sql

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = ROOT / "docs" / "reference"

PAGES: dict[str, Callable[[], str]] = {
    "api.md": api_page,
    "objects.md": lambda: objects_page(describe().openapi()),
    "openapi.json": openapi_json,
    "cli.md": cli_page,
    "errors.md": errors_page,
    "settings.md": settings_page,
}


def main() -> None:
    """Write what differs and say so."""
    logs.configure("error")
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for name, make in PAGES.items():
        _write(REFERENCE / name, make())
    with fresh_database() as (conninfo, settings), tempfile.TemporaryDirectory() as folder:
        _write(SCHEMA, schema_sql(conninfo))
        _write(REFERENCE / "answers.md", answers_page(conninfo, settings, Path(folder)))


def _write(path: Path, text: str) -> None:
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return
    path.write_text(text, encoding="utf-8")
    print(f"wrote {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
