"""A page of a list."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar, overload

from gomobile.client.errors import InvalidResponse

T = TypeVar("T")


@dataclass(frozen=True)
class Page(Sequence[T], Generic[T]):
    """Some entries of a list, in order, and where they stand in it.

    `total` counts the whole list; where `total_is_estimate` it is one. `next_cursor` opens the next page.
    """

    data: tuple[T, ...]
    page: int = 1
    limit: int = 0
    total: int = 0
    total_pages: int = 0
    has_next_page: bool = False
    has_previous_page: bool = False
    next_cursor: str | None = None
    total_is_estimate: bool = False
    raw: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def from_json(cls, answer: Any, read: Callable[[Any], T]) -> Page[T]:
        """Read `{data, meta}`; raises InvalidResponse for anything else."""
        if not isinstance(answer, Mapping) or not isinstance(answer.get("data"), list):
            raise InvalidResponse(f"Expected a list but the answer holds {str(answer)[:80]!r}.")
        meta = answer.get("meta") or {}
        return cls(
            data=tuple(read(entry) for entry in answer["data"]),
            page=meta.get("page") or 1,
            limit=meta.get("limit") or 0,
            total=meta.get("total") or 0,
            total_pages=meta.get("totalPages") or 0,
            has_next_page=bool(meta.get("hasNextPage")),
            has_previous_page=bool(meta.get("hasPreviousPage")),
            next_cursor=meta.get("nextCursor"),
            total_is_estimate=bool(meta.get("totalIsEstimate")),
            raw=answer,
        )

    def __len__(self) -> int:
        """The entries of this page; `total` counts the list."""
        return len(self.data)

    def __iter__(self) -> Iterator[T]:
        return iter(self.data)

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[T, ...]: ...
    def __getitem__(self, at: int | slice) -> T | tuple[T, ...]:
        return self.data[at]
