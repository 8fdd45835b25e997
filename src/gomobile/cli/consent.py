"""`gomobile consent`: what contacts said about being reached."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from gomobile.cli.context import Json, Org, organization, print_json, table, transaction
from gomobile.cli.recording import about

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from gomobile.accounts.caller import Organization
    from gomobile.db.pool import Connection
    from gomobile.privacy.consent.consent import Consent

Who = Annotated[str, typer.Argument(metavar="PHONE|ID", help="A contact, by a number of it or its id.")]
_STATUSES = "granted, denied or withdrawn"


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(help="Consent of contacts: record, show, list.", no_args_is_help=True)
    app.add_typer(group, name="consent")
    group.command("add")(add)
    group.command("show")(show)
    group.command("list")(list_)


def add(
    contact: Who,
    purpose: Annotated[str, typer.Argument(help="marketing, service, survey or a word of yours.")],
    channel: Annotated[str, typer.Argument(help="call, sms, whatsapp or email.")],
    status: Annotated[str, typer.Argument(help=f"{_STATUSES}.")],
    source: Annotated[str | None, typer.Option(help="Where it was stated.")] = None,
    proof: Annotated[str | None, typer.Option(help="A text or an address of what proves it.")] = None,
    stated_at: Annotated[str | None, typer.Option(help="When, with its zone; now if not given.")] = None,
    until: Annotated[str | None, typer.Option("--until", help="A day, or a time with its zone.")] = None,
    suppress: Annotated[
        bool, typer.Option("--suppress", help="With a refusal: suppress the numbers of the contact too.")
    ] = False,
    org: Org = None,
    as_json: Json = False,
) -> None:
    """Record what a contact said about being reached for a purpose by a channel."""
    from gomobile.accounts.caller import Actor
    from gomobile.privacy.consent import service
    from gomobile.privacy.consent.presenter import consent_json

    given = {
        "purpose": purpose,
        "channel": channel,
        "status": status,
        "source": source,
        "proof": proof,
        "statedAt": stated_at,
        "expiresAt": until,
        "suppress": suppress,
    }
    with transaction() as conn:
        owner = organization(conn, org)
        made = service.record(conn, owner, Actor("system"), _contact(conn, owner, contact), given)
        about(made.contact_id)
    if as_json:
        print_json(consent_json(made))
    else:
        print(f"Recorded: {made.purpose} by {made.channel} {made.status}.")


def show(contact: Who, org: Org = None, as_json: Json = False) -> None:
    """Show what holds for a contact, and every statement, the last made first."""
    from gomobile.privacy.consent import service
    from gomobile.privacy.consent.presenter import consent_json

    with transaction() as conn:
        owner = organization(conn, org)
        id = _contact(conn, owner, contact)
        holding = service.of_contact(conn, owner.id, id)
        history, _ = service.list_history(conn, owner.id, id, before=None, limit=1_000)
    if as_json:
        print_json({"current": [consent_json(one) for one in holding], "data": [consent_json(one) for one in history]})
        return
    _table("Holds now", holding)
    print()
    _table("Every statement", history)


def list_(
    purpose: Annotated[str | None, typer.Option(help="Only about this purpose.")] = None,
    channel: Annotated[str | None, typer.Option(help="Only about this channel.")] = None,
    status: Annotated[str | None, typer.Option(help=f"Only {_STATUSES}, or expired.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="How many.")] = 20,
    org: Org = None,
    as_json: Json = False,
) -> None:
    """List what holds, contact after contact."""
    from gomobile.privacy.consent import service
    from gomobile.privacy.consent.presenter import listed_json

    with transaction() as conn:
        owner = organization(conn, org)
        filters = service.Filters(purpose, channel, status)
        rows, total, _ = service.list_page(conn, owner.id, filters, page=1, limit=limit, after=None)
    if as_json:
        print_json([listed_json(one) for one in rows])
        return
    shown = [[one.primary_phone, one.purpose, one.channel, _status(one), f"{one.stated_at:%Y-%m-%d}"] for one in rows]
    table(None, ["Number", "Purpose", "Channel", "Status", "Stated"], shown)
    print(f"{len(rows):,} of {total:,}.")


def _contact(conn: Connection, owner: Organization, given: str) -> UUID:
    from uuid import UUID

    from gomobile.privacy.consent import service

    try:
        return UUID(given)
    except ValueError:
        return service.contact_with(conn, owner, given)


def _table(title: str, found: Sequence[Consent]) -> None:
    rows = [[one.purpose, one.channel, _status(one), f"{one.stated_at:%Y-%m-%d %H:%M}", one.source] for one in found]
    table(title, ["Purpose", "Channel", "Status", "Stated (UTC)", "Source"], rows)


def _status(one: Consent) -> str:
    from gomobile.clock import now

    return f"{one.status}, ended" if one.expired(now()) else one.status
