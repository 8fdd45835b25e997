"""The audit log: who did what to what, when and from where; appended, never changed."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from uuid import UUID

from gomobile.accounts.caller import Actor, Caller
from gomobile.audit import store
from gomobile.audit.entry import Entry, Facts, Line, plain
from gomobile.audit.store import Which
from gomobile.audit.verification import Verdict, check
from gomobile.clock import now
from gomobile.db.pool import Connection

_CHUNK = 2_000


def record(
    conn: Connection,
    who: Caller | Actor,
    action: str,
    *,
    subject_kind: str | None,
    subject_id: UUID | str | None,
    before: Facts | None = None,
    after: Facts | None = None,
    address: str | None = None,
    request_id: str | None = None,
    org_id: UUID | None = None,
    actor_name: str | None = None,
) -> None:
    """Append a line in the transaction of what it tells of. No personal data: contacts by id, numbers by phone hash.

    `org_id` is needed where `who` is an Actor. The organization's chain is locked until the transaction ends, so
    call it last. Raises TypeError for facts that JSON would not keep, such as fractions.
    """
    subject = None if subject_id is None else str(subject_id)
    entry = Entry(action, subject_kind, subject, before, after)
    record_all(conn, who, [entry], address=address, request_id=request_id, org_id=org_id, actor_name=actor_name)


def record_all(
    conn: Connection,
    who: Caller | Actor,
    entries: Sequence[Entry],
    *,
    address: str | None = None,
    request_id: str | None = None,
    org_id: UUID | None = None,
    actor_name: str | None = None,
) -> None:
    """Append several lines at once; see `record`."""
    if isinstance(who, Caller):
        org_id, actor = who.organization.id, who.actor
        # What is appended can never be erased: the names of people are looked up when the log is read.
        actor_name = who.name if who.kind == "key" else None
    else:
        actor = who
    if org_id is None:
        raise TypeError("an Actor alone does not tell the organization: give org_id")
    if not entries:
        return
    sequence, previous = store.lock_head(conn, org_id)
    for entry in entries:
        sequence += 1
        line = Line(
            organization_id=org_id,
            sequence=sequence,
            at=now(),
            action=entry.action,
            actor_kind=actor.kind,
            actor=actor.id,
            actor_name=actor_name,
            address=address,
            request_id=request_id,
            subject_kind=entry.subject_kind,
            subject_id=entry.subject_id,
            before=plain(entry.before),
            after=plain(entry.after),
            previous_hash=previous,
            hash=b"",
        )
        previous = line.expected_hash()
        store.append(conn, dataclasses.replace(line, hash=previous))


def find_lines(
    conn: Connection, org_id: UUID, which: Which, *, page: int, limit: int, before: int | None = None
) -> tuple[list[Line], int, int | None]:
    """A page of lines, newest first, how many there are in all, and the sequence that the next page goes on before."""
    offset = 0 if before is not None else (page - 1) * limit
    lines = store.list_lines(conn, org_id, which, before=before, limit=limit + 1, offset=offset)
    total = store.count_lines(conn, org_id, which)
    return lines[:limit], total, lines[limit - 1].sequence if len(lines) > limit else None


def all_lines(conn: Connection, org_id: UUID, which: Which) -> Iterator[Line]:
    """Every line that fits, newest first, read in chunks."""
    before: int | None = None
    while lines := store.list_lines(conn, org_id, which, before=before, limit=_CHUNK):
        yield from lines
        before = lines[-1].sequence


def verify(conn: Connection, org_id: UUID, expect: bytes | None = None) -> Verdict:
    """Compute the whole chain again; 100,000 lines take about two seconds.

    `expect` is a hash that was noted elsewhere earlier: it must still be in the chain, which also finds a log that
    was written anew from its beginning.
    """
    head = store.find_head(conn, org_id)

    def lines() -> Iterator[Line]:
        after = 0
        while chunk := store.read_chain(conn, org_id, after, head.last, _CHUNK):
            yield from chunk
            after = chunk[-1].sequence

    return check(lines(), head.sequence, head.hash, expect)
