"""What the first page is made of."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field
from typing_extensions import TypedDict

from gomobile.accounts.caller import ActorKind
from gomobile.home.alerts import AlertName
from gomobile.imports.answers import ImportCounts
from gomobile.imports.progress import Status
from gomobile.quality.reach import FirstReason
from gomobile.segments.answers import RuleGroup


class ContactsPart(TypedDict):
    """Some of the contacts, and the parameters of GET /contact that list them."""

    count: int
    filter: RuleGroup | None
    archived: Annotated[str, Field(description="The parameter `archived` of the list.")]


class NotCallablePart(ContactsPart):
    """The contacts whose first reason this is; archived ones have no other."""

    reason: FirstReason


class HomeDay(TypedDict):
    """The contacts that were created on a day, and how many of those of now there were at its end."""

    day: date
    created: int
    total: int


class HomeImport(TypedDict):
    """One of the last imports."""

    id: UUID
    filename: str
    status: Status
    dryRun: bool
    counts: ImportCounts
    createdAt: datetime
    createdByKind: ActorKind
    createdBy: UUID | None
    finishedAt: datetime | None


class HomeAlert(TypedDict):
    """Something that needs a look: how many (0 where there is nothing to count), and the import that it is about."""

    name: AlertName
    count: int
    importId: UUID | None


class Home(TypedDict):
    """The first page. `callable` and `notCallable` add up to `contacts`, those archived included. `computedAt`: when
    the contacts were counted; `refreshing`: they are being counted again.
    """

    contacts: int
    callable: ContactsPart
    notCallable: list[NotCallablePart]
    growth: list[HomeDay]
    imports: list[HomeImport]
    alerts: list[HomeAlert]
    computedAt: datetime
    refreshing: bool
