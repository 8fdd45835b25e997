"""`POST /contact/upsert`: many contacts at once, each created or, where its number is known, updated."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import polars as pl

from gomobile.accounts.caller import Actor, Organization
from gomobile.attributes import service as attributes
from gomobile.attributes.messages import reportable
from gomobile.contacts import store
from gomobile.contacts.batch_values import BatchValues, check_values
from gomobile.contacts.checks import PHONE, Given, check, cleared, several_numbers
from gomobile.contacts.fields import ATTRIBUTES_BIT, CHANNELS, TEXT_FIELDS
from gomobile.contacts.numbers.aliases import find_aliases
from gomobile.contacts.upsert import FRAME_COLUMNS, Outcome, upsert
from gomobile.db.pool import Connection
from gomobile.errors import FieldError
from gomobile.phones.errors import PhoneError
from gomobile.phones.vectorized import normalize_series

_PHONE_COLUMNS = {
    "primary_phone": "used",
    "phone_key": "key",
    "phone_status": "status",
    "phone_type": "type",
    "phone_region": "region",
    "phone_digits": "digits",
}


@dataclass(slots=True)
class Batch:
    """What became of each contact of a request, by its index there.

    status: created, updated, unchanged, superseded (a later one of the same number won) or failed
    keys: the canonical number of each that did not fail
    problems: `(index, problem)`, every one of the contacts that failed
    attribute_errors, warnings: `(index, {field, value, code, message})` of contacts that did not
    """

    status: list[str]
    keys: dict[int, str] = field(default_factory=dict)
    superseded: dict[int, int] = field(default_factory=dict)
    problems: list[tuple[int, FieldError]] = field(default_factory=list)
    attribute_errors: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    warnings: list[tuple[int, dict[str, Any]]] = field(default_factory=list)

    def count(self, *status: str) -> int:
        """How many have one of these."""
        return sum(map(self.status.count, status))


def upsert_batch(conn: Connection, organization: Organization, actor: Actor, data: Sequence[object]) -> Batch:
    """Create or update each contact of `data`, the `data` of a request body.

    Contacts that have a problem are left out and reported, the others are written. Of several with one number
    the last wins. May raise psycopg.errors.DeadlockDetected: repeat the transaction.
    """
    batch = Batch(["failed"] * len(data))
    given = _check_all(data, batch)
    phones = normalize_series(pl.Series([one.phone for one in given], dtype=pl.String), organization.default_region)
    _note_phone_problems(given, phones, batch)
    failed = {index for index, _ in batch.problems}
    batch.warnings = [warning for warning in batch.warnings if warning[0] not in failed]
    frame = _frame(given, phones).filter(~pl.col("n").is_in(failed))
    batch.keys = dict(zip(frame["n"], frame["phone_key"], strict=True))
    frame = _without_superseded(frame, batch)
    values = _values(conn, organization, ((n, given[n]) for n in frame["n"]))
    batch.attribute_errors = values.errors
    # Sorted, so that two batches with the same numbers wait for each other instead of meeting in a deadlock.
    frame = _with_values(frame, values).sort("phone_key").select(FRAME_COLUMNS)
    _note(upsert(conn, organization.id, actor, frame), frame["n"], batch)
    assert len(batch.status) == batch.count("created", "updated", "unchanged", "superseded", "failed")
    return batch


def find_ids(conn: Connection, org_id: UUID, batch: Batch) -> dict[int, UUID]:
    """The contact of each index that did not fail, also where its number is a secondary one."""
    keys = sorted(set(batch.keys.values()))
    held = store.holders(conn, org_id, keys)
    if len(held) < len(keys):
        held |= {key: alias.contact_id for key, alias in find_aliases(conn, org_id, set(keys) - held.keys()).items()}
    return {index: held[key] for index, key in batch.keys.items() if key in held}


def _check_all(data: Sequence[object], batch: Batch) -> list[Given]:
    found = []
    for index, raw in enumerate(data):
        given, errors = check(raw, creates=True)
        found.append(given)
        if errors:
            batch.problems += [(index, error) for error in errors]
    return found


def _note_phone_problems(given: Sequence[Given], phones: pl.DataFrame, batch: Batch) -> None:
    if phones["error"].null_count() < phones.height:
        for index, code in enumerate(phones["error"]):
            text = given[index].phone
            if code is not None and text is not None:
                error = FieldError(PHONE, code, PhoneError.messages[code], {}, reportable(text))
                batch.problems.append((index, error))
        batch.problems.sort(key=lambda problem: problem[0])
    if phones["others"].null_count() < phones.height:
        for index, (used, others) in enumerate(zip(phones["used"], phones["others"], strict=True)):
            if others is not None:
                batch.warnings.append((index, several_numbers(used, others)))


def _frame(given: Sequence[Given], phones: pl.DataFrame) -> pl.DataFrame:
    columns: dict[str, Any] = {column: phones[name] for column, name in _PHONE_COLUMNS.items()}
    for text in TEXT_FIELDS:
        columns[text.column] = pl.Series([one.values.get(text.column) for one in given], dtype=pl.String)
    columns[CHANNELS.column] = pl.Series([_array(one) for one in given], dtype=pl.String)
    columns["clear"] = pl.Series([one.clear for one in given], dtype=pl.Int32)
    return pl.DataFrame(columns).with_row_index("n").with_columns(pl.col("n").cast(pl.Int32))


def _array(given: Given) -> str | None:
    """The channels as a PostgreSQL array literal."""
    channels = given.values.get(CHANNELS.column)
    if channels is None:
        return None
    escaped = (text.replace("\\", "\\\\").replace('"', '\\"') for text in channels)
    return "{" + ",".join(f'"{text}"' for text in escaped) + "}"


def _without_superseded(frame: pl.DataFrame, batch: Batch) -> pl.DataFrame:
    if frame["phone_key"].n_unique() == frame.height:
        return frame
    winners = frame.select("n", winner=pl.col("n").last().over("phone_key"))
    batch.superseded = dict(winners.filter(pl.col("n") != pl.col("winner")).iter_rows())
    for index in batch.superseded:
        batch.status[index] = "superseded"
    return frame.filter(winners["n"] == winners["winner"])


def _values(conn: Connection, organization: Organization, given: Iterable[tuple[int, Given]]) -> BatchValues:
    asked = [(n, one) for n, one in given if one.attributes or one.clears_attributes]
    if not asked:
        return BatchValues()
    definitions = attributes.load_definitions(conn, organization.id)
    nothing = cleared(definitions)
    return check_values(
        ((n, nothing if one.clears_attributes else one.attributes or {}) for n, one in asked),
        definitions,
        attributes.api_format(organization),
    )


def _with_values(frame: pl.DataFrame, values: BatchValues) -> pl.DataFrame:
    objects = pl.Series([values.objects.get(n) for n in frame["n"]], dtype=pl.String)
    clears = pl.Series([ATTRIBUTES_BIT if n in values.clearing else 0 for n in frame["n"]], dtype=pl.Int32)
    return frame.with_columns(attributes=objects, clear=pl.col("clear") | clears)


def _note(outcome: Outcome, positions: pl.Series, batch: Batch) -> None:
    for n in positions:
        batch.status[n] = "unchanged"
    for n in outcome.created:
        batch.status[n] = "created"
    for n in outcome.updated:
        batch.status[n] = "updated"
    if outcome.superseded:
        # Another number of the same contact, further down in the request.
        batch.superseded = {n: outcome.superseded.get(winner, winner) for n, winner in batch.superseded.items()}
        batch.superseded |= outcome.superseded
        for n in outcome.superseded:
            batch.status[n] = "superseded"
        batch.attribute_errors = [error for error in batch.attribute_errors if error[0] not in outcome.superseded]
