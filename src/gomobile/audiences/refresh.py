"""Replace the members of a static audience by those of a list, for who segments elsewhere.

A list of 100,000 numbers is normalised as a column, compared with the members by one statement and written by two: no
work per row in Python.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

import polars as pl

from gomobile.accounts.caller import Actor, Organization
from gomobile.audiences import answers, locking, membership, store
from gomobile.db.pool import Connection
from gomobile.phones.vectorized import normalize_series

SAMPLE = 20
"""How many of the unknown and of the invalid entries are shown."""


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What became of a list: `given` = added + kept + archived + unknown + invalid + duplicates.

    removed: members that were not on it
    archived: contacts on the list that are archived; they enter when they come back
    unknown: numbers and ids that no contact has, or one in the trash, the first of them in `unknown_sample`
    invalid: entries that are no number, the first of them in `invalid_sample` with the code of what is wrong
    duplicates: entries about a contact that an earlier entry is about
    version: of the audience afterwards
    """

    given: int
    added: int
    removed: int
    kept: int
    archived: int
    unknown: int
    unknown_sample: list[str]
    invalid: int
    invalid_sample: list[answers.InvalidEntry]
    duplicates: int
    version: int


def refresh_by_phones(
    conn: Connection,
    organization: Organization,
    actor: Actor,
    id: UUID,
    numbers: pl.Series,
    *,
    dry_run: bool = False,
    versions: Collection[int] | None = None,
) -> Refreshed:
    """Make the contacts that have these numbers the members, in any spelling; the others leave as `replaced`.

    Raises AudienceNotFound, AudienceIsLive, PreconditionFailed, or AudienceBusy when somebody else is at it.
    """
    version = locking.lock_to_replace(conn, organization.id, id, versions).version
    read = normalize_series(numbers, organization.default_region).with_columns(given=numbers.cast(pl.String))
    wrong = read.filter(pl.col("error").is_not_null())
    keys = read.filter(pl.col("error").is_null()).unique("key", keep="first", maintain_order=True)
    found = store.compare_phones(conn, organization.id, id, keys["key"].to_list())
    listed = len(found.entering) + found.kept + len(found.archived)
    refreshed = Refreshed(
        given=len(numbers),
        added=len(found.entering),
        removed=len(found.leaving),
        kept=found.kept,
        archived=len(found.archived),
        unknown=found.unknown,
        unknown_sample=keys["given"].gather([at - 1 for at in found.unknown_sample]).to_list(),
        invalid=wrong.height,
        invalid_sample=[{"value": value, "code": code} for value, code in wrong["given", "error"].head(SAMPLE).rows()],
        duplicates=len(numbers) - wrong.height - listed - found.unknown,
        version=version,
    )
    return refreshed if dry_run else _write(conn, organization.id, actor, id, found, refreshed)


def refresh_by_ids(
    conn: Connection,
    org_id: UUID,
    actor: Actor,
    id: UUID,
    contacts: Sequence[UUID],
    *,
    dry_run: bool = False,
    versions: Collection[int] | None = None,
) -> Refreshed:
    """Make these contacts the members. As `refresh_by_phones`."""
    version = locking.lock_to_replace(conn, org_id, id, versions).version
    distinct = list(dict.fromkeys(contacts))
    found = store.compare_contacts(conn, org_id, id, distinct)
    refreshed = Refreshed(
        given=len(contacts),
        added=len(found.entering),
        removed=len(found.leaving),
        kept=found.kept,
        archived=len(found.archived),
        unknown=found.unknown,
        unknown_sample=[str(distinct[at - 1]) for at in found.unknown_sample],
        invalid=0,
        invalid_sample=[],
        duplicates=len(contacts) - len(distinct),
        version=version,
    )
    return refreshed if dry_run else _write(conn, org_id, actor, id, found, refreshed)


def _write(
    conn: Connection, org_id: UUID, actor: Actor, id: UUID, found: store.Comparison, refreshed: Refreshed
) -> Refreshed:
    listed, others = [*found.entering, *found.archived], [*found.leaving, *found.returning]
    live, away = map(set, membership.lock_known(conn, org_id, [*listed, *others]))
    # By what they are now: somebody may have archived, restored or deleted them since they were compared.
    entered = membership.enter(conn, org_id, actor, id, [one for one in listed if one in live])
    left = membership.leave(conn, org_id, actor, id, others, "replaced")
    awaited = membership.let_return(conn, org_id, actor, id, [one for one in found.archived if one in away])
    dropped = membership.stop_return(conn, org_id, actor, id, [one for one in others if one in away], "replaced")
    if not (entered or left or awaited or dropped):
        return refreshed
    version = store.touch(conn, org_id, actor, id)
    gone = sum(one not in live for one in found.entering)
    back = sum(one in live for one in found.archived)
    return replace(
        refreshed,
        version=version,
        added=refreshed.added - gone + back,
        archived=refreshed.archived - back,
        unknown=refreshed.unknown + gone,
    )
