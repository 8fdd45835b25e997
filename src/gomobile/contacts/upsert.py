"""Create or update many contacts in a few statements: the one door of the API, imports and sync.

Nothing is done per row in Python. Rows whose number nobody holds are copied straight into `contacts`, which costs what
PostgreSQL needs for its indexes and no more; the others are staged and merged by one statement that writes only what
differs.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

import polars as pl
from psycopg import errors as pg

from gomobile.accounts.caller import Actor
from gomobile.clock import now
from gomobile.contacts.fields import ATTRIBUTES_BIT, CHANNELS, TEXT_FIELDS
from gomobile.contacts.numbers.aliases import find_aliases, identities, load_aliases
from gomobile.contacts.reactions import contacts_changed
from gomobile.db.pool import Connection
from gomobile.db.queries import load
from gomobile.ids import Uuids, uuid7_hex

SQL = load("gomobile.contacts")

_VALUES: tuple[str, ...] = (
    "phone_key",
    "primary_phone",
    "phone_status",
    "phone_type",
    "phone_region",
    "phone_digits",
    *(text.column for text in TEXT_FIELDS),
    CHANNELS.column,
    "attributes",
)
# The columns of a frame of rows: `n` is the caller's position of the row, `clear` a mask of Field.bit.
FRAME_COLUMNS: tuple[str, ...] = ("n", *_VALUES, "clear")

_STAMPS = ("organization_id", "id", "created_by_kind", "created_by", "updated_by_kind", "updated_by", "updated_at")
# `given_key`: the number of the row, where that is a secondary one and `phone_key` the primary one of its contact.
_STAGE_COLUMNS = (*FRAME_COLUMNS, "given_key")
_COPY_STAGE = f"COPY contact_stage ({', '.join(_STAGE_COLUMNS)}) FROM STDIN (FORMAT csv)"
# The columns of ready_rows(), in order.
CONTACT_COLUMNS: tuple[str, ...] = (*_VALUES, *_STAMPS)
_COPY_CONTACTS = f"COPY contacts ({', '.join(CONTACT_COLUMNS)}) FROM STDIN (FORMAT csv)"
# Optional in a frame: when the contact of a row came to be, in Unix milliseconds, where that is not now. Only new
# contacts heed it. It is not of the API: an organization that is filled with invented people gets a past by it.
CREATED_AT = "created_at"


# Rows that are created and locked in one order whatever the plan would be: those of a request, of which several write
# the same contacts at once. The chunks of an import seldom do, are repeated after a deadlock, and take 15 % longer in
# order.
_ORDERED = 2_000


@dataclass(frozen=True, slots=True)
class Policy:
    """What may happen to values that a contact already has; masks of Field.bit, and attribute names."""

    fill: int = 0
    keep: int = 0
    fill_keys: Sequence[str] = ()
    keep_keys: Sequence[str] = ()


OVERWRITE = Policy()


@dataclass(slots=True)
class Outcome:
    """Positions (`n`) of the created and the updated rows; every other row was unchanged, unless it is superseded.

    `superseded`: the winner by the row that lost to it, because the two numbers are those of one contact.
    """

    created: set[int] = field(default_factory=set)
    updated: set[int] = field(default_factory=set)
    superseded: dict[int, int] = field(default_factory=dict)


def upsert(conn: Connection, org_id: UUID, actor: Actor, frame: pl.DataFrame, policy: Policy = OVERWRITE) -> Outcome:
    """Create, update or leave each row, inside the caller's transaction.

    `frame` has FRAME_COLUMNS, may have CREATED_AT, and is unique by phone_key; null means "leave as it is", a bit in
    `clear` "make it blank". A secondary number finds its contact and leaves its primary one alone; of several
    rows about one contact the one with the greatest `n` wins. Repeat the transaction after psycopg.errors.
    SerializationFailure, when another one created a number at the same moment (it is waited for, and updated then), and
    after DeadlockDetected, when another upsert holds the same numbers in another order.
    """
    outcome = Outcome()
    if frame.is_empty():
        return outcome
    conn.execute(SQL["plan_by_index"])
    fresh, known = _divided(conn, org_id, frame, outcome)
    if not fresh.is_empty():
        _create(conn, org_id, actor, fresh)
        outcome.created.update(fresh["n"].to_list())
    if not known.is_empty():
        _stage(conn, known)
        _merge(conn, org_id, actor, policy, outcome, known.height)
    return outcome


def preview(conn: Connection, org_id: UUID, frame: pl.DataFrame, policy: Policy = OVERWRITE) -> Outcome:
    """What upsert() would do with these rows at this moment, without doing it."""
    outcome = Outcome()
    if frame.is_empty():
        return outcome
    conn.execute(SQL["plan_by_index"])
    fresh, known = _divided(conn, org_id, frame, outcome)
    outcome.created.update(fresh["n"].to_list())
    if not known.is_empty():
        _stage(conn, known)
        row = conn.execute(SQL["preview_stage"], _arguments(org_id, policy)).fetchone()
        assert row is not None
        outcome.created.update(row[0])
        outcome.updated.update(row[1])
    return outcome


def _arguments(org_id: UUID, policy: Policy) -> dict[str, object]:
    return {
        "org_id": org_id,
        "fill": policy.fill,
        "keep": policy.keep,
        "fill_keys": list(policy.fill_keys),
        "keep_keys": list(policy.keep_keys),
    }


_NOT_AN_ALIAS = pl.lit(None, pl.String).alias("given_key")


def _divided(
    conn: Connection, org_id: UUID, frame: pl.DataFrame, outcome: Outcome
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows whose number nobody has, and the others under the primary number of their contact, with `given_key`."""
    held = _held(conn, org_id, frame["phone_key"])
    fresh = frame.filter(~held)
    known = frame.filter(held).with_columns(_NOT_AN_ALIAS)
    # After the look-up of primary numbers: what a merge makes secondary in between is found by one of the two.
    aliases = {} if fresh.is_empty() else find_aliases(conn, org_id, fresh["phone_key"])
    if not aliases:
        return fresh, known
    primary = {key: alias.primary_key for key, alias in aliases.items()}
    renamed = fresh.filter(pl.col("phone_key").is_in(list(primary))).with_columns(
        pl.col("phone_key").replace(primary), given_key=pl.col("phone_key")
    )
    fresh = fresh.filter(~pl.col("phone_key").is_in(list(primary)))
    known = _in_one_order(known, renamed).with_columns(winner=pl.col("n").max().over("phone_key"))
    lost = known.filter(pl.col("n") != pl.col("winner"))
    outcome.superseded.update(lost.select("n", "winner").iter_rows())
    return fresh, known.filter(pl.col("n") == pl.col("winner")).drop("winner")


def _in_one_order(*parts: pl.DataFrame) -> pl.DataFrame:
    """All rows by number: two upserts of the same contacts wait for each other instead of meeting in a deadlock."""
    return pl.concat(parts).sort("phone_key")


def _held(conn: Connection, org_id: UUID, keys: pl.Series) -> pl.Series:
    """A mask of the rows whose number a live contact holds."""
    rows = conn.execute(SQL["find_keys"], {"org_id": org_id, "keys": "\n".join(keys.to_list())}).fetchall()
    positions = pl.Series([row[0] for row in rows], dtype=pl.Int64)
    return pl.int_range(len(keys), eager=True).is_in(positions.implode())


def ready_rows(org_id: UUID, actor: Actor, rows: pl.DataFrame) -> pl.DataFrame:
    """New contacts as they are copied into the table: with identifiers in the order of the rows."""
    author = pl.lit(str(actor.id) if actor.id else None, pl.String)
    dated = CREATED_AT in rows.columns
    ids = uuid7_hex(rows.height, rows[CREATED_AT].to_numpy() if dated else None)
    # The identifiers tell when the contacts were created: they are changed no earlier.
    updated_at = pl.from_epoch(CREATED_AT, "ms").dt.strftime("%FT%T%.3fZ") if dated else pl.lit(now().isoformat())
    ready = rows.select(
        *_VALUES[:-1],
        pl.col("attributes").fill_null("{}"),
        pl.lit(str(org_id)).alias("organization_id"),
        pl.Series("id", ids.astype("U32")),
        pl.lit(actor.kind).alias("created_by_kind"),
        author.alias("created_by"),
        pl.lit(actor.kind).alias("updated_by_kind"),
        author.alias("updated_by"),
        updated_at.alias("updated_at"),
    )
    if rows.select((pl.col("clear") & ATTRIBUTES_BIT != 0).any()).item():
        ready = ready.with_columns(pl.col("attributes").map_elements(_without_nulls, return_dtype=pl.String))
    return ready


def _create(conn: Connection, org_id: UUID, actor: Actor, rows: pl.DataFrame) -> None:
    """Copy new contacts in; raises SerializationFailure when another transaction took one of the numbers.

    Not gone on with as an update: the number of this transaction may be smaller than that of the other, and the change
    feed would tell the update before the creation.
    """
    ready = ready_rows(org_id, actor, rows)
    # Two requests that create the same numbers wait for each other in one order, instead of meeting in a deadlock.
    copied = ready.sort("phone_key") if rows.height <= _ORDERED else ready
    try:
        _copy(conn, _COPY_CONTACTS, copied)
    except pg.UniqueViolation as error:
        raise pg.SerializationFailure("one of these numbers was created at the same moment") from error
    scope = {"org_id": org_id, "actor_kind": actor.kind, "actor": actor.id}
    ids = ready["id"].to_list()
    conn.execute(SQL["announce"], {**scope, "kind": "created", "contact_ids": "{" + ",".join(ids) + "}"})
    conn.execute(SQL["count_live"], {"org_id": org_id, "live": rows.height})
    contacts_changed(conn, org_id, actor, "created", Uuids(ids))


def _without_nulls(attributes: str) -> str:
    import orjson

    return orjson.dumps({key: value for key, value in orjson.loads(attributes).items() if value is not None}).decode()


def _stage(conn: Connection, rows: pl.DataFrame) -> None:
    conn.execute(SQL["create_stage"])
    conn.execute(SQL["empty_stage"])
    _copy(conn, _COPY_STAGE, rows.select(_STAGE_COLUMNS))


def _copy(conn: Connection, statement: str, rows: pl.DataFrame) -> None:
    buffer = io.BytesIO()
    rows.write_csv(buffer, include_header=False)
    with conn.cursor() as cursor, cursor.copy(statement) as copy:  # type: ignore[arg-type]  # constants of this module
        copy.write(buffer.getbuffer())


def _merge(conn: Connection, org_id: UUID, actor: Actor, policy: Policy, outcome: Outcome, rows: int) -> None:
    arguments = {**_arguments(org_id, policy), "actor_kind": actor.kind, "actor": actor.id}
    while True:
        if rows <= _ORDERED:
            conn.execute(SQL["look_up_in_order"], {"others": "off"})
        row = conn.execute(SQL["merge_stage"], arguments).fetchone()
        if rows <= _ORDERED:
            conn.execute(SQL["look_up_in_order"], {"others": "on"})
        assert row is not None
        missing, changed, created_ids, updated_ids = row
        contacts_changed(conn, org_id, actor, "created", created_ids)
        contacts_changed(conn, org_id, actor, "updated", updated_ids)
        outcome.updated.update(changed)
        outcome.created.update(missing)
        if len(created_ids) == len(missing) and len(updated_ids) == len(changed):
            return
        # Between our snapshot and our locks others created some of the missing, or deleted or merged away some of the
        # changed: look for these anew, under whatever number their contact has by now.
        conn.execute(SQL["mark_lost"], {"org_id": org_id, "asked": [*missing, *changed]})
        conn.execute(SQL["follow_numbers"], {"org_id": org_id})
        superseded = dict(conn.execute(SQL["drop_superseded"]).fetchall())
        conn.execute(SQL["keep_lost"])
        lost = [n for (n,) in conn.execute(SQL["staged_positions"]).fetchall()]
        outcome.created.difference_update(lost, superseded)
        outcome.updated.difference_update(lost, superseded)
        outcome.superseded.update(superseded)


__all__ = [
    "CONTACT_COLUMNS",
    "FRAME_COLUMNS",
    "OVERWRITE",
    "Outcome",
    "Policy",
    "identities",
    "load_aliases",
    "preview",
    "ready_rows",
    "upsert",
]
