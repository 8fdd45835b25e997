"""`gomobile org`: organizations."""

from __future__ import annotations

from typing import Annotated

import typer

from gomobile.cli.context import Json, Org, organization, print_json, table, transaction
from gomobile.cli.recording import record


def register(app: typer.Typer) -> None:
    """Add the group."""
    org = typer.Typer(help="Organizations: create, list, update.", no_args_is_help=True)
    app.add_typer(org, name="org")

    @org.command("create")
    def create(
        name: Annotated[str, typer.Argument(help="Its name, 3 to 64 characters.")],
        country: Annotated[str, typer.Option(help="ISO 3166-1 code, such as MA or FR.")],
        slug: Annotated[str | None, typer.Option(help="URL-friendly name; from the name if not given.")] = None,
        plan: Annotated[str, typer.Option(help="trial, free, basic, advanced or enterprise.")] = "basic",
        timezone: Annotated[str | None, typer.Option(help="IANA time zone; the country's if not given.")] = None,
        currency: Annotated[str | None, typer.Option(help="ISO 4217 code; the country's if not given.")] = None,
        as_json: Json = False,
    ) -> None:
        """Create an organization. Time zone, currency and phone region follow from the country."""
        from gomobile.accounts import service
        from gomobile.accounts.presenter import organization_json

        with transaction() as conn:
            made = service.create_organization(
                conn, name, country=country, slug=slug, plan=plan, timezone=timezone, currency=currency
            )
            after = {"plan": made.plan, "country": made.country}
            record(conn, made.id, "organization.created", "organization", made.id, after=after)
        if as_json:
            print_json(organization_json(made))
        else:
            print(f"Created {made.name} (slug {made.slug}). Next: gomobile key create --org {made.slug} --name first")

    @org.command("list")
    def list_(as_json: Json = False) -> None:
        """List the organizations, oldest first."""
        from gomobile.accounts import service
        from gomobile.accounts.presenter import organization_json

        with transaction() as conn:
            found = service.list_organizations(conn)
        if as_json:
            print_json([organization_json(one) for one in found])
            return
        columns = ["Slug", "Name", "Plan", "Country", "Time zone", "Currency"]
        table(None, columns, [[o.slug, o.name, o.plan, o.country, o.timezone, o.currency] for o in found])

    @org.command("update")
    def update(
        org: Org = None,
        name: Annotated[str | None, typer.Option(help="A new name.")] = None,
        plan: Annotated[str | None, typer.Option(help="A new plan.")] = None,
        country: Annotated[str | None, typer.Option(help="A new country.")] = None,
        timezone: Annotated[str | None, typer.Option(help="A new IANA time zone.")] = None,
        currency: Annotated[str | None, typer.Option(help="A new ISO 4217 currency.")] = None,
        region: Annotated[str | None, typer.Option(help="How numbers without a country code are read.")] = None,
        as_json: Json = False,
    ) -> None:
        """Change an organization; what is not given stays."""
        from gomobile.accounts import service
        from gomobile.accounts.presenter import organization_json

        with transaction() as conn:
            current = organization(conn, org)
            changed = service.update_organization(
                conn,
                current.id,
                name=name,
                plan=plan,
                country=country,
                timezone=timezone,
                currency=currency,
                default_region=region,
            )
            fields = ("plan", "country", "timezone", "currency", "default_region")
            before, after = ({field: getattr(one, field) for field in fields} for one in (current, changed))
            record(conn, current.id, "organization.updated", "organization", current.id, before=before, after=after)
        if as_json:
            print_json(organization_json(changed))
        else:
            print(f"{changed.name}: plan {changed.plan}, {changed.country}, {changed.timezone}, {changed.currency}")
