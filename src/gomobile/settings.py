"""Settings, read once from `GOMOBILE_*` environment variables."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from gomobile.errors import AppError


class BadSetting(AppError):
    """A GOMOBILE_* setting has a value that cannot be used."""

    code = "BAD_SETTING"


@dataclass(frozen=True)  # no slots: `cls.port` must be the default
class Settings:
    """Everything an operator can set; `docs/reference/settings.md` lists the variables."""

    data_dir: Path
    database_url: str | None = None
    database_fsync: bool = True
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str | None = None
    smtp_url: str | None = None
    log_level: str = "info"
    import_threads: int = 2
    import_max_bytes: int = 20 * 1024**3

    @property
    def temporary(self) -> Path:
        """Where files lie that are gone when they are closed."""
        return self.data_dir / "tmp"

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None) -> Settings:
        """Read the settings; raises BadSetting naming the variable and what it accepts."""
        env = os.environ if env is None else env
        return cls(
            data_dir=Path(env["GOMOBILE_DATA_DIR"]).expanduser().resolve()
            if env.get("GOMOBILE_DATA_DIR")
            else default_data_dir(),
            database_url=env.get("GOMOBILE_DATABASE_URL") or None,
            database_fsync=_switch(env, "GOMOBILE_DATABASE_FSYNC", default=True),
            host=env.get("GOMOBILE_HOST") or cls.host,
            port=_number(env, "GOMOBILE_PORT", cls.port, 0, 65535),
            public_url=_address(env, "GOMOBILE_PUBLIC_URL", ("http", "https")),
            smtp_url=_smtp(env),
            log_level=_choice(env, "GOMOBILE_LOG_LEVEL", cls.log_level, ("debug", "info", "warning", "error")),
            import_threads=_number(env, "GOMOBILE_IMPORT_THREADS", max(2, os.cpu_count() or 2), 1, 64),
            import_max_bytes=_number(env, "GOMOBILE_IMPORT_MAX_BYTES", cls.import_max_bytes, 1, 1 << 50),
        )


def default_data_dir() -> Path:
    """Where data lives when nothing is set: /var/lib/gomobile for root, else the platform's data directory."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return Path("/var/lib/gomobile")
    import platformdirs

    return Path(platformdirs.user_data_dir("gomobile", appauthor=False))


def _address(env: Mapping[str, str], name: str, schemes: tuple[str, ...]) -> str | None:
    text = env.get(name)
    if not text:
        return None
    try:
        parts = urlsplit(text)
        usable = parts.scheme in schemes and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        usable = False
    if not usable:
        # Not repeated: a URL may hold a password.
        raise BadSetting(f"{name} is not an address that starts with {' or '.join(f'{one}://' for one in schemes)}.")
    return text.rstrip("/")


def _smtp(env: Mapping[str, str]) -> str | None:
    text = _address(env, "GOMOBILE_SMTP_URL", ("smtp", "smtps"))
    if text is not None:
        options = parse_qs(urlsplit(text).query, keep_blank_values=True)
        if "@" not in options.get("from", [""])[0]:
            raise BadSetting("GOMOBILE_SMTP_URL names no sender: end it with ?from=contacts@example.com.")
        if options.keys() - {"from", "tls"} or options.get("tls", ["off"]) != ["off"]:
            raise BadSetting("GOMOBILE_SMTP_URL takes the options from=ADDRESS and tls=off, and no others.")
    return text


def _number(env: Mapping[str, str], name: str, default: int, low: int, high: int) -> int:
    text = env.get(name)
    if not text:
        return default
    try:
        value = int(text)
    except ValueError:
        value = low - 1
    if not low <= value <= high:
        raise BadSetting(f"{name}={text!r} is not a whole number from {low} to {high}.")
    return value


def _switch(env: Mapping[str, str], name: str, *, default: bool) -> bool:
    return _choice(env, name, "on" if default else "off", ("on", "off")) == "on"


def _choice(env: Mapping[str, str], name: str, default: str, choices: tuple[str, ...]) -> str:
    value = (env.get(name) or default).lower()
    if value not in choices:
        raise BadSetting(f"{name}={value!r} is not one of {', '.join(choices)}.")
    return value
