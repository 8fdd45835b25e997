"""What `gomobile serve` prints when it is up."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from gomobile.settings import Settings


@dataclass(frozen=True, slots=True)
class FirstStart:
    """What the first start made; `secret` is shown this once."""

    organization: str
    country: str
    timezone: str
    currency: str
    secret: str


def greeting(settings: Settings, address: str, first: FirstStart | None, setup: str | None = None) -> str:
    """Return the lines for people: the link to the first account, where it runs, the key if it is new, what to try."""
    command = command_line(settings)
    where = "GOMOBILE_DATABASE_URL" if settings.database_url else str(settings.data_dir)
    lines = (
        ["", f"Open  {setup}", "      to set up your account. The link works once, for seven days."] if setup else []
    )
    lines += [
        "",
        f"gomobile runs at  {address}",
        f"API reference     {address}/api/docs",
        f"Data              {where}",
    ]
    if first is None:
        lines += ["", f"Another API key: {command} key create --name NAME --role admin"]
    else:
        lines += [
            f'Organization      "{first.organization}" ({first.country}, {first.timezone}, {first.currency})',
            f"Admin API key     {first.secret}",
            "                  It is shown only this once: keep it.",
            "",
            "Try, in another terminal:",
            f"  curl -H 'X-API-Key: {first.secret}' {address}/api/users/me",
            f"  {command} import {_example()} --dry-run",
        ]
    return "\n".join([*lines, "", "Ctrl-C stops everything."])


def command_line(settings: Settings) -> str:
    """Return how to call this command in another terminal so that it finds the same data."""
    program = shutil.which("gomobile")
    own = Path(sys.argv[0]).absolute()
    if program and os.path.exists(own) and os.path.samefile(program, own):
        call = "gomobile"
    else:
        call = shlex.quote(os.path.relpath(own) if own.is_relative_to(Path.cwd()) else str(own))
    # A URL may hold a password and is not repeated.
    if os.environ.get("GOMOBILE_DATA_DIR") and not settings.database_url:
        call = f"GOMOBILE_DATA_DIR={shlex.quote(str(settings.data_dir))} {call}"
    return call


def _example() -> str:
    example = "examples/clients-fr.xlsx"
    return example if Path(example).exists() else "YOUR_FILE.xlsx"
