"""`gomobile audience`: audiences."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import typer

from gomobile.cli.contacts_given import Contacts, find_given
from gomobile.cli.context import Json, Org, conninfo, organization, print_json, table, transaction
from gomobile.cli.recording import about

if TYPE_CHECKING:
    from gomobile.accounts.caller import Organization
    from gomobile.audiences.service import Audience
    from gomobile.db.pool import Connection
    from gomobile.segments.answers import ExplainedCondition, ExplainedGroup

Name = Annotated[str, typer.Argument(help="Its name or id.")]


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(help="Audiences: make, list, fill, refresh, split, export.", no_args_is_help=True)
    app.add_typer(group, name="audience")
    group.command("list")(list_)
    group.command("show")(show)
    group.command("create")(create)
    group.command("preview")(preview)
    group.command("why")(why)
    group.command("members")(members)
    group.command("add")(add)
    group.command("remove")(remove)
    group.command("refresh")(refresh)
    group.command("split")(split)
    group.command("delete")(delete)
    group.command("restore")(restore)
    group.command("export")(export)
    group.command("templates")(templates)


def list_(
    search: Annotated[str | None, typer.Option(help="Only those with this in name or description.")] = None,
    org: Org = None,
    as_json: Json = False,
) -> None:
    """List the audiences by name."""
    from gomobile.audiences import service
    from gomobile.audiences.presenter import audience_json

    with transaction() as conn:
        owner = organization(conn, org).id
        found, _ = service.list_page(conn, owner, search=search, sort_by="name", descending=False, limit=10_000)
    if as_json:
        print_json([audience_json(one) for one in found])
        return
    columns = ["Name", "Type", "Contacts", "Status", "Changed", "Id"]
    table(None, columns, [
        [one.name, one.type, f"{one.contacts:,}", one.status, f"{one.updated_at:%Y-%m-%d %H:%M}", one.id]
        for one in found
    ])  # fmt: skip


def show(name: Name, org: Org = None, as_json: Json = False) -> None:
    """Show one audience."""
    with transaction() as conn:
        _, found = _found(conn, org, name)
    _tell(found, as_json)


def create(
    name: Annotated[str, typer.Argument(help="3 to 64 characters.")],
    rules: Annotated[
        str | None, typer.Option(help="Make it live by these rules: JSON, or @FILE.", metavar="JSON")
    ] = None,
    template: Annotated[str | None, typer.Option(help="Make it live by a template; see `templates`.")] = None,
    parameter: Annotated[
        list[str] | None, typer.Option(help="NAME=VALUE of the template; once for each.", metavar="NAME=VALUE")
    ] = None,
    description: Annotated[str | None, typer.Option(help="1 to 256 characters.")] = None,
    org: Org = None,
    as_json: Json = False,
) -> None:
    """Make an audience: static and empty, or live by rules or a template."""
    from gomobile.accounts.caller import Actor
    from gomobile.audiences import service

    if rules and template:
        raise typer.BadParameter("Give --rules or --template, not both.")
    actor = Actor("system")
    with transaction() as conn:
        owner = organization(conn, org)
        if template:
            made = service.create_from_template(conn, owner, actor, template, _parameters(parameter or []), name=name)
        else:
            tree = _json(rules) if rules else None
            made = service.create(
                conn, owner, actor, name, description=description, type="live" if rules else "static", rules=tree
            )
        about(made.id)
    _tell(made, as_json)


def preview(
    rules: Annotated[str, typer.Argument(help="Rules as JSON, or @FILE.", metavar="JSON")],
    exact: Annotated[bool, typer.Option("--exact", help="Count a large organization instead of estimating.")] = False,
    sample: Annotated[int, typer.Option(min=0, max=100, help="How many contacts to show.")] = 10,
    org: Org = None,
    as_json: Json = False,
) -> None:
    """Say how many contacts rules would mean, and show some of them. Nothing is saved."""
    from gomobile.audiences import previewing
    from gomobile.contacts.contact import contact_json

    with transaction() as conn:
        found = previewing.preview(conn, organization(conn, org), _json(rules), exact=exact, shown=sample)
    if as_json:
        counted = {"count": found.count, "isEstimate": found.is_estimate, "low": found.low, "high": found.high}
        print_json({**counted, "sample": [contact_json(one) for one in found.sample]})
        return
    print(f"{found.count:,} contacts" + (f", between {found.low:,} and {found.high:,}." if found.is_estimate else "."))
    if found.sample:
        table(None, ["Phone", "Name"], [[one.primary_phone, one.display_name] for one in found.sample])


def why(
    name: Name,
    contact: Annotated[str, typer.Argument(help="A phone number, in any format, or the id of a contact.")],
    org: Org = None,
    as_json: Json = False,
) -> None:
    """Say node by node why a contact is in a live audience or not."""
    from gomobile.audiences import previewing
    from gomobile.contacts.errors import ContactNotFound

    with transaction() as conn:
        owner, audience = _found(conn, org, name)
        ids, unknown = find_given(conn, owner, [contact])
        if unknown:
            raise ContactNotFound
        explained = previewing.explain_audience(conn, owner, audience.id, ids[0])
    if as_json:
        print_json(explained)
        return
    away = ": it is archived" if explained["isArchived"] else ""
    print(f"{contact} is {'' if explained['isMember'] else 'not '}in {audience.name}{away}.")
    _explain(explained["rules"], 1)


def members(
    name: Name,
    exited: Annotated[bool, typer.Option("--exited", help="Those who left and are not back.")] = False,
    search: Annotated[str | None, typer.Option(help="Only contacts with this in name, phone or e-mail.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=10_000)] = 50,
    org: Org = None,
    as_json: Json = False,
) -> None:
    """List who is in an audience, the newest contacts first."""
    from gomobile.audiences.exited_pages import find_exited
    from gomobile.audiences.member_pages import find_members
    from gomobile.audiences.presenter import member_json
    from gomobile.contacts import service as contacts

    with transaction() as conn:
        owner, audience = _found(conn, org, name)
        listing = contacts.make_listing(conn, owner, search=search)
        find = find_exited if exited else find_members
        found = find(conn, audience, listing, page=1, limit=limit, cursor=None)
    if as_json:
        print_json([member_json(one, None, ()) for one in found.members])
        return
    rows = [
        [one.contact.primary_phone, one.contact.display_name, f"{one.entered_at:%Y-%m-%d %H:%M}"]
        + ([f"{one.exited_at:%Y-%m-%d %H:%M}", one.exit_reason] if one.exited_at else [])
        for one in found.members
    ]
    table(None, ["Phone", "Name", "Entered", *(["Exited", "Reason"] if exited else [])], rows)
    if found.total > len(found.members):
        print(f"{len(found.members):,} of {found.total:,}.")


def add(name: Name, contacts: Contacts, org: Org = None, as_json: Json = False) -> None:
    """Put contacts into a static audience."""
    from gomobile.accounts.caller import Actor
    from gomobile.audiences import service

    with transaction() as conn:
        owner, audience = _found(conn, org, name)
        ids, unknown = find_given(conn, owner, contacts)
        done = service.add_contacts(conn, owner.id, Actor("system"), audience.id, ids)
    unknown += map(str, done.unknown)
    if as_json:
        print_json({"added": done.added, "alreadyMembers": done.already, "unknown": unknown})
    else:
        print(f"Added {done.added:,}; {done.already:,} were members already.{_unknown(unknown)}")
    _fail_for(unknown)


def remove(name: Name, contacts: Contacts, org: Org = None, as_json: Json = False) -> None:
    """Take contacts out of a static audience; they stay contacts."""
    from gomobile.accounts.caller import Actor
    from gomobile.audiences import service

    with transaction() as conn:
        owner, audience = _found(conn, org, name)
        ids, unknown = find_given(conn, owner, contacts)
        done = service.remove_contacts(conn, owner.id, Actor("system"), audience.id, ids)
    unknown += map(str, done.unknown)
    if as_json:
        print_json({"removed": done.removed, "notMembers": done.absent, "unknown": unknown})
    else:
        print(f"Removed {done.removed:,}; {done.absent:,} were no members.{_unknown(unknown)}")
    _fail_for(unknown)


def refresh(
    name: Name,
    file: Annotated[Path, typer.Argument(help="Any file that can be imported.", exists=True, dir_okay=False)],
    column: Annotated[str | None, typer.Option(help="The phone column; found if not given.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would happen; change nothing.")] = False,
    org: Org = None,
    as_json: Json = False,
) -> None:
    """Replace the members of a static audience by the contacts that have the numbers of a file."""
    from gomobile.accounts.caller import Actor
    from gomobile.audiences import service
    from gomobile.audiences.presenter import refreshed_json
    from gomobile.imports import service as imports
    from gomobile.settings import Settings

    with transaction() as conn, file.open("rb") as source:
        owner, audience = _found(conn, org, name)
        numbers = imports.read_phones(Settings.from_env(), source, file.name, column)
        done = service.refresh_by_phones(conn, owner, Actor("system"), audience.id, numbers, dry_run=dry_run)
    if as_json:
        print_json(refreshed_json(done, dry_run=dry_run))
        return
    print(f"{audience.name}: {'would be ' if dry_run else ''}refreshed by {done.given:,} rows.")
    table(None, ["Added", "Removed", "Kept", "Archived", "Unknown", "Invalid", "Duplicates"], [[
        f"{count:,}" for count in (
            done.added, done.removed, done.kept, done.archived, done.unknown, done.invalid, done.duplicates,
        )
    ]])  # fmt: skip
    if done.unknown:
        print(f"Unknown numbers are no contacts yet, such as {done.unknown_sample[0]}: gomobile import {file}")


def split(
    name: Name,
    parts: Annotated[int, typer.Argument(help="2 to 20.")],
    part: Annotated[list[str] | None, typer.Option(help="Name of a part; once for each.")] = None,
    seed: Annotated[str | None, typer.Option(help="The same seed makes the same parts.")] = None,
    org: Org = None,
    as_json: Json = False,
) -> None:
    """Make static audiences that together have the members, each of them once, by chance."""
    from gomobile.accounts.caller import Actor
    from gomobile.audiences import service
    from gomobile.audiences.presenter import audience_json

    with transaction() as conn:
        owner, audience = _found(conn, org, name)
        made = service.split(conn, owner.id, Actor("system"), audience.id, parts, names=part, seed=seed)
    if as_json:
        print_json([audience_json(one) for one in made])
    else:
        table(None, ["Name", "Contacts", "Id"], [[one.name, f"{one.contacts:,}", one.id] for one in made])


def delete(name: Name, org: Org = None, as_json: Json = False) -> None:
    """Take an audience out of use; the contacts stay, and `restore` brings it back."""
    from gomobile.accounts.caller import Actor
    from gomobile.audiences import service
    from gomobile.audiences.presenter import audience_json

    with transaction() as conn:
        owner, audience = _found(conn, org, name)
        deleted = service.delete(conn, owner.id, Actor("system"), audience.id)
    if as_json:
        print_json(audience_json(deleted))
    else:
        print(f"Deleted {deleted.name}. To bring it back: gomobile audience restore {deleted.id}")


def restore(
    id: Annotated[UUID, typer.Argument(help="Its id.")],
    org: Org = None,
    as_json: Json = False,
) -> None:
    """Bring a deleted audience back with its members."""
    from gomobile.accounts.caller import Actor
    from gomobile.audiences import service

    with transaction() as conn:
        restored = service.restore(conn, organization(conn, org), Actor("system"), id)
    _tell(restored, as_json)


def export(
    name: Name,
    file: Annotated[Path, typer.Argument(help="File to write; - for standard output.")],
    format: Annotated[str | None, typer.Option(help="csv, xlsx, jsonl or parquet; from the name if not given.")] = None,
    columns: Annotated[list[str] | None, typer.Option("--columns", "-c", help="Separated by commas.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the file if there is one.")] = False,
    org: Org = None,
    as_json: Json = False,
) -> None:
    """Write the present members into a file."""
    from gomobile.cli.export import check_file, write_export
    from gomobile.contacts.contact_filter import ContactFilter
    from gomobile.exports.request import ExportRequest, column_names

    chosen = check_file(file, format, force=force)
    with conninfo() as found:
        with transaction(found) as conn:
            _, audience = _found(conn, org, name)
        asked = ExportRequest(
            format=chosen, columns=column_names(columns or ()), contacts=ContactFilter(audience_id=audience.id)
        )
        write_export(found, org, file, asked, as_json=as_json)


def templates(as_json: Json = False) -> None:
    """List ready-made rules for live audiences."""
    from gomobile.audiences.presenter import template_json
    from gomobile.audiences.templates import TEMPLATES

    if as_json:
        print_json([template_json(one) for one in TEMPLATES])
        return
    rows = [
        [one.id, ", ".join(p.name if p.required else f"{p.name}={p.default}" for p in one.parameters), one.description]
        for one in TEMPLATES
    ]
    table(None, ["Template", "Parameters", "Who"], rows)


def _found(conn: Connection, org: str | None, name: str) -> tuple[Organization, Audience]:
    from gomobile.audiences import service

    owner = organization(conn, org)
    found = service.find(conn, owner.id, name)
    about(found.id)
    return owner, found


def _tell(audience: Audience, as_json: bool) -> None:
    from gomobile.audiences.presenter import audience_json

    if as_json:
        print_json(audience_json(audience))
        return
    print(f"{audience.name} ({audience.type}, {audience.status}): {audience.contacts:,} contacts. {audience.id}")
    if audience.description:
        print(audience.description)


def _explain(node: ExplainedGroup | ExplainedCondition, depth: int) -> None:
    answer = {True: "holds", False: "does not hold", None: "unknown"}[node["matches"]]
    if "conditions" in node:
        print(f"{'  ' * depth}{node['logic']}: {answer}")
        for child in node["conditions"]:
            _explain(child, depth + 1)
        return
    import json

    asked = [node["field"], node["operator"]]
    if (expected := node.get("expected")) is not None:
        asked.append(json.dumps(expected, ensure_ascii=False))
    print(f"{'  ' * depth}{' '.join(asked)}: {answer}, has {json.dumps(node.get('value'), ensure_ascii=False)}")


def _parameters(given: list[str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for text in given:
        name, separator, value = text.partition("=")
        if not separator:
            raise typer.BadParameter(f"{text!r} is not NAME=VALUE.", param_hint="--parameter")
        values[name] = int(value) if value.isascii() and value.isdigit() else value
    return values


def _json(text: str) -> Any:
    import json

    if text.startswith("@"):
        try:
            text = Path(text[1:]).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise typer.BadParameter(f"{text[1:]} cannot be read: {error}", param_hint="--rules") from error
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise typer.BadParameter(f"This is not JSON: {error}", param_hint="--rules") from error


def _unknown(unknown: list[str]) -> str:
    return f" Unknown: {', '.join(unknown)}." if unknown else ""


def _fail_for(unknown: list[str]) -> None:
    if unknown:
        raise typer.Exit(1)
