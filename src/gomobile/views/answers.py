"""What answers about saved views are made of."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from typing_extensions import TypedDict

from gomobile.views.view import ViewList


class SavedView(TypedDict):
    """A list as somebody arranged it. `mine`: you made it; `editable`: you may change it."""

    id: UUID
    list: ViewList
    name: str
    query: dict[str, Any]
    shared: bool
    mine: bool
    editable: bool
    position: int
    version: int
    createdAt: datetime
    updatedAt: datetime


class SavedViews(TypedDict):
    """Views in their order."""

    data: list[SavedView]
