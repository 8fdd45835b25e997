"""What the API answers about erasure, subject exports and retention."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field
from typing_extensions import TypedDict

Rows = Annotated[dict[str, int], Field(description="By place, as a subject export names it: how many rows.")]


class Erasure(TypedDict):
    """What an erasure did: the contacts, the rows that are gone and those that were blanked."""

    contactIds: list[UUID]
    removed: Rows
    blanked: Rows
    importFiles: int
    suppressed: bool


class SubjectPlace(TypedDict):
    """What one place holds of a person: its rows as they are kept."""

    name: str
    title: str
    rows: list[dict[str, Any]]


class Subject(TypedDict):
    """Everything that is held about a number."""

    organization: str
    phone: str
    at: datetime
    contactIds: list[UUID]
    places: list[SubjectPlace]


class RetentionDays(TypedDict):
    """How many days things are kept; null keeps them."""

    trashDays: int | None
    importRejectsDays: int | None
    callResultsDays: int | None
    audienceExitsDays: int | None
    historyDays: int | None


class RetentionDue(TypedDict, total=False):
    """How many rows of each kind go with the next run; kinds that are kept are left out."""

    trash: int
    importRejects: int
    callResults: int
    audienceExits: int
    history: int


class Retention(TypedDict):
    """How long things are kept, and what is due."""

    policy: RetentionDays
    due: RetentionDue
