"""Query parameters that lists share."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Query

from gomobile.http.paging import MAX_LIMIT

Page = Annotated[int, Query(ge=1, le=1_000_000_000, description="1-based page.")]
Limit = Annotated[int, Query(ge=1, le=MAX_LIMIT, description="Entries of a page.")]
Cursor = Annotated[str | None, Query(max_length=1_000, description="`meta.nextCursor` of a page.")]
Search = Annotated[str | None, Query(max_length=100, description="A literal text; case and accents do not matter.")]
SortOrder = Literal["asc", "desc"]
