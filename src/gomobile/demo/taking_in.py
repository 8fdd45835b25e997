"""People come in: from files by imports, and day by day through the form on a website."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

import orjson
import polars as pl

from gomobile.accounts.caller import Actor
from gomobile.attributes import service as attributes
from gomobile.contacts.fields import CHANNELS, TEXT_FIELDS
from gomobile.contacts.upsert import CREATED_AT, FRAME_COLUMNS, upsert
from gomobile.db.pool import Connection, connect
from gomobile.demo import files
from gomobile.demo.files import File
from gomobile.demo.filling import Filling, Step
from gomobile.demo.inventing import TAKEN_IN
from gomobile.demo.person import Person, Source
from gomobile.imports import service as imports
from gomobile.imports.options import ImportOptions
from gomobile.phones.vectorized import normalize_series

_MAKERS: dict[Source, Callable[..., File]] = {
    "excel": files.workbook, "crm": files.crm_export, "arabic": files.arabic_list,
}  # fmt: skip
_DOING: dict[Source, str] = {
    "excel": "Importing a French workbook",
    "crm": "Importing the export of a CRM",
    "arabic": "Importing an Arabic list",
}
_MAPPINGS: dict[Source, str] = {"excel": "Office workbook", "crm": "HubSpot export"}
FAIR_VISITORS = 60


def import_steps(source: Source) -> tuple[Step, Step]:
    """Take in the file of a source, and import it as of the day on which it came."""

    def take_in(filling: Filling, conn: Connection) -> None:
        people = [person for person in filling.people if person.source == source]
        file = _MAKERS[source](filling.random(source), people)
        audience = filling.kept["audience/Customers of the CRM"] if source == "crm" else None
        _take_in(filling, conn, source, file, audience=audience)
        if name := _MAPPINGS.get(source):
            row = imports.get(conn, filling.org_id, filling.id(f"import/{source}"))
            columns = imports.mapping_from_json(row.columns)
            imports.save_mapping(conn, filling.org_id, name, columns, filling.actor)

    def run(filling: Filling) -> None:
        day = filling.demo.today - timedelta(days=TAKEN_IN[source])
        _run(filling, source, datetime.combine(day, time(9, 12), UTC))

    return Step(_DOING[source], write=take_in), Step(_DOING[source], work=run)


def form(filling: Filling, conn: Connection) -> None:
    """Everybody who filled in the form, each on their day, in one go through the door of the API."""
    people = [person for person in filling.people if person.source == "form"]
    definitions = attributes.load_definitions(conn, filling.org_id)
    format = attributes.api_format(filling.organization)
    phones = normalize_series(pl.Series([person.phone for person in people], dtype=pl.String), "MA")
    columns: dict[str, Any] = {
        "n": pl.int_range(len(people), dtype=pl.Int32, eager=True),
        "phone_key": phones["key"],
        "primary_phone": phones["used"],
        **{f"phone_{name}": phones[name] for name in ("status", "type", "region", "digits")},
    }
    for text in TEXT_FIELDS:
        columns[text.column] = pl.Series([_text(person, text.name) for person in people], dtype=pl.String)
    columns[CHANNELS.column] = pl.Series([_channels(person) for person in people], dtype=pl.String)
    objects = (attributes.apply(_values(person), definitions, format)[0] for person in people)
    columns["attributes"] = pl.Series([orjson.dumps(one).decode() for one in objects], dtype=pl.String)
    columns["clear"] = pl.zeros(len(people), dtype=pl.Int32, eager=True)
    moments = [int(person.created.timestamp() * 1000) for person in people]
    frame = pl.DataFrame(columns).select(FRAME_COLUMNS).with_columns(pl.Series(CREATED_AT, moments, dtype=pl.Int64))
    upsert(conn, filling.org_id, Actor("key", filling.id("key")), frame)


def take_in_balances(filling: Filling, conn: Connection) -> None:
    """The list of what customers owe by now."""
    known = [person for person in filling.people if person.source != "form"]
    file = files.balances(filling.random("balances"), known[: len(known) * 2 // 3], filling.demo.today)
    _take_in(filling, conn, "balances", file)


def run_balances(filling: Filling) -> None:
    """Import them, now: this is the import that can be undone."""
    _run(filling, "balances", None)


def take_in_fair(filling: Filling, conn: Connection) -> None:
    """A list that is taken in by mistake."""
    template = [person for person in filling.people if person.country == "MA"][:FAIR_VISITORS]
    free = _free_numbers(filling, len(template))
    people = [replace(one, phone=phone, mistyped=False) for one, phone in zip(template, free, strict=True)]
    _take_in(filling, conn, "fair", files.fair(filling.random("fair"), people))


def run_fair(filling: Filling) -> None:
    """Import it and take it back."""
    with connect(filling.conninfo, name="gomobile-demo") as conn:
        status = imports.get(conn, filling.org_id, filling.id("import/fair")).status
    if status not in ("undoing", "undone"):
        day = filling.demo.today - timedelta(days=33)
        _run(filling, "fair", datetime.combine(day, time(16, 5), UTC))
        with connect(filling.conninfo, name="gomobile-demo") as conn:
            imports.begin_undo(conn, filling.org_id, filling.actor, filling.id("import/fair"))
    if status != "undone":
        imports.undo(filling.conninfo, filling.settings, filling.org_id, filling.id("import/fair"))


def _take_in(filling: Filling, conn: Connection, name: str, file: File, *, audience: str | None = None) -> None:
    # The lists are Moroccan, wherever the organization is.
    options = ImportOptions(region="MA", audience_id=audience)
    source = io.BytesIO(file.content)
    taken = imports.upload(
        conn, filling.settings, filling.organization, filling.actor, source, file.name, options, dry_run=False
    )
    columns = [
        replace(one, field=file.fields[one.header], reason="chosen by hand") if one.header in file.fields else one
        for one in taken.columns
    ]
    row = imports.get(conn, filling.org_id, taken.id)
    imports.map_columns(conn, filling.organization, row, columns, options)
    filling.kept[f"import/{name}"] = str(taken.id)


def _run(filling: Filling, name: str, made_at: datetime | None) -> None:
    id = filling.id(f"import/{name}")
    with connect(filling.conninfo, name="gomobile-demo") as conn:
        if imports.get(conn, filling.org_id, id).status == "completed":
            return
    imports.run(filling.conninfo, filling.settings, filling.org_id, id, stop=filling.stop, made_at=made_at)


def _free_numbers(filling: Filling, count: int) -> list[str]:
    """Numbers that nobody among the people has."""
    from gomobile.demo.numbers import Numbers

    given = {person.phone for person in filling.people}
    numbers = Numbers(filling.random("free numbers"))
    found: list[str] = []
    while len(found) < count:
        if (phone := numbers.take("MA")) not in given:
            found.append(phone)
    return found


def _text(person: Person, field: str) -> str | None:
    texts: dict[str, str | None] = {
        "firstName": person.first, "lastName": person.last, "primaryEmail": person.email, "address": person.address,
        "city": person.city, "state": person.state, "zip": person.zip, "occupation": person.occupation,
        "gender": person.gender, "preferredChannel": "whatsapp" if person.vip else None,
    }  # fmt: skip
    return texts.get(field)


def _channels(person: Person) -> str:
    return "{call,sms,email}" if person.email else "{call,sms}"


def _values(person: Person) -> dict[str, object]:
    values: dict[str, object] = {
        "account_balance": person.balance, "due_date": str(person.due) if person.due else None, "plan": person.plan,
        "language": person.language, "vip": person.vip, "notes": person.notes, "company": person.company,
        "birthday": str(person.birthday) if person.birthday else None,
        "last_visit": person.last_visit.isoformat() if person.last_visit else None,
    }  # fmt: skip
    return {name: value for name, value in values.items() if value is not None}


def sources() -> Sequence[Source]:
    """The sources that come as files, the oldest first."""
    return sorted(_MAKERS, key=lambda source: -TAKEN_IN[source])
