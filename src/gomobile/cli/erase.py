"""`gomobile erase`, `subject` and `retention`: erasure, subject export and what is removed by the clock."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import typer

from gomobile.cli.context import Json, Org, organization, print_json, table, transaction
from gomobile.cli.recording import record

if TYPE_CHECKING:
    from gomobile.accounts.caller import Organization
    from gomobile.db.pool import Connection

REASONS = ("requested", "consent_withdrawn", "no_longer_needed", "unlawful", "legal_obligation", "other")
_SETTINGS = {
    "trash": "trashDays",
    "import-rejects": "importRejectsDays",
    "call-results": "callResultsDays",
    "audience-exits": "audienceExitsDays",
    "history": "historyDays",
}


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("erase")(erase)
    app.command("subject")(subject)
    group = typer.Typer(help="How long things are kept: show, set, apply.", no_args_is_help=True)
    app.add_typer(group, name="retention")
    group.command("show")(show_retention)
    group.command("set")(set_retention)
    group.command("apply")(apply_retention)


def erase(
    who: Annotated[str, typer.Argument(metavar="PHONE|ID", help="A number in any format, or the id of a contact.")],
    reason: Annotated[str, typer.Option(help=f"One of {', '.join(REASONS)}.")] = "requested",
    suppress: Annotated[bool, typer.Option("--suppress", help="Keep the number from being called again.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    org: Org = None,
    as_json: Json = False,
) -> None:
    """Remove everything about a person for good. It cannot be undone."""
    from gomobile.accounts.caller import Actor
    from gomobile.privacy.erasure import service
    from gomobile.privacy.erasure.facts import erasure_json, facts
    from gomobile.privacy.numbers import one_number
    from gomobile.settings import Settings

    if reason not in REASONS:
        raise typer.BadParameter(f"Give one of {', '.join(REASONS)}.", param_hint="--reason")
    if not yes:
        typer.confirm("Everything about this person is removed for good. Go on?", abort=True, err=True)
    settings, actor, id = Settings.from_env(), Actor("system"), _uuid(who)
    with transaction() as conn:
        owner = organization(conn, org)
        if id is not None:
            done = service.erase_contact(conn, settings, owner, actor, id, suppress=suppress)
            action, kind, subject = "contact.erased", "contact", str(id)
        else:
            key = one_number(who, owner).key
            done = service.erase_number(conn, settings, owner, actor, key, suppress=suppress)
            action, kind, subject = "number.erased", "number", _hash(conn, owner, key)
        after = {"reason": reason, **facts(done), "contactIds": done.contact_ids}
        record(conn, owner.id, action, kind, subject, after=after)
    if as_json:
        print_json(erasure_json(done))
        return
    _show_counts({**done.removed, **done.blanked, "import_files": done.import_files})
    print(f"Erased {len(done.contact_ids)} contact(s).{' The number is suppressed.' if suppress else ''}")


def subject(
    phone: Annotated[str, typer.Argument(help="A number in any format.")],
    out: Annotated[Path, typer.Option(help="Folder for subject.json and subject.html.")],
    org: Org = None,
    as_json: Json = False,
) -> None:
    """Write everything that is held about a number: as JSON, and as a page to read and print."""
    from gomobile.http.json import dumps
    from gomobile.privacy.numbers import one_number
    from gomobile.privacy.subject import service
    from gomobile.privacy.subject.page import html
    from gomobile.settings import Settings

    with transaction() as conn:
        owner = organization(conn, org)
        found = service.gather(conn, Settings.from_env(), owner, one_number(phone, owner))
        after = {"contactIds": found.contact_ids}
        record(conn, owner.id, "number.disclosed", "number", found.phone_hash.hex(), after=after)
    shown = json.loads(dumps(found.to_json()))
    out.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name, text in (
        ("subject.json", json.dumps(shown, ensure_ascii=False, indent=1)),
        ("subject.html", html(shown)),
    ):
        path = out / name
        path.touch(mode=0o600)
        path.write_text(text, encoding="utf-8")
    if as_json:
        print_json({"contactIds": shown["contactIds"], "files": [str(out / "subject.json"), str(out / "subject.html")]})
        return
    _show_counts({name: len(rows) for name, rows in found.places.items()})
    print(f"Wrote {out / 'subject.json'} and {out / 'subject.html'}.")


def show_retention(org: Org = None, as_json: Json = False) -> None:
    """Show how long things are kept, and what is due."""
    from gomobile.policies.policy import to_json
    from gomobile.privacy.retention import service

    with transaction() as conn:
        owner = organization(conn, org)
        policy = service.get_policy(conn, owner.id)
        due = service.due(conn, owner.id, policy)
    if as_json:
        print_json({"policy": to_json(policy), "due": due})
        return
    days = to_json(policy)
    rows = [
        [name, "kept" if days[field] is None else days[field], f"{due.get(name.replace('-', '_'), 0):,}"]
        for name, field in _SETTINGS.items()
    ]
    table(None, ["What", "Days", "Due now"], rows)


def set_retention(
    what: Annotated[str, typer.Argument(help=f"One of {', '.join(_SETTINGS)}.")],
    days: Annotated[str, typer.Argument(help="Days, or `off` to keep it.")],
    org: Org = None,
    as_json: Json = False,
) -> None:
    """Change how long something is kept."""
    from gomobile.accounts.caller import Actor
    from gomobile.policies.policy import to_json
    from gomobile.privacy.retention import service
    from gomobile.privacy.retention.policy import NAME

    if what not in _SETTINGS:
        raise typer.BadParameter(f"Give one of {', '.join(_SETTINGS)}.", param_hint="WHAT")
    if days != "off" and not days.isdecimal():
        raise typer.BadParameter("Give a number of days, or off.", param_hint="DAYS")
    value = None if days == "off" else int(days)
    with transaction() as conn:
        owner = organization(conn, org)
        before = to_json(service.get_policy(conn, owner.id))
        after = to_json(service.put_policy(conn, owner.id, Actor("system"), {_SETTINGS[what]: value}))
        record(conn, owner.id, "policy.changed", "policy", NAME, before=before, after=after)
    if as_json:
        print_json(after)
    else:
        print(f"{what}: {'kept' if value is None else f'removed after {value} days'}.")


def apply_retention(org: Org = None, as_json: Json = False) -> None:
    """Remove what is due now, instead of with the next run of the clock."""
    from gomobile.cli.context import conninfo
    from gomobile.privacy.retention import service

    with conninfo() as found:
        with transaction(found) as conn:
            owner = organization(conn, org)
        removed = service.apply(found, owner.id)
    if as_json:
        print_json(removed)
    else:
        print(", ".join(f"{name}: {count:,}" for name, count in removed.items()) or "Nothing was due.")


def _show_counts(counts: dict[str, Any]) -> None:
    from gomobile.privacy.subject.service import TITLES

    table(None, ["Where", "Rows"], [[TITLES.get(name, name), f"{count:,}"] for name, count in counts.items() if count])


def _hash(conn: Connection, owner: Organization, key: str) -> str:
    from gomobile.privacy.suppression import service

    return service.hashes_of(conn, owner.id, [key])[key].hex()


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if "-" in text and len(text) == 36 else None
    except ValueError:
        return None
