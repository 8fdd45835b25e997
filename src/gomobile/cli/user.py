"""`gomobile user`: people who sign in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from gomobile.cli.context import Json, Org, organization, print_json, table, transaction
from gomobile.cli.recording import record

if TYPE_CHECKING:
    from gomobile.db.pool import Connection
    from gomobile.people.person import Member, Person

Email = Annotated[str, typer.Argument(help="E-mail address of the person.")]
RoleOption = Annotated[str, typer.Option(help="owner, admin, manager or agent.")]


def register(app: typer.Typer) -> None:
    """Add the group."""
    user = typer.Typer(help="People who sign in: invite, list, roles, links, remove.", no_args_is_help=True)
    app.add_typer(user, name="user")

    @user.command("create")
    def create(
        email: Email,
        name: Annotated[str | None, typer.Option(help="Their name; they can give it themselves.")] = None,
        role: RoleOption = "agent",
        org: Org = None,
        as_json: Json = False,
    ) -> None:
        """Invite somebody: prints a link for them to open, which works once within seven days."""
        from gomobile.accounts.caller import Actor
        from gomobile.people import invitations
        from gomobile.people.presenter import member_json

        with transaction() as conn:
            owner = organization(conn, org)
            sent = invitations.invite(conn, owner.id, Actor("system"), "owner", email, role, name=name, mailed=False)  # type: ignore[arg-type]
            record(conn, owner.id, "invitation.sent", "invitation", sent.link.id, after={"role": role})
        link = _address(sent.link.purpose, sent.token or "")
        if as_json:
            print_json(member_json(sent.member) | {"link": link})
        else:
            print(f"{link}\n\nHand this link to {email}: it works once, until {_moment(sent.link.expires_at)}.")

    @user.command("list")
    def list_(org: Org = None, as_json: Json = False) -> None:
        """List who belongs to the organization and who is invited."""
        from gomobile.people import members
        from gomobile.people.presenter import member_json

        with transaction() as conn:
            found = members.list_members(conn, organization(conn, org).id)
        if as_json:
            print_json([member_json(one) for one in found])
            return
        columns = ["E-mail", "Name", "Role", "Status", "Second factor", "Last signed in"]
        table(
            None,
            columns,
            [
                [m.email, m.name, m.role, m.status, "on" if m.totp else "off", _moment(m.last_signed_in_at)]
                for m in found
            ],
        )

    @user.command("link")
    def link(
        email: Email,
        remove_totp: Annotated[
            bool, typer.Option("--remove-totp", help="Turn the second factor off: it was lost with its recovery codes.")
        ] = False,
        as_json: Json = False,
    ) -> None:
        """Print a link to choose a new password. It works once, within a day, and ends every session."""
        from gomobile.accounts.caller import Actor
        from gomobile.people import own_account, resets, service

        with transaction() as conn:
            person = _person(conn, email)
            if remove_totp:
                own_account.remove_totp(conn, person.id)
            sent = resets.for_person(conn, Actor("system"), person, mailed=False)
            for belonging in service.belongings(conn, person.id):
                record(conn, belonging.id, "person.reset_link", "person", person.id, after={"totpRemoved": remove_totp})
        shown = _address(sent.link.purpose, sent.token or "")
        if as_json:
            print_json({"link": shown, "expiresAt": _moment(sent.link.expires_at)})
        else:
            print(f"{shown}\n\nHand this link to {email}: it works once, until {_moment(sent.link.expires_at)}.")

    @user.command("role")
    def role(
        email: Email,
        role: Annotated[str, typer.Argument(help="owner, admin, manager or agent.")],
        org: Org = None,
        as_json: Json = False,
    ) -> None:
        """Change what somebody may do. One owner always stays."""
        _change(email, org, as_json=as_json, role=role)

    @user.command("disable")
    def disable(email: Email, org: Org = None, as_json: Json = False) -> None:
        """Let somebody in no longer, until they are enabled again."""
        _change(email, org, as_json=as_json, disabled=True)

    @user.command("enable")
    def enable(email: Email, org: Org = None, as_json: Json = False) -> None:
        """Let somebody in again."""
        _change(email, org, as_json=as_json, disabled=False)

    @user.command("remove")
    def remove(email: Email, org: Org = None, as_json: Json = False) -> None:
        """Let somebody belong to the organization no longer, or take an invitation back. The history keeps the name."""
        from gomobile.people import invitations, members

        with transaction() as conn:
            owner = organization(conn, org)
            member = _member(conn, owner.id, email)
            if member.status == "invited":
                invitations.take_back(conn, owner.id, "owner", member.id)
                record(conn, owner.id, "invitation.taken_back", "invitation", member.id)
            else:
                members.remove(conn, owner.id, "owner", member.id)
                record(conn, owner.id, "person.removed", "person", member.id, before={"role": member.role})
        if as_json:
            print_json({"id": str(member.id), "removed": True})
        else:
            print(f"Removed {member.email} from {owner.slug}.")


def _change(
    email: str, org: str | None, *, as_json: bool, role: str | None = None, disabled: bool | None = None
) -> None:
    from gomobile.people import members
    from gomobile.people.errors import PersonNotFound
    from gomobile.people.presenter import member_json

    with transaction() as conn:
        owner = organization(conn, org)
        before = _member(conn, owner.id, email)
        if before.status == "invited":
            raise PersonNotFound(f"{email} is invited and has not come yet; remove that and invite them again.")
        changed = members.change(conn, owner.id, "owner", before.id, role=role, disabled=disabled)  # type: ignore[arg-type]
        facts = [{"role": one.role, "disabled": one.status == "disabled"} for one in (before, changed)]
        record(conn, owner.id, "person.updated", "person", before.id, before=facts[0], after=facts[1])
    if as_json:
        print_json(member_json(changed))
    else:
        print(f"{changed.email}: {changed.role}, {changed.status}.")


def _member(conn: Connection, org_id: object, email: str) -> Member:
    from gomobile.people import members
    from gomobile.people.addresses import email_key
    from gomobile.people.errors import PersonNotFound

    key = email_key(email)
    found = next((one for one in members.list_members(conn, org_id) if email_key(one.email) == key), None)  # type: ignore[arg-type]
    if found is None:
        raise PersonNotFound(f"Nobody in this organization has the address {email}; `gomobile user list` shows them.")
    return found


def _person(conn: Connection, email: str) -> Person:
    from gomobile.people import service
    from gomobile.people.errors import PersonNotFound

    found = service.find_by_email(conn, email)
    if found is None:
        raise PersonNotFound(f"Nobody has the address {email}.")
    return found


def _address(purpose: str, token: str) -> str:
    """A link as people open it: at the address that is set, or where the service runs."""
    from gomobile import running
    from gomobile.people import links, service
    from gomobile.settings import Settings

    settings = Settings.from_env()
    runs = running.holder(settings.data_dir) if settings.public_url is None else None
    return (runs.address if runs and runs.address else service.public_url(settings)) + links.path(purpose, token)


def _moment(at: object) -> str | None:
    from datetime import datetime

    return f"{at:%Y-%m-%d %H:%M} UTC" if isinstance(at, datetime) else None
