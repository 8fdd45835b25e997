"""Request bodies of saved views."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from gomobile.views.view import MAX_NAME, ViewList

Name = Annotated[str, Field(min_length=1, max_length=MAX_NAME)]
Position = Annotated[int, Field(ge=0, le=1_000_000)]
Query = Annotated[
    dict[str, Any],
    Field(description="`search`, `filter`, `sortBy`, `sortOrder`, `columns` and what else the list takes; 32 KB."),
]


class ViewCreate(BaseModel):
    """A new view. `shared`: everybody sees it; that needs a manager."""

    model_config = ConfigDict(extra="forbid")

    list: ViewList
    name: Name
    query: Query
    shared: bool = False
    position: Position = 0


class ViewUpdate(BaseModel):
    """What is to change; what is left out stays, the query is replaced as a whole."""

    model_config = ConfigDict(extra="forbid")

    name: Name = ""
    query: Query = Field(default_factory=dict)
    shared: bool = False
    position: Position = 0
