"""`gomobile tag`: tags."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from gomobile.cli.contacts_given import Contacts, find_given
from gomobile.cli.context import Json, Org, organization, print_json, table, transaction
from gomobile.cli.recording import about

if TYPE_CHECKING:
    from gomobile.tags.service import Moved

Name = Annotated[str, typer.Argument(help="Its name, whatever case and accents, or its id.")]
Color = Annotated[str | None, typer.Option(help="Such as #1e88e5.")]


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(help="Tags: list, create, rename, delete; put them on contacts.", no_args_is_help=True)
    app.add_typer(group, name="tag")
    group.command("list")(list_)
    group.command("create")(create)
    group.command("rename")(rename)
    group.command("delete")(delete)
    group.command("add")(add)
    group.command("remove")(remove)


def list_(
    search: Annotated[str | None, typer.Option(help="Only those with this in name or description.")] = None,
    org: Org = None,
    as_json: Json = False,
) -> None:
    """List the tags by name, with their contacts."""
    from gomobile.tags import service
    from gomobile.tags.presenting import tag_json

    with transaction() as conn:
        found = service.list_tags(conn, organization(conn, org).id, search)
    if as_json:
        print_json([tag_json(one) for one in found])
        return
    rows = [[one.name, f"{one.contacts:,}", one.color, one.description, one.id] for one in found]
    table(None, ["Name", "Contacts", "Color", "Description", "Id"], rows)


def create(
    name: Annotated[str, typer.Argument(help="1 to 64 characters.")],
    color: Color = None,
    description: Annotated[str | None, typer.Option(help="1 to 256 characters.")] = None,
    org: Org = None,
    as_json: Json = False,
) -> None:
    """Define a tag."""
    from gomobile.accounts.caller import Actor
    from gomobile.tags import service
    from gomobile.tags.presenting import tag_json

    with transaction() as conn:
        owner = organization(conn, org)
        made = service.create(conn, owner.id, Actor("system"), name, color=color, description=description)
        about(made.id)
    if as_json:
        print_json(tag_json(made))
    else:
        print(f"Created the tag {made.name}.")


def rename(
    name: Name,
    new_name: Annotated[str, typer.Argument(help="1 to 64 characters.")],
    org: Org = None,
    as_json: Json = False,
) -> None:
    """Rename a tag. Contacts and rules keep it."""
    from gomobile.tags import service
    from gomobile.tags.presenting import tag_json

    with transaction() as conn:
        owner = organization(conn, org)
        changed = service.update(conn, owner.id, service.find(conn, owner.id, name).id, name=new_name)
        about(changed.id)
    if as_json:
        print_json(tag_json(changed))
    else:
        print(f"The tag is {changed.name} now.")


def delete(
    name: Name,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    org: Org = None,
    as_json: Json = False,
) -> None:
    """Delete a tag and take it off its contacts; there is no way back."""
    from gomobile.accounts.caller import Actor
    from gomobile.tags import service

    with transaction() as conn:
        owner = organization(conn, org)
        found = service.find(conn, owner.id, name)
        if not yes and not as_json:
            typer.confirm(f"Delete the tag {found.name}, which {found.contacts:,} contacts have?", abort=True)
        tag, done = service.delete(conn, owner.id, Actor("system"), found.id)
        about(tag.id)
    if as_json:
        print_json({"id": tag.id, "name": tag.name, "contactCount": tag.contacts, "done": done})
    else:
        print(f"Deleted {tag.name}." if done else f"Deleted {tag.name}; contacts lose it in the background.")


def add(name: Name, contacts: Contacts, org: Org = None, as_json: Json = False) -> None:
    """Put a tag on contacts."""
    from gomobile.accounts.caller import Actor
    from gomobile.tags import service

    with transaction() as conn:
        owner = organization(conn, org)
        tag = service.find(conn, owner.id, name)
        ids, unknown = find_given(conn, owner, contacts)
        moved = service.add_contacts(conn, owner.id, Actor("system"), tag.id, ids)
    _tell(moved, unknown, "added", "alreadyTagged", as_json=as_json)


def remove(name: Name, contacts: Contacts, org: Org = None, as_json: Json = False) -> None:
    """Take a tag off contacts."""
    from gomobile.accounts.caller import Actor
    from gomobile.tags import service

    with transaction() as conn:
        owner = organization(conn, org)
        tag = service.find(conn, owner.id, name)
        ids, unknown = find_given(conn, owner, contacts)
        moved = service.remove_contacts(conn, owner.id, Actor("system"), tag.id, ids)
    _tell(moved, unknown, "removed", "notTagged", as_json=as_json)


def _tell(moved: Moved, unknown: list[str], changed: str, unchanged: str, *, as_json: bool) -> None:
    """What became of the contacts; exit code 1 when some are not known."""
    missing = [*map(str, moved.unknown), *unknown]
    if as_json:
        print_json({changed: len(moved.changed), unchanged: moved.unchanged, "unknown": missing})
    else:
        word = "had it already" if changed == "added" else "did not have it"
        print(f"{changed.capitalize()}: {len(moved.changed):,}; {moved.unchanged:,} {word}.")
        for one in missing:
            print(f"No such contact: {one}")
    if missing:
        raise typer.Exit(1)
