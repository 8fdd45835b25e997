"""`gomobile backup` and `gomobile restore`."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gomobile.cli.context import Json

if TYPE_CHECKING:
    from gomobile.settings import Settings

_PATTERN = "gomobile-*.dump"


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command()(backup)
    app.command()(restore)


def backup(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", help="Where to write; default: DATA_DIR/backups/gomobile-DATE-TIME.dump."),
    ] = None,
    keep: Annotated[
        int | None,
        typer.Option("--keep", min=1, metavar="N", help="Then delete all but the newest N of DATA_DIR/backups."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Write a consistent backup of the whole database, also while `gomobile serve` runs."""
    from gomobile.db.dump import dump
    from gomobile.db.location import open_database
    from gomobile.db.ready import backup_path
    from gomobile.settings import Settings

    if file is not None and keep is not None:
        raise typer.BadParameter("works on DATA_DIR/backups only: leave FILE out.", param_hint="--keep")
    settings = Settings.from_env()
    target = backup_path(settings)
    if file is not None:
        target = file / target.name if file.is_dir() else file
        _refuse_to_overwrite(target)
    say = _speaker(quiet=as_json)
    with open_database(settings, say) as conninfo, _busy(f"Writing {target}", quiet=as_json):
        dump(conninfo, target)
    removed = _prune(target.parent, keep) if keep is not None else []
    size = target.stat().st_size
    if as_json:
        print(json.dumps({"file": str(target), "bytes": size, "removed": [str(old) for old in removed]}))
    else:
        print(f"Backup written: {target} ({_human(size)})")
        for old in removed:
            print(f"Deleted: {old}")


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A backup made by `gomobile backup`.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace the contents of a database that is not empty.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    as_json: Json = False,
) -> None:
    """Restore a backup into an empty database, or with --replace in place of the current one.

    The backup is checked first and restored beside the current database, which stays untouched until the end.
    """
    from gomobile import running
    from gomobile.db import recreate
    from gomobile.db.dump import RestoreFailed, verify
    from gomobile.db.location import open_database
    from gomobile.settings import Settings

    settings = Settings.from_env()
    say = _speaker(quiet=as_json)
    if (found := running.holder(settings.data_dir)) is not None:
        raise recreate.DatabaseInUse(f"`gomobile serve` is running (process {found.pid}). Stop it, then restore.")
    with _busy(f"Checking {file}", quiet=as_json):
        verify(file)
    with open_database(settings, say) as conninfo:
        recreate.require_unused(conninfo)
        has_tables, organizations = recreate.contents(conninfo)
        if organizations and not replace:
            raise RestoreFailed(
                f"The database is not empty: it has {organizations} "
                f"organization{'s' if organizations > 1 else ''}. Use --replace to replace all of it, "
                "after `gomobile backup`."
            )
        if organizations and not yes:
            _confirm(f"Replace everything in the database ({organizations} organizations) with {file}?")
        if has_tables:
            recreate.replace(conninfo, _administrator(settings, conninfo), file, say)
        else:
            recreate.load_into_empty(conninfo, file, say)
        _, organizations = recreate.contents(conninfo)
    if as_json:
        print(json.dumps({"file": str(file), "organizations": organizations}))
    else:
        print(f"Restored {file} ({organizations} organization{'' if organizations == 1 else 's'}).")
        print("Next: gomobile serve")


def _administrator(settings: Settings, conninfo: str) -> str:
    """A connection that may create and rename databases, to another database than the one replaced."""
    from psycopg.conninfo import conninfo_to_dict, make_conninfo

    parts = conninfo_to_dict(conninfo)
    if settings.database_url is None:
        from gomobile.db.embedded import connection_string

        return connection_string(str(parts["host"]), superuser=True, database="postgres")
    return make_conninfo(conninfo, dbname="postgres" if parts.get("dbname") != "postgres" else "template1")


def _refuse_to_overwrite(target: Path) -> None:
    """A mistyped `gomobile backup contacts.xlsx` must not destroy a file that is no backup."""
    from gomobile.db.dump import MAGIC, BackupFailed

    if target.exists():
        with open(target, "rb") as opened:
            if opened.read(len(MAGIC)) != MAGIC:
                raise BackupFailed(f"{target} exists and is not a backup. Choose another name.")


def _prune(folder: Path, keep: int) -> list[Path]:
    old = sorted(folder.glob(_PATTERN))[:-keep]
    for path in old:
        path.unlink()
    return old


def _confirm(question: str) -> None:
    if not sys.stdin.isatty():
        raise typer.BadParameter("needs --yes when nobody can be asked.", param_hint="--replace")
    typer.confirm(question, abort=True)


def _speaker(*, quiet: bool) -> Callable[[str], None]:
    return (lambda message: None) if quiet else (lambda message: print(message, file=sys.stderr, flush=True))


@contextmanager
def _busy(what: str, *, quiet: bool) -> Iterator[None]:
    if quiet or not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(f"{what}…"):
        yield


def _human(size: int) -> str:
    for unit in ("bytes", "kB", "MB", "GB"):
        if size < 1000 or unit == "GB":
            return f"{size:.0f} {unit}" if unit == "bytes" else f"{size:.1f} {unit}"
        size /= 1000  # type: ignore[assignment]
    raise AssertionError
