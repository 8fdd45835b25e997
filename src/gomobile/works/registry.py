"""Which nouns have long works; `gomobile.assembly` connects them. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from gomobile.accounts.caller import Role
from gomobile.works.work import LongWork, WorkKind


class WorksOf(Protocol):
    """The works of an organization that have not ended, the `rows` newest of those that have, and those of `ids`."""

    def __call__(self, conn: Any, org_id: UUID, rows: int, ids: Sequence[UUID] = (), /) -> list[LongWork]:
        """In indexed reads; the order does not matter."""
        ...


@dataclass(frozen=True, slots=True)
class Source:
    """The long works of one noun.

    role: the least that may see them
    cancel: stops one; None where that cannot be done
    """

    kinds: tuple[WorkKind, ...]
    role: Role
    works_of: WorksOf
    cancel: Callable[[Any, UUID, UUID], object] | None = None


_sources: list[Source] = []


def connect(*sources: Source) -> None:
    """Set which nouns there are."""
    _sources[:] = sources


def sources() -> tuple[Source, ...]:
    """Those that are connected."""
    return tuple(_sources)


def source_of(kind: str) -> Source | None:
    """The noun that has works of this kind."""
    return next((source for source in _sources if kind in source.kinds), None)
