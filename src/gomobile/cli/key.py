"""`gomobile key`: API keys."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

import typer

from gomobile.cli.context import Json, Org, organization, print_json, table, transaction
from gomobile.cli.recording import record


def register(app: typer.Typer) -> None:
    """Add the group."""
    key = typer.Typer(help="API keys: create, list, revoke.", no_args_is_help=True)
    app.add_typer(key, name="key")

    @key.command("create")
    def create(
        name: Annotated[str, typer.Option(help="What the key is for; unique in the organization.")],
        role: Annotated[str, typer.Option(help="admin, manager or agent.")] = "agent",
        prefix: Annotated[str, typer.Option(help="How the secret starts.")] = "gm",
        expires: Annotated[datetime | None, typer.Option(help="UTC time after which it is refused.")] = None,
        org: Org = None,
        as_json: Json = False,
    ) -> None:
        """Make an API key. Its secret is shown once."""
        from gomobile.accounts import service
        from gomobile.accounts.presenter import key_json

        moment = expires.replace(tzinfo=UTC) if expires else None
        with transaction() as conn:
            owner = organization(conn, org)
            made = service.create_key(conn, owner.id, name, role=role, prefix=prefix, expires_at=moment)  # type: ignore[arg-type]
            record(conn, owner.id, "api_key.created", "api_key", made.key.id, after={"role": role})
        if as_json:
            print_json(key_json(made.key) | {"secret": made.secret})
        else:
            print(f"{made.secret}\n\nIt is not shown again: keep it. Role {made.key.role}, organization {owner.slug}.")

    @key.command("list")
    def list_(org: Org = None, as_json: Json = False) -> None:
        """List the keys that are not revoked."""
        from gomobile.accounts import service
        from gomobile.accounts.presenter import key_json

        with transaction() as conn:
            found = service.list_keys(conn, organization(conn, org).id)
        if as_json:
            print_json([key_json(one) for one in found])
            return
        columns = ["Id", "Name", "Role", "Starts with", "Active", "Expires", "Last used"]
        rows = [[k.id, k.name, k.role, k.key_prefix + "…", k.is_active, k.expires_at, k.last_used_at] for k in found]
        table(None, columns, rows)

    @key.command("revoke")
    def revoke(
        id: Annotated[UUID, typer.Argument(help="Id of the key.")], org: Org = None, as_json: Json = False
    ) -> None:
        """Revoke a key for good."""
        from gomobile.accounts import service

        with transaction() as conn:
            owner = organization(conn, org)
            service.revoke_key(conn, owner.id, id)
            record(conn, owner.id, "api_key.revoked", "api_key", id)
        if as_json:
            print_json({"id": str(id), "revoked": True})
        else:
            print(f"Revoked {id}.")
