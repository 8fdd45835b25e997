"""The value of a field as SQL over a row `c` of contacts: NULL where it is not set or does not fit its type. Pure."""

from __future__ import annotations

from psycopg import sql

from gomobile.segments.binding import Binder, fill
from gomobile.segments.fields import Field

_SPECIAL = {
    "display_name": sql.SQL(
        "coalesce(nullif(c.full_name, ''),"
        " nullif(concat_ws(' ', nullif(c.first_name, ''), nullif(c.last_name, '')), ''))"
    ),
    "phone_key": sql.SQL("c.phone_key"),
    "created_at": sql.SQL("uuid_extract_timestamp(c.id)"),
    "updated_at": sql.SQL("c.updated_at"),
    "archived": sql.SQL("(c.archived_at IS NOT NULL)"),
    "time_zone": sql.SQL("contact_time_zone(c.phone_key, NULL)"),
}


def value_of(field: Field, bind: Binder) -> sql.Composable:
    """The value of a column or an attribute, of the SQL type of the field's kind."""
    if field.source == "attribute":
        return _attribute(field, bind)
    return _SPECIAL.get(field.key) or fill("nullif(c.{column}, '')", column=sql.Identifier(field.key))


def _attribute(field: Field, bind: Binder) -> sql.Composable:
    slug = bind.of_contact(field.key, "text")
    match field.kind:
        case "number":
            number = (
                "CASE WHEN jsonb_typeof(c.attributes -> {slug}) = 'number' THEN (c.attributes -> {slug})::numeric END"
            )
            return bind.once(fill(number, slug=slug))
        case "boolean":
            return fill("CASE c.attributes ->> {slug} WHEN 'true' THEN true WHEN 'false' THEN false END", slug=slug)
        case "date":
            return bind.once(fill("date_value(c.attributes ->> {slug})", slug=slug))
        case "datetime":
            return bind.once(fill("moment_value(c.attributes ->> {slug})", slug=slug))
        case _:
            return fill("nullif(c.attributes ->> {slug}, '')", slug=slug)
