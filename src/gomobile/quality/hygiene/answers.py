"""What the API answers about clean-ups."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, NotRequired
from uuid import UUID

from pydantic import Field
from typing_extensions import TypedDict

from gomobile.accounts.answers import Actor
from gomobile.http.answers import Failure, PageMeta, UuidText
from gomobile.quality.hygiene.schedule import Every
from gomobile.quality.hygiene.step import Status, Task
from gomobile.segments.answers import RuleGroup


class AttributeMisfits(TypedDict):
    """Contacts whose value of an attribute does not fit it any more, for one reason."""

    attribute: str
    reason: str
    contacts: int


class HygieneReport(TypedDict):
    """What a run did, or with `dryRun` would do: so far, while it goes on."""

    counts: Annotated[dict[str, int], Field(description="By what happened: checked, archived, tagged, changed …")]
    sample: Annotated[dict[str, list[UuidText]], Field(description="Some contacts, by what happened to them.")]
    inactiveDays: NotRequired[Annotated[int, Field(description="Of archive_inactive: the days of the policy.")]]
    tag: NotRequired[Annotated[str, Field(description="Of flag_invalid: the tag.")]]
    scan: NotRequired[Annotated[UuidText, Field(description="Of refresh_duplicates: the run of duplicates.")]]
    attributes: NotRequired[Annotated[list[AttributeMisfits], Field(description="Of attribute_check.")]]


class HygieneLimits(TypedDict, total=False):
    """What a run is limited to: these contacts, or those that fit rules; empty for every contact."""

    contacts: list[UuidText]
    filter: RuleGroup


class HygieneRun(TypedDict):
    """One run of a clean-up."""

    id: UUID
    task: Task
    dryRun: bool
    status: Status
    filter: HygieneLimits
    report: HygieneReport
    error: Failure | None
    createdBy: Actor
    createdAt: datetime
    startedAt: datetime | None
    finishedAt: datetime | None


class HygieneRunPage(TypedDict):
    """Runs of clean-ups, the newest first."""

    data: list[HygieneRun]
    meta: PageMeta


class CleanUp(TypedDict):
    """A clean-up with its schedule and its latest run."""

    task: Task
    description: str
    enabled: bool
    every: Every
    day: Annotated[int, Field(description="Weekly: 1 (Monday) to 7; monthly: a day.")]
    hour: Annotated[int, Field(description="In the organization's time zone.")]
    nextRunAt: datetime | None
    lastRun: HygieneRun | None


class CleanUpList(TypedDict):
    """The clean-ups that can be switched on."""

    data: list[CleanUp]
