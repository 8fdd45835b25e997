"""What a command did, in the audit log.

`watch` gives every command a `Running`. The first transaction that it makes by `cli.context` ends with its line: the
line is there exactly when the change is. What is recorded as what: `cli.recorded`.
"""

from __future__ import annotations

import getpass
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

import typer
from typer.core import TyperCommand

if TYPE_CHECKING:
    from gomobile.db.pool import Connection


@dataclass(slots=True)
class Running:
    """The command that runs: its name, what was given, and, as soon as that is known, whom and what it is about."""

    name: str
    given: dict[str, Any]
    org_id: UUID | None = None
    subject: object = None
    recorded: bool = False


#: How a command is run, not what it does.
_HOW = frozenset({"as_json", "force", "org", "yes"})

_running: ContextVar[Running | None] = ContextVar("running", default=None)


class _Watched(TyperCommand):
    def invoke(self, ctx: Any) -> Any:
        names, at = [], ctx
        while at.parent is not None:
            names.append(at.info_name)
            at = at.parent
        given = {
            name: value
            for name, value in ctx.params.items()
            if (source := ctx.get_parameter_source(name)) is not None and source.name == "COMMANDLINE"
        }
        token = _running.set(Running(" ".join(reversed(names)), given))
        try:
            return super().invoke(ctx)
        finally:
            _running.reset(token)


def watch(app: typer.Typer) -> typer.Typer:
    """Let every command of an app, and of its groups, be recorded."""
    for command in app.registered_commands:
        command.cls = _Watched
    for group in app.registered_groups:
        if group.typer_instance is not None:
            watch(group.typer_instance)
    return app


def of_organization(org_id: UUID) -> None:
    """Note which organization the command is about."""
    if (running := _running.get()) is not None:
        running.org_id = org_id


def about(subject: object) -> None:
    """Note what the command is about, where no id was given: an identifier, never a name or a number of a person."""
    if (running := _running.get()) is not None:
        running.subject = subject


def settle(conn: Connection) -> None:
    """Record the command that runs, once, last in a transaction of its own; nothing for one that is not recorded."""
    from gomobile.audit.requests import kept
    from gomobile.cli.recorded import RECORDED

    running = _running.get()
    if running is None or running.recorded or running.org_id is None or running.given.get("dry_run"):
        return
    found = RECORDED.get(running.name)
    if found is None:
        return
    running.recorded = True
    ids = [value for value in running.given.values() if isinstance(value, UUID)]
    given = {name: value for name, value in running.given.items() if name not in _HOW}
    subject = running.subject or (ids[0] if ids else None)
    record(conn, running.org_id, found.action, found.kind, subject, after=kept(given) or None)


def record(
    conn: Connection,
    org_id: UUID,
    action: str,
    subject_kind: str,
    subject_id: object,
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Record an action of this machine's user, last in its transaction; see `gomobile.audit.service.record`."""
    from gomobile.accounts.caller import Actor
    from gomobile.audit import service

    service.record(
        conn,
        Actor("system"),
        action,
        subject_kind=subject_kind,
        subject_id=None if subject_id is None else str(subject_id),
        before=before,
        after=after,
        org_id=org_id,
        actor_name=f"{_user()} (command line)",
    )


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user without an entry in passwd
        return "unknown"
