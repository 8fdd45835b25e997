"""Long works of an organization, whatever noun they belong to: list them, find one, stop one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from gomobile.accounts.caller import Caller
from gomobile.db.pool import Connection
from gomobile.errors import Forbidden
from gomobile.people import service as people
from gomobile.works.errors import JobNotCancellable, JobNotFound
from gomobile.works.registry import Source, source_of, sources
from gomobile.works.work import LongWork

__all__ = ["LongWork"]


def list_works(conn: Connection, caller: Caller, *, ended: bool, limit: int) -> list[LongWork]:
    """What the caller may see: the works that have not ended first, then, with `ended`, the others; newest first.

    One indexed query for each noun.
    """
    rows = limit if ended else 0
    found = [work for source in _seen_by(caller) for work in source.works_of(conn, caller.organization.id, rows)]
    shown = [work for work in found if work.active or ended]
    return sorted(shown, key=lambda work: (work.active, work.created_at, work.id), reverse=True)[:limit]


def list_moving(conn: Connection, org_id: UUID, also: Collection[tuple[str, UUID]]) -> list[LongWork]:
    """Every work that has not ended, those of `also` (kind and id) and the three newest of each noun, whoever may see
    them.
    """
    return [
        work
        for source in sources()
        for work in source.works_of(conn, org_id, 3, [id for kind, id in also if kind in source.kinds])
    ]


def get(conn: Connection, caller: Caller, kind: str, id: UUID) -> LongWork:
    """One work. Raises JobNotFound, or Forbidden where the caller's role is too small."""
    return _find(conn, _source(caller, kind), caller.organization.id, kind, id)


def cancel(conn: Connection, caller: Caller, kind: str, id: UUID) -> LongWork:
    """Stop a work at its next resting point; what it did stays. Raises JobNotFound or what its noun raises."""
    source = _source(caller, kind)
    org_id = caller.organization.id
    _find(conn, source, org_id, kind, id)
    if source.cancel is None:
        raise JobNotCancellable
    source.cancel(conn, org_id, id)
    return _find(conn, source, org_id, kind, id)


def names_of_authors(conn: Connection, org_id: UUID, works: Collection[LongWork]) -> dict[UUID, str]:
    """What those are called who started works, as far as they have names."""
    return people.names_of(conn, org_id, [work.actor for work in works if work.actor_kind in ("key", "person")])


def _source(caller: Caller, kind: str) -> Source:
    source = source_of(kind)
    if source is None:
        raise JobNotFound
    if not caller.may(source.role):
        raise Forbidden(f"Jobs of this kind are seen from the role {source.role} on.")
    return source


def _find(conn: Connection, source: Source, org_id: UUID, kind: str, id: UUID) -> LongWork:
    found = [work for work in source.works_of(conn, org_id, 0, [id]) if (work.kind, work.id) == (kind, id)]
    if not found:
        raise JobNotFound
    return found[0]


def may_see(caller: Caller, kind: str) -> bool:
    """Whether the caller's role lets it see works of a kind."""
    source = source_of(kind)
    return source is not None and caller.may(source.role)


def _seen_by(caller: Caller) -> Sequence[Source]:
    return [source for source in sources() if caller.may(source.role)]
