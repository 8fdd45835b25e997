"""`POST /contact/upsert`: many contacts at once, each created or, where its number is known, updated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

import polars as pl

from gomobile.accounts.caller import Actor, Organization
from gomobile.attributes import service as attributes
from gomobile.attributes.messages import reportable
from gomobile.contacts import store
from gomobile.contacts.answers import EntryStatus
from gomobile.contacts.batch_fields import BatchFields, check_fields
from gomobile.contacts.batch_values import check_values
from gomobile.contacts.checks import PHONE, cleared, several_numbers
from gomobile.contacts.fields import ATTRIBUTES_BIT
from gomobile.contacts.numbers.aliases import find_aliases
from gomobile.contacts.upsert import FRAME_COLUMNS, Outcome, upsert
from gomobile.db.pool import Connection
from gomobile.errors import FieldError
from gomobile.http.answers import FieldProblem
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

    status: list[EntryStatus]
    keys: dict[int, str] = field(default_factory=dict)
    superseded: dict[int, int] = field(default_factory=dict)
    problems: list[tuple[int, FieldError]] = field(default_factory=list)
    attribute_errors: list[tuple[int, FieldProblem]] = field(default_factory=list)
    warnings: list[tuple[int, FieldProblem]] = field(default_factory=list)

    def count(self, *status: EntryStatus) -> int:
        """How many have one of these."""
        return sum(map(self.status.count, status))


def upsert_batch(conn: Connection, organization: Organization, actor: Actor, data: Sequence[object]) -> Batch:
    """Create or update each contact of `data`, the `data` of a request body.

    Contacts that have a problem are left out and reported, the others are written. Of several with one number
    the last wins. May raise psycopg.errors.DeadlockDetected: repeat the transaction.
    """
    batch = Batch(["failed"] * len(data))
    given = check_fields(data)
    batch.problems = given.problems
    phones = normalize_series(given.phones, organization.default_region)
    _note_phone_problems(given.phones, phones, batch)
    frame = _frame(given, phones)
    if batch.problems:
        failed = {index for index, _ in batch.problems}
        batch.warnings = [warning for warning in batch.warnings if warning[0] not in failed]
        frame = frame.filter(~pl.col("n").is_in(failed))
    batch.keys = dict(zip(frame["n"].to_list(), frame["phone_key"].to_list(), strict=True))
    frame = _without_superseded(frame, batch)
    frame = _with_values(conn, organization, given, frame, batch)
    # Sorted, so that two batches with the same numbers wait for each other instead of meeting in a deadlock.
    frame = frame.sort("phone_key").select(FRAME_COLUMNS)
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


def _note_phone_problems(given: pl.Series, phones: pl.DataFrame, batch: Batch) -> None:
    if phones["error"].null_count() < phones.height:
        for index, code in enumerate(phones["error"]):
            text = given[index] if code is not None else None
            if code is not None and text is not None:
                error = FieldError(PHONE, code, PhoneError.messages[code], {}, reportable(text))
                batch.problems.append((index, error))
        batch.problems.sort(key=lambda problem: problem[0])
    if phones["others"].null_count() < phones.height:
        for index, (used, others) in enumerate(zip(phones["used"], phones["others"], strict=True)):
            if others is not None:
                batch.warnings.append((index, several_numbers(used, others)))


def _frame(given: BatchFields, phones: pl.DataFrame) -> pl.DataFrame:
    columns = {column: phones[name] for column, name in _PHONE_COLUMNS.items()}
    frame = pl.DataFrame(columns | given.columns | {"clear": given.clear})
    return frame.with_row_index("n").with_columns(pl.col("n").cast(pl.Int32))


def _without_superseded(frame: pl.DataFrame, batch: Batch) -> pl.DataFrame:
    if frame["phone_key"].n_unique() == frame.height:
        return frame
    winners = frame.select("n", winner=pl.col("n").last().over("phone_key"))
    batch.superseded = dict(winners.filter(pl.col("n") != pl.col("winner")).iter_rows())
    for index in batch.superseded:
        batch.status[index] = "superseded"
    return frame.filter(winners["n"] == winners["winner"])


def _with_values(
    conn: Connection, organization: Organization, given: BatchFields, frame: pl.DataFrame, batch: Batch
) -> pl.DataFrame:
    """With the checked `attributes` of each row, and the bit in `clear` of those that clear one."""
    positions: list[int] = frame["n"].to_list()
    asked = [given.attributes[n] for n in positions]
    if not any(asked) and not given.clears_attributes:
        return frame.with_columns(attributes=pl.lit(None, pl.String))
    definitions = attributes.load_definitions(conn, organization.id)
    if given.clears_attributes:
        nothing = cleared(definitions)
        asked = [nothing if n in given.clears_attributes else one for n, one in zip(positions, asked, strict=True)]
    values = check_values(asked, definitions, attributes.api_format(organization))
    batch.attribute_errors = [(positions[at], error) for at, error in values.errors]
    bit = pl.when(values.clears).then(ATTRIBUTES_BIT).otherwise(0).cast(pl.Int32)
    return frame.with_columns(values.objects.alias("attributes"), pl.col("clear") | bit)


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
