"""`gomobile attribute`: custom attributes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from gomobile.cli.context import Json, Org, organization, print_json, table, transaction
from gomobile.cli.recording import about

if TYPE_CHECKING:
    from uuid import UUID

    from gomobile.attributes.definition import Definition
    from gomobile.db.pool import Connection

_TYPES = "text, number, boolean, date, phone_number, email, url, datetime or enum."
Name = Annotated[str, typer.Argument(help="Its name (account_balance) or display name (Account balance).")]
Description = Annotated[str | None, typer.Option(help="What it is for, 1 to 256 characters.")]


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(help="Custom attributes: define, list, change, archive.", no_args_is_help=True)
    app.add_typer(group, name="attribute")
    group.command("create")(create)
    group.command("list")(list_)
    group.command("update")(update)
    group.command("usage")(usage)
    group.command("archive")(archive)
    group.command("restore")(restore)


def create(
    display_name: Annotated[str, typer.Argument(metavar="NAME", help="What people call it, 3 to 64 characters.")],
    type: Annotated[str, typer.Option(help=_TYPES)] = "text",
    option: Annotated[list[str] | None, typer.Option(help="An option of an enum; once for each.")] = None,
    description: Description = None,
    identifying: Annotated[
        bool, typer.Option("--identifying", help="Scans for duplicates compare it, as a date of birth.")
    ] = False,
    org: Org = None,
    as_json: Json = False,
) -> None:
    """Define an attribute. Contacts hold its values under a name made from NAME."""
    from gomobile.attributes import service
    from gomobile.attributes.presenter import attribute_json

    with transaction() as conn:
        made = service.create(
            conn,
            organization(conn, org).id,
            display_name,
            type,  # type: ignore[arg-type]  # checked there
            description=description,
            options=option or (),
            identifying=identifying,
        )
        about(made.id)
    if as_json:
        print_json(attribute_json(made))
    else:
        print(f"Created {made.display_name} ({made.type}). Map a column to it with customAttributes.{made.name}")


def list_(
    archived: Annotated[bool, typer.Option("--archived", help="Show archived ones too.")] = False,
    org: Org = None,
    as_json: Json = False,
) -> None:
    """List the attributes in the order of their creation."""
    from gomobile.attributes import service
    from gomobile.attributes.presenter import attribute_json

    with transaction() as conn:
        found = service.list_definitions(conn, organization(conn, org).id, archived=archived)
    if as_json:
        print_json([attribute_json(one) for one in found])
        return
    columns = ["Name", "Display name", "Type", "Options", "Description", *(["Archived"] if archived else [])]
    rows = [
        [
            one.name,
            one.display_name,
            one.type,
            _labels(one),
            one.description,
            *([one.deleted_at] if archived else []),
        ]
        for one in found
    ]
    table(None, columns, rows)


def update(
    name: Name,
    description: Description = None,
    add_option: Annotated[list[str] | None, typer.Option(help="Label of a new option; once for each.")] = None,
    rename_option: Annotated[
        list[str] | None, typer.Option(help="ID=LABEL; once for each.", metavar="ID=LABEL")
    ] = None,
    archive_option: Annotated[list[str] | None, typer.Option(help="Id of an option; once for each.")] = None,
    identifying: Annotated[
        bool | None, typer.Option("--identifying/--not-identifying", help="Whether scans for duplicates compare it.")
    ] = None,
    org: Org = None,
    as_json: Json = False,
) -> None:
    """Change the description or the options of an attribute. Contacts are not touched."""
    from gomobile.attributes import service
    from gomobile.attributes.options import OptionChange
    from gomobile.attributes.presenter import attribute_json

    changes: dict[str, OptionChange] = {}
    for text in rename_option or ():
        id, separator, label = text.partition("=")
        if not separator:
            raise typer.BadParameter(f"{text!r} is not ID=LABEL.", param_hint="--rename-option")
        changes[id] = OptionChange(id, label=label)
    for id in archive_option or ():
        label = changes[id].label if id in changes else None
        changes[id] = OptionChange(id, label=label, archived=True)
    added = [OptionChange(label=label) for label in add_option or ()]
    with transaction() as conn:
        owner, found = _found(conn, org, name)
        options: list[OptionChange] = []
        if changes or added:
            # Those that are named come first: naming all of them, in their order, keeps it.
            named = [changes.pop(one.id, OptionChange(one.id)) for one in service.get(conn, owner, found).options]
            options = [*named, *changes.values(), *added]
        changed = service.update(
            conn,
            owner,
            found,
            description=service.UNSET if description is None else description,
            options=options,
            identifying=identifying,
        )
    if as_json:
        print_json(attribute_json(changed))
    else:
        print(f"{changed.display_name} ({changed.type}){': ' if changed.options else ''}{_labels(changed)}")


def usage(name: Name, org: Org = None, as_json: Json = False) -> None:
    """Show how many contacts hold a value, in all and for each option, and which live audiences ask for it."""
    from gomobile.attributes import service
    from gomobile.attributes.presenter import usage_json

    with transaction() as conn:
        found = service.usage(conn, *_found(conn, org, name))
    if as_json:
        print_json(usage_json(found))
        return
    print(f"{found.definition.display_name}: {_contacts(found.contacts)} a value.")
    if found.options:
        rows = [[used.option.id, used.option.label, f"{used.contacts:,}"] for used in found.options]
        table(None, ["Option", "Label", "Contacts"], rows)
    if found.audiences:
        print(f"Live audiences that ask for it: {', '.join(name for _, name in found.audiences)}.")


def archive(name: Name, org: Org = None, as_json: Json = False) -> None:
    """Hide an attribute and its values. Contacts keep them: `gomobile attribute restore` brings them back."""
    from gomobile.attributes import service
    from gomobile.attributes.presenter import attribute_json

    with transaction() as conn:
        owner, id = _found(conn, org, name)
        contacts = service.usage(conn, owner, id).contacts
        archived = service.archive(conn, owner, id)
    if as_json:
        print_json(attribute_json(archived) | {"contactCount": contacts})
    else:
        print(f"Archived {archived.display_name}: {_contacts(contacts)} a value that is hidden now.")
        print(f"To bring it back: gomobile attribute restore {archived.name}")


def restore(name: Name, org: Org = None, as_json: Json = False) -> None:
    """Bring an archived attribute back, with the values that contacts kept."""
    from gomobile.attributes import service
    from gomobile.attributes.presenter import attribute_json

    with transaction() as conn:
        owner, id = _found(conn, org, name)
        restored = service.restore(conn, owner, id)
    if as_json:
        print_json(attribute_json(restored))
    else:
        print(f"Restored {restored.display_name}.")


def _found(conn: Connection, org: str | None, name: str) -> tuple[UUID, UUID]:
    """The organization and the attribute that a command means."""
    from gomobile.attributes import service

    owner = organization(conn, org).id
    found = service.find(conn, owner, name).id
    about(found)
    return owner, found


def _labels(definition: Definition) -> str:
    return ", ".join(
        f"{option.id} = {option.label}" + (" (archived)" if option.archived else "") for option in definition.options
    )


def _contacts(count: int) -> str:
    return "1 contact holds" if count == 1 else f"{count:,} contacts hold"
