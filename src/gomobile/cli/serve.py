"""`gomobile serve`: the database, the HTTP service and the worker, as one command."""

from __future__ import annotations

import contextlib
import errno
import json
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from gomobile.cli.context import Json
from gomobile.cli.recording import record
from gomobile.errors import AppError

if TYPE_CHECKING:
    import socket

    from gomobile.cli.serve_greeting import FirstStart
    from gomobile.cli.serve_supervisor import Interrupts
    from gomobile.running import Part
    from gomobile.settings import Settings


class ServeRole(StrEnum):
    """Which parts this process runs; split them to run on several machines."""

    all = "all"
    api = "api"
    worker = "worker"


class AddressUnusable(AppError):
    """The address cannot be listened on."""

    code = "ADDRESS_UNUSABLE"


class ServiceFailed(AppError):
    """The HTTP service ended by itself; the log says why."""

    code = "SERVICE_FAILED"


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command()(serve)


def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.  [default: 127.0.0.1]")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="Port to listen on.  [default: 8000]")] = None,
    role: Annotated[ServeRole, typer.Option(help="Parts to run: everything, only HTTP, only jobs.")] = ServeRole.all,
    workers: Annotated[int, typer.Option(min=1, max=64, help="HTTP processes.")] = 1,
    as_json: Json = False,
) -> None:
    """Run gomobile until Ctrl-C. The first start creates the database, an organization and an admin key."""
    from gomobile import logs
    from gomobile.cli.serve_supervisor import Interrupts
    from gomobile.settings import Settings

    settings = Settings.from_env()
    settings = replace(settings, host=host or settings.host, port=settings.port if port is None else port)
    logs.configure(settings.log_level)
    with Interrupts().installed() as interrupts:
        try:
            _run(settings, role, workers, interrupts, as_json=as_json)
        except KeyboardInterrupt:
            _say("Stopped.")
            raise typer.Exit(130) from None


def _run(settings: Settings, role: ServeRole, workers: int, interrupts: Interrupts, *, as_json: bool) -> None:
    from gomobile import running
    from gomobile.cli.serve_process import Task
    from gomobile.cli.serve_supervisor import Supervisor
    from gomobile.db.ready import ready_database

    parts: tuple[Part, ...] = ("api", "worker") if role == ServeRole.all else (role.value,)
    with contextlib.ExitStack() as stack:
        announce = stack.enter_context(running.serving(settings.data_dir, parts))
        listener = stack.enter_context(_listen(settings)) if "api" in parts else None
        address = _address(listener) if listener is not None else ""
        port = listener.getsockname()[1] if listener is not None else settings.port
        announce(address)
        conninfo = stack.enter_context(ready_database(settings, _say))
        organization, first = _organization(conninfo) if listener is not None else (None, None)
        setup = _setup_link(settings, conninfo, address, organization)
        supervisor = Supervisor(interrupts, _say)
        interrupts.calm = True
        try:
            metrics = _shared_metrics(settings) if workers > 1 and listener is not None else None
            for part, count in (("api", workers), ("worker", 1)):
                number = listener.fileno() if listener is not None and part == "api" else None
                for _ in range(count if part in parts else 0):
                    supervisor.start(Task(part, conninfo, settings.host, port, number, metrics=metrics))
            if listener is None or supervisor.wait_until_serving():
                if as_json:
                    secret = first.secret if first else None
                    told = {"address": address, "organization": organization, "setupLink": setup, "key": secret}
                    print(json.dumps(told), flush=True)
                else:
                    print(_greeting(settings, address, first, setup), flush=True)
            if not supervisor.watch(_caretaker(settings)):
                raise ServiceFailed
        finally:
            _say("Stopping… (Ctrl-C again to force)" if sys.stderr.isatty() else "Stopping…")
            supervisor.stop()
            interrupts.calm = False
    _say("Stopped.")


def _shared_metrics(settings: Settings) -> str:
    """The folder in which HTTP processes share their figures, without those of processes that are gone."""
    folder = settings.data_dir / "metrics"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True)
    return str(folder)


def _organization(conninfo: str) -> tuple[str | None, FirstStart | None]:
    """Return the slug of the first organization; create it with its admin key when there is none."""
    from gomobile.accounts import service
    from gomobile.accounts.errors import SlugTaken
    from gomobile.cli.serve_greeting import FirstStart
    from gomobile.db.pool import connect

    with connect(conninfo) as conn:
        if existing := service.list_organizations(conn):
            return existing[0].slug, None
        try:
            made = service.create_organization(conn, "My organization", country="MA")
        except SlugTaken as error:
            # Another machine made it a moment ago, and shows the key.
            return error.params.get("slug"), None
        key = service.create_key(conn, made.id, "Admin", role="admin")
        after = {"plan": made.plan, "country": made.country}
        record(conn, made.id, "organization.created", "organization", made.id, after=after)
        record(conn, made.id, "api_key.created", "api_key", key.key.id, after={"role": "admin"})
    return made.slug, FirstStart(made.name, made.country, made.timezone, made.currency, key.secret)


def _setup_link(settings: Settings, conninfo: str, address: str, organization: str | None) -> str | None:
    """A fresh link to the first account, for as long as nobody has one."""
    from gomobile.accounts import service
    from gomobile.db.pool import connect
    from gomobile.people import links

    if organization is None:
        return None
    with connect(conninfo) as conn:
        token = links.new_set_up_link(conn, service.get_organization(conn, organization).id)
    return (settings.public_url or address) + links.path("set_up", token) if token else None


def _greeting(settings: Settings, address: str, first: FirstStart | None, setup: str | None) -> str:
    from gomobile.cli.serve_greeting import greeting

    return greeting(settings, address, first, setup) if address else "The worker runs. Ctrl-C stops it."


def _caretaker(settings: Settings) -> Callable[[], None]:
    """What has to be looked after every second: a killed embedded database is started again."""
    if settings.database_url is not None:
        return lambda: None
    from gomobile.db.embedded import keep_running

    def look_after() -> None:
        if keep_running(settings, _say):
            _say("The database had stopped; it was started again.")

    return look_after


@contextlib.contextmanager
def _listen(settings: Settings) -> Iterator[socket.socket]:
    from gomobile.cli.serve_supervisor import bind

    try:
        listener = bind(settings.host, settings.port)
    except OSError as error:
        raise AddressUnusable(_refusal(settings, error)) from None
    with listener:
        yield listener


def _refusal(settings: Settings, error: OSError) -> str:
    where = f"{settings.host}:{settings.port}"
    if error.errno == errno.EADDRINUSE:
        other = settings.port + 1 if settings.port < 65535 else 8000
        return f"Another program listens on {where}. Stop it, or choose another port, like --port {other}."
    if error.errno == errno.EACCES:
        return f"This user may not listen on {where}. Choose a port of 1024 or more, for example --port 8000."
    example = "--host 127.0.0.1"
    return f"{where} cannot be listened on ({error.strerror}). Give an address of this machine, like {example}."


def _address(listener: socket.socket) -> str:
    """The URL to reach the service at, from this machine."""
    name, port = listener.getsockname()[:2]
    host: str = name
    if name in ("0.0.0.0", "::"):  # noqa: S104 (compared, not bound)
        host = "127.0.0.1" if name == "0.0.0.0" else "::1"  # noqa: S104
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)
