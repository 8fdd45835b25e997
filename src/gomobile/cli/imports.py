"""`gomobile import FILE` and `gomobile imports`."""

from __future__ import annotations

import contextlib
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import typer

from gomobile.cli.context import Json, Org, conninfo, organization, print_json, say, table, transaction
from gomobile.cli.imports_fix import add as add_fixing
from gomobile.cli.imports_output import progress, show_mapping, show_preview, show_result
from gomobile.cli.recording import about, record

if TYPE_CHECKING:
    from gomobile.accounts.caller import Organization
    from gomobile.imports.mapping import ColumnMapping
    from gomobile.imports.options import ImportOptions
    from gomobile.imports.service import Upload
    from gomobile.imports.store import ImportRow

_RESUME_HINT = "Go on with: gomobile imports {action} {id}"


def register(app: typer.Typer) -> None:
    """Add the command and the group."""

    @app.command("import")
    def import_(
        file: Annotated[Path, typer.Argument(help="The file; `-` reads standard input.", show_default=False)],
        org: Org = None,
        map: Annotated[
            list[str] | None,
            typer.Option(
                "--map",
                "-m",
                help="`mobile=primaryPhone`, `city=city:fill`, `dob=customAttributes.dob:MDY`, `notes=-`; repeat it.",
            ),
        ] = None,
        mapping: Annotated[str | None, typer.Option(help="Use a saved mapping.")] = None,
        save_mapping: Annotated[str | None, typer.Option(help="Save the mapping under this name.")] = None,
        create_attributes: Annotated[
            bool, typer.Option("--create-attributes", help="Create an attribute for each column that is none yet.")
        ] = False,
        dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would happen; write nothing.")] = False,
        region: Annotated[
            str | None, typer.Option(help="Country of numbers without a country code; the organization's if not given.")
        ] = None,
        date: Annotated[
            str | None, typer.Option(help="Order in dates: DMY, MDY or YMD; found out if not given.")
        ] = None,
        decimal: Annotated[str | None, typer.Option(help="Decimal mark: . or , ; found out if not given.")] = None,
        encoding: Annotated[str | None, typer.Option(help="Such as windows-1252; found out if not given.")] = None,
        delimiter: Annotated[str | None, typer.Option(help="One character; found out if not given.")] = None,
        sheet: Annotated[str | None, typer.Option(help="Name or number of the sheet; the first if not given.")] = None,
        header: Annotated[
            bool | None, typer.Option("--header/--no-header", help="Whether the first row names the columns.")
        ] = None,
        audience: Annotated[
            str | None, typer.Option(help="Make the contacts members of this static audience: its name or id.")
        ] = None,
        create_audience: Annotated[
            bool, typer.Option("--create-audience", help="Create the audience when there is none of this name.")
        ] = False,
        as_json: Json = False,
    ) -> None:
        """Import contacts from CSV, TSV, XLSX, XLS, ODS, JSON Lines, Parquet or vCard, plain, gzip or zip.

        Columns are recognised by their names. A blank cell keeps what a contact has, `--` clears it.
        """
        from gomobile.imports.options import ImportOptions

        options = ImportOptions(
            region=region.upper() if region else None,
            decimal=_one_of("--decimal", decimal, (".", ",")),  # type: ignore[arg-type]
            date=_one_of("--date", date.upper() if date else None, ("DMY", "MDY", "YMD")),  # type: ignore[arg-type]
            encoding=encoding,
            delimiter={"tab": "\t", "\\t": "\t"}.get(delimiter or "", delimiter),
            sheet=sheet,
            has_header=header,
            create_attributes=create_attributes,
        )
        if str(file) != "-" and not file.is_file():
            raise typer.BadParameter(f"There is no file {file}.")
        with conninfo() as found:
            if audience:
                options = _into(found, org, options, audience, create=create_audience and not dry_run)
            taken, owner = _take_in(found, file, org, options, map or [], mapping, save_mapping, dry_run, as_json)
            if not as_json:
                show_mapping(taken)
            if dry_run:
                row = _watched(found, owner, taken.id, "preview", as_json)
                _forget(found, owner, taken.id)
                print_json({"dryRun": True, **(row.preview or {})}) if as_json else show_preview(row)
                return
            row = _watched(found, owner, taken.id, "run", as_json)
        _finish(row, as_json)

    group = typer.Typer(help="Imports: list, show, undo, resume, cancel, rejected rows.", no_args_is_help=True)
    app.add_typer(group, name="imports")
    add_fixing(group, lambda found, owner, made, as_json: _watched(found, owner, made, "run", as_json), _finish)

    @group.command("list")
    def list_(org: Org = None, as_json: Json = False) -> None:
        """List the latest imports."""
        from gomobile.imports import service
        from gomobile.imports.presenter import import_json

        with conninfo() as found, transaction(found) as conn:
            rows, _, _ = service.list_imports(conn, organization(conn, org).id, 1, 50)
        if as_json:
            print_json([import_json(row) for row in rows])
            return
        columns = ["Id", "State", "File", "Rows", "Created", "Updated", "Unchanged", "Merged", "Rejected", "When"]
        table(None, columns, [[
            row.id, row.status, row.filename, row.rows, row.created, row.updated, row.unchanged, row.merged,
            row.rejected, f"{row.created_at:%Y-%m-%d %H:%M}",
        ] for row in rows])  # fmt: skip

    @group.command("show")
    def show(id: UUID, org: Org = None, as_json: Json = False) -> None:
        """Show one import."""
        from gomobile.imports.presenter import import_json

        row = _get(id, org)
        print_json(import_json(row)) if as_json else show_result(row)

    @group.command("resume")
    def resume(id: UUID, org: Org = None, as_json: Json = False) -> None:
        """Go on with an import that was interrupted, cancelled or failed, at its first missing chunk."""
        from gomobile.imports import service

        with conninfo() as found:
            with transaction(found) as conn:
                owner = organization(conn, org)
                if service.get(conn, owner.id, id).status not in ("queued", "running"):
                    service.queue(conn, owner.id, id)
            row = _watched(found, owner, id, "run", as_json)
        _finish(row, as_json)

    @group.command("cancel")
    def cancel(id: UUID, org: Org = None, as_json: Json = False) -> None:
        """Stop a running import at its next chunk; what is committed stays."""
        from gomobile.imports import service
        from gomobile.imports.presenter import import_json

        with conninfo() as found, transaction(found) as conn:
            row = service.cancel(conn, organization(conn, org).id, id)
        print_json(import_json(row)) if as_json else print(
            f"Import {id} stops at its next chunk. " + _RESUME_HINT.format(action="resume", id=id)
        )

    @group.command("discard")
    def discard(id: UUID, org: Org = None) -> None:
        """Forget an import that has not run, and its file."""
        with conninfo() as found:
            with transaction(found) as conn:
                owner = organization(conn, org)
            _forget(found, owner, id)
        print(f"Import {id} is discarded.")

    @group.command("undo")
    def undo(id: UUID, org: Org = None, as_json: Json = False) -> None:
        """Delete what an import created and put back what it overwrote, except contacts changed since."""
        from gomobile.accounts.caller import Actor
        from gomobile.imports import service

        with conninfo() as found:
            with transaction(found) as conn:
                owner = organization(conn, org)
                service.begin_undo(conn, owner.id, Actor("system"), id, again=True)
            row = _watched(found, owner, id, "undo", as_json)
        undone = row.undone or {}
        if as_json:
            shown = {"importId": str(row.id), "status": row.status}
            for name, nothing in (("deleted", 0), ("restored", 0), ("skipped", 0), ("skippedSample", [])):
                shown[name] = undone.get(name, nothing)
            print_json(shown)
            return
        deleted, restored, skipped = (undone.get(name, 0) for name in ("deleted", "restored", "skipped"))
        print(f"Undone: {deleted:,} contacts deleted (they can be restored), {restored:,} put back,")
        print(f"        {skipped:,} left as they are because they changed since.")

    @group.command("rejects")
    def rejects(
        id: UUID,
        to: Annotated[Path | None, typer.Option("--to", help="File to write; standard output if not given.")] = None,
        all_: Annotated[
            bool, typer.Option("--all", help="Also rows whose contact was kept with a refused cell.")
        ] = False,
        org: Org = None,
    ) -> None:
        """Write the refused rows as CSV, ready to be mended and imported again."""
        from gomobile.imports import service
        from gomobile.imports.rejects import rejects_csv

        with conninfo() as found, transaction(found) as conn:
            owner = organization(conn, org)
            row = service.get(conn, owner.id, id)
            rows = service.problem_rows(conn, owner.id, id, rejected_only=not all_)
            with contextlib.ExitStack() as stack:
                target = stack.enter_context(to.open("wb")) if to else sys.stdout.buffer
                for part in rejects_csv(service.header_of(row), rows):
                    target.write(part)
        if to:
            say(f"Wrote {to}.")


def _one_of(option: str, value: str | None, choices: tuple[str, ...]) -> str | None:
    if value is not None and value not in choices:
        raise typer.BadParameter(f"{value!r} is not one of {', '.join(choices)}.", param_hint=option)
    return value


def _into(found: str, org: str | None, options: ImportOptions, audience: str, *, create: bool) -> ImportOptions:
    """The options of an import into an audience, which is created if there is none and `create` says so."""
    from dataclasses import replace

    from gomobile.accounts.caller import Actor
    from gomobile.audiences import service as audiences
    from gomobile.audiences.errors import AudienceNotFound

    with transaction(found, prepares=True) as conn:
        owner = organization(conn, org)
        try:
            id = audiences.find(conn, owner.id, audience).id
        except AudienceNotFound:
            if not create:
                raise
            id = audiences.create(conn, owner, Actor("system"), audience).id
            record(conn, owner.id, "audience.created", "audience", id)
    return replace(options, audience_id=str(id))


def _take_in(
    found: str, file: Path, org: str | None, options: Any, map: list[str], mapping: str | None, save_as: str | None,
    dry_run: bool, as_json: bool,
) -> tuple[Upload, Organization]:  # fmt: skip
    """Read the file, settle its mapping, and note the import."""
    from dataclasses import replace

    from gomobile.accounts.caller import Actor
    from gomobile.attributes import service as attributes
    from gomobile.errors import InvalidInput
    from gomobile.imports import files, service
    from gomobile.imports.mapping import parse_map_options
    from gomobile.imports.new_attributes import with_new_attributes
    from gomobile.settings import Settings

    with _usage(), transaction(found) as conn, contextlib.ExitStack() as stack:
        owner = organization(conn, org)
        source = sys.stdin.buffer if str(file) == "-" else stack.enter_context(file.open("rb"))
        name = "stdin" if str(file) == "-" else file.name
        settings = Settings.from_env()
        taken = service.upload(conn, settings, owner, Actor("system"), source, name, options, dry_run=dry_run)
        with files.removed_when_refused(settings, taken.id):
            columns: list[ColumnMapping] = taken.columns
            if mapping:
                columns = service.apply_mapping(service.find_mapping(conn, owner.id, mapping), taken.table.header)
            if map:
                definitions = attributes.list_definitions(conn, owner.id)
                try:
                    columns = parse_map_options(map, taken.table.header, definitions, columns)
                except InvalidInput as refused:
                    raise typer.BadParameter(refused.message, param_hint="--map") from None
            if options.create_attributes:
                columns = with_new_attributes(columns)
            try:
                service.map_columns(conn, owner, service.get(conn, owner.id, taken.id), columns, options)
            except Exception:
                if not as_json:
                    show_mapping(replace(taken, columns=columns))
                raise
            if save_as:
                service.save_mapping(conn, owner.id, save_as, columns, Actor("system"))
        about(taken.id)
    return replace(taken, columns=columns), owner


@contextlib.contextmanager
def _usage() -> Iterator[None]:
    """What is wrong with how a file is to be read is wrong usage."""
    from gomobile.imports.sources.errors import UnknownEncoding, WrongReadOptions

    try:
        yield
    except (UnknownEncoding, WrongReadOptions) as refused:
        raise typer.BadParameter(refused.message) from None


def _watched(found: str, owner: Organization, id: UUID, action: str, as_json: bool) -> ImportRow:
    """Run work with a live progress bar; Ctrl-C stops it at the next chunk, and a dry run for good."""
    from gomobile.imports import service
    from gomobile.imports.errors import Cancelled
    from gomobile.settings import Settings

    stop = threading.Event()
    halt = threading.Thread(target=_halt, args=(found, owner, id, stop), daemon=True)
    previous = signal.signal(signal.SIGINT, lambda *_: None if halt.ident else halt.start())
    try:
        with progress(quiet=as_json) as on_progress:
            works: dict[str, Callable[..., ImportRow]]
            works = {"run": service.run, "preview": service.preview, "undo": service.undo}
            return works[action](found, Settings.from_env(), owner.id, id, on_progress, stop)
    except Cancelled:
        if action == "preview":
            _forget(found, owner, id)
            say("Stopped; nothing was written.")
        else:
            again = "undo" if action == "undo" else "resume"
            say(f"Stopped; what is committed stays. {_RESUME_HINT.format(action=again, id=id)}")
        raise typer.Exit(1) from None
    finally:
        signal.signal(signal.SIGINT, previous)


def _halt(found: str, owner: Organization, id: UUID, stop: threading.Event) -> None:
    """Cancel an import, then stop the work on it: one that merely stopped is gone on with by a running service."""
    from gomobile.imports import service
    from gomobile.imports.errors import ImportState

    try:
        with contextlib.suppress(ImportState), transaction(found, prepares=True) as conn:
            service.cancel(conn, owner.id, id)
    finally:
        stop.set()


def _forget(found: str, owner: Organization, id: UUID) -> None:
    """Leave nothing behind of an import that has not run."""
    from gomobile.imports import service
    from gomobile.settings import Settings

    with transaction(found) as conn:
        service.discard(conn, Settings.from_env(), owner.id, id)


def _get(id: UUID, org: str | None) -> ImportRow:
    from gomobile.imports import service

    with conninfo() as found, transaction(found) as conn:
        return service.get(conn, organization(conn, org).id, id)


def _finish(row: ImportRow, as_json: bool) -> None:
    from gomobile.imports.presenter import summary

    if as_json:
        print_json(summary(row))
    else:
        show_result(row)
    if row.status != "completed":
        raise typer.Exit(1)
