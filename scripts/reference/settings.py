"""`docs/reference/settings.md`: every GOMOBILE_* variable."""

from __future__ import annotations

from dataclasses import MISSING, fields

from gomobile.settings import Settings
from scripts.reference.markdown import code, page, table

#: What each setting is for, what it accepts, and its default where the class cannot tell.
MEANINGS: dict[str, tuple[str, str, str | None]] = {
    "data_dir": (
        "Where everything is kept: the embedded database, uploaded files, exports, backups.",
        "a folder",
        "`/var/lib/gomobile` for root, else the platform's data directory, such as `~/.local/share/gomobile`",
    ),
    "database_url": (
        "A PostgreSQL 18 server to use in place of the embedded one.",
        "`postgresql://user:password@host:5432/database`",
        "the embedded database",
    ),
    "database_fsync": (
        "Whether the embedded database waits for the disk. Off loses data in a power cut: for tests only.",
        "`on`, `off`",
        None,
    ),
    "host": ("Address that `gomobile serve` listens on.", "an address of this machine", None),
    "port": ("Port that `gomobile serve` listens on; 0 takes a free one.", "0 to 65535", None),
    "public_url": (
        "The address that people open in their browser, as links in mails have it. Set it behind a proxy.",
        "`https://contacts.example.com`",
        "the address that `gomobile serve` listens on",
    ),
    "smtp_url": (
        "The mail server for invitations and new passwords; `smtp://` needs STARTTLS unless `&tls=off` is added.",
        "`smtp://user:password@host:587?from=contacts@example.com`, `smtps://…`",
        "none: links are shown to be handed over",
    ),
    "log_level": ("The least important log lines that are written.", "`debug`, `info`, `warning`, `error`", None),
    "import_threads": (
        "Threads, and database connections, of one import.",
        "1 to 64",
        "the number of processors, 2 at least",
    ),
    "import_max_bytes": (
        "The largest file that is imported, counted after unpacking.",
        "bytes, 1 to 1,125,899,906,842,624",
        None,
    ),
}

INTRODUCTION = """
gomobile reads its settings from environment variables when it starts. `gomobile doctor` shows which are set, and names
the ones that it does not know. Options of a command, such as `gomobile serve --port`, go before the variable.
"""

CLIENT = """
## Of programs that use the Python SDK

| Variable | Meaning |
| --- | --- |
| `GOMOBILE_API_KEY` | The API key of `Gomobile()` and `AsyncGomobile()` when none is passed. |
| `GOMOBILE_BASE_URL` | The address of the service when none is passed. |
"""


def variables() -> list[str]:
    """The names of the variables, in the order of the settings."""
    return [f"GOMOBILE_{field.name.upper()}" for field in fields(Settings)]


def settings_page() -> str:
    """The page."""
    rows = []
    for field in fields(Settings):
        meaning, accepts, default = MEANINGS[field.name]
        rows.append((code(f"GOMOBILE_{field.name.upper()}"), meaning, accepts, default or _default(field.default)))
    return page("Settings", INTRODUCTION, table(["Variable", "Meaning", "Accepts", "Default"], rows), CLIENT)


def _default(value: object) -> str:
    if value is MISSING or value is None:
        raise ValueError("a setting without a default needs one in MEANINGS")
    if isinstance(value, bool):
        return code("on" if value else "off")
    return f"{value:,}" if isinstance(value, int) and value > 100_000 else code(value)
