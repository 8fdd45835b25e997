"""Custom attributes of an organization: define, change, archive, and say who uses them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from psycopg import errors as pg

from gomobile.accounts.caller import Organization
from gomobile.attributes import store
from gomobile.attributes.checks import definition_problems, description_problem, options_not_applicable
from gomobile.attributes.contact_values import apply, entries, visible
from gomobile.attributes.definition import AttributeType, Definition, EnumOption
from gomobile.attributes.errors import AttributeArchived, AttributeExists, AttributeInUse, AttributeNotFound
from gomobile.attributes.options import OptionChange, change_options, new_options
from gomobile.attributes.slug import unique_slug
from gomobile.attributes.store import Holder
from gomobile.attributes.values import ValueFormat
from gomobile.db.pool import Connection
from gomobile.errors import InvalidInput, PreconditionFailed

__all__ = ["Definition", "OptionUsage", "Usage", "apply", "entries", "visible"]

_SAMPLE = 5
_ATTEMPTS = 10


class _Unset:
    """Marks an argument that was not given, where None means "clear"."""


UNSET = _Unset()


@dataclass(frozen=True, slots=True)
class OptionUsage:
    """How many live contacts hold an option."""

    option: EnumOption
    contacts: int


@dataclass(frozen=True, slots=True)
class Usage:
    """Who uses an attribute: live contacts with a value, in all and per enum option, a few of them, and the live
    audiences that name it.
    """

    definition: Definition
    contacts: int
    options: tuple[OptionUsage, ...]
    sample: tuple[Holder, ...]
    audiences: list[tuple[UUID, str]]


def api_format(organization: Organization) -> ValueFormat:
    """How values in JSON bodies are read: a decimal point, the organization's time zone and phone region."""
    return ValueFormat(decimal=".", time_zone=organization.timezone, region=organization.default_region)


def load_definitions(conn: Connection, org_id: UUID) -> dict[str, Definition]:
    """Every definition by name, archived ones included, in the order of creation: one indexed read."""
    return {found.name: found for found in store.list_definitions(conn, org_id, archived=True)}


def list_definitions(conn: Connection, org_id: UUID, *, archived: bool = False) -> list[Definition]:
    """The definitions in the order of creation; the archived ones only when asked for."""
    return store.list_definitions(conn, org_id, archived=archived)


def get(conn: Connection, org_id: UUID, id: UUID) -> Definition:
    """One definition, archived or not. Raises AttributeNotFound."""
    found = store.get_definition(conn, org_id, id)
    if found is None:
        raise AttributeNotFound
    return found


def find(conn: Connection, org_id: UUID, name: str) -> Definition:
    """One definition by its name or display name, archived or not. Raises AttributeNotFound."""
    found = load_definitions(conn, org_id).get(name) or store.find_by_display_name(conn, org_id, name)
    if found is None:
        raise AttributeNotFound(f"There is no custom attribute {name!r} in this organization.")
    return found


def create(
    conn: Connection,
    org_id: UUID,
    display_name: str,
    type: AttributeType,
    *,
    description: str | None = None,
    options: Sequence[str] = (),
    identifying: bool = False,
    actor: UUID | None = None,
) -> Definition:
    """Define an attribute; its name is made from `display_name`, `options` are the labels of an enum.

    Raises InvalidInput naming each refused field, or AttributeExists naming the one in the way.
    """
    display_name = display_name.strip()
    problems = definition_problems(display_name, type, description, options)
    chosen: tuple[EnumOption, ...] = ()
    try:
        chosen = new_options(options)
    except InvalidInput as refused:
        problems += refused.errors
    if problems:
        raise InvalidInput(problems)
    existing = None
    for _ in range(_ATTEMPTS):  # another transaction may take the name between the look and the insert
        existing = store.find_by_display_name(conn, org_id, display_name)
        if existing is not None:
            break
        made = store.insert_definition(
            conn,
            org_id,
            name=unique_slug(display_name, store.taken_names(conn, org_id)),
            display_name=display_name,
            description=description,
            type=type,
            options=chosen,
            identifying=identifying,
            actor=actor,
        )
        if made is not None:
            return made
    raise _exists(existing, display_name)


def update(
    conn: Connection,
    org_id: UUID,
    id: UUID,
    *,
    description: str | _Unset | None = UNSET,
    options: Sequence[OptionChange] = (),
    identifying: bool | None = None,
    versions: Collection[int] | None = None,
    actor: UUID | None = None,
) -> Definition:
    """Change the description (None clears it), the options of an enum, and whether it is identifying (None: as it is);
    contacts are not touched.

    `versions` are those that the caller accepts to change, None for any. Raises AttributeNotFound,
    AttributeArchived, PreconditionFailed or InvalidInput.
    """
    current = _locked(conn, org_id, id, versions)
    if current.archived:
        raise AttributeArchived(id=current.id, name=current.name)
    changed = current
    if not isinstance(description, _Unset):
        if problem := description_problem(description):
            raise InvalidInput([problem])
        changed = replace(changed, description=description)
    if identifying is not None:
        changed = replace(changed, identifying=identifying)
    if options:
        if current.type != "enum":
            raise InvalidInput([options_not_applicable(current.type)])
        changed = replace(changed, options=change_options(current.options, options))
    if changed == current:
        return current
    return store.update_definition(conn, org_id, changed, actor)


def archive(
    conn: Connection,
    org_id: UUID,
    id: UUID,
    *,
    versions: Collection[int] | None = None,
    actor: UUID | None = None,
) -> Definition:
    """Hide an attribute and its values, which contacts keep until `restore`.

    Raises AttributeNotFound, PreconditionFailed, or AttributeInUse naming the audiences.
    """
    current = _locked(conn, org_id, id, versions)
    if current.archived:
        return current
    if used := store.users(conn, org_id, current.name):
        names = ", ".join(f'"{name}"' for _, name in used[:5])
        raise AttributeInUse(
            f"The rules of live audiences name this attribute: {names}; change them first.",
            audiences=[{"id": audience, "name": name} for audience, name in used],
        )
    return store.set_archived(conn, org_id, id, archived=True, actor=actor)


def restore(conn: Connection, org_id: UUID, id: UUID, *, actor: UUID | None = None) -> Definition:
    """Bring an archived attribute back with its values. Raises AttributeNotFound or AttributeExists."""
    current = _locked(conn, org_id, id)
    if not current.archived:
        return current
    try:
        with conn.transaction():
            return store.set_archived(conn, org_id, id, archived=False, actor=actor)
    except pg.UniqueViolation as error:
        raise _exists(
            store.find_by_display_name(conn, org_id, current.display_name),
            current.display_name,
            "archive that one before this one is restored",
        ) from error


def usage(conn: Connection, org_id: UUID, id: UUID) -> Usage:
    """Who would lose sight of a value by archiving, and what keeps it from that: exact, 0.2 s at a million contacts,
    each read once.
    """
    definition = get(conn, org_id, id)
    per_option: tuple[OptionUsage, ...] = ()
    if definition.type == "enum":
        held = store.count_option_holders(conn, org_id, definition.name)
        per_option = tuple(OptionUsage(option, held.get(option.id, 0)) for option in definition.options)
        contacts = sum(held.values())
    else:
        contacts = store.count_holders(conn, org_id, definition.name)
    sample = store.sample_holders(conn, org_id, definition.name, _SAMPLE) if contacts else []
    return Usage(definition, contacts, per_option, tuple(sample), store.users(conn, org_id, definition.name))


def _locked(conn: Connection, org_id: UUID, id: UUID, versions: Collection[int] | None = None) -> Definition:
    found = store.get_definition(conn, org_id, id, lock=True)
    if found is None:
        raise AttributeNotFound
    if versions is not None and found.version not in versions:
        raise PreconditionFailed(version=found.version)
    return found


def _exists(
    existing: Definition | None, display_name: str, way_out: str = "use it or choose another name"
) -> AttributeExists:
    if existing is None:
        return AttributeExists(f'The name "{display_name}" was just taken; try again.')
    return AttributeExists(
        f'The attribute "{existing.display_name}" ({existing.type}, name {existing.name}) has this name; {way_out}.',
        existingAttributeId=existing.id,
        name=existing.name,
    )
