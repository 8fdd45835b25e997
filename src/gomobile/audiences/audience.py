"""An audience as a value. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from gomobile.accounts.caller import ActorKind

AudienceType = Literal["static", "live"]
AudienceStatus = Literal["ready", "building", "failed"]
ExitReason = Literal["rules", "removed", "replaced", "deleted", "archived", "merged", "erased"]
"""Why a stay ended: the rules no longer hold, somebody took the contact out, a refresh or an undo did, or the contact
itself went away."""
AudienceSort = Literal["name", "createdAt", "updatedAt"]
MIN_NAME, MAX_NAME = 3, 64
MAX_DESCRIPTION = 256


@dataclass(frozen=True, slots=True)
class Audience:
    """A named group of contacts: `static`, whoever was put in, or `live`, whoever its rules hold for.

    `contacts` are the present members; `uses` is what the answer of the rules depends on.
    """

    organization_id: UUID
    id: UUID
    name: str
    description: str | None
    type: AudienceType
    rules: Any
    uses: list[str]
    status: AudienceStatus
    error: str | None
    version: int
    created_at: datetime
    created_by_kind: ActorKind
    created_by: UUID | None
    updated_at: datetime
    updated_by_kind: ActorKind
    updated_by: UUID | None
    deleted_at: datetime | None
    deleted_by_kind: ActorKind | None
    deleted_by: UUID | None
    contacts: int
