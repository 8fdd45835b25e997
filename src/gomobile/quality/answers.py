"""What the API answers about data quality, and about who can be called."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from typing_extensions import TypedDict

from gomobile.calls.answers import Engagement
from gomobile.quality.callable import Channel, Reason
from gomobile.quality.health import Path
from gomobile.segments.answers import RuleGroup


class QualityItem(TypedDict):
    """A number of the health page, and what opens what it counts: `filter` and `parameters` of `path`."""

    name: str
    description: str
    count: int
    path: Path
    filter: RuleGroup | None
    parameters: dict[str, str]


class NotCallable(TypedDict):
    """How many contacts cannot be called, by reason; one contact can have several."""

    invalid_phone: int
    unreachable: int
    not_in_service: int
    suppressed: int
    archived: int


class CallableCount(TypedDict):
    """How many contacts can be called, and how many not and why."""

    count: int
    notCallable: int
    reasons: NotCallable


class QualitySummary(TypedDict):
    """How healthy the contacts are; `refreshing`: the numbers are being counted again."""

    computedAt: datetime
    seconds: float
    refreshing: bool
    items: list[QualityItem]
    callable: CallableCount


class ContactEngagement(TypedDict):
    """The figures of the calls to a contact."""

    contactId: UUID
    engagement: Engagement


class CallableReason(TypedDict):
    """Why a contact cannot be reached."""

    code: Reason
    message: str


class Callable(TypedDict):
    """Whether a contact may be reached now by a channel; if not, every reason why."""

    contactId: UUID
    channel: Channel
    callable: bool
    reasons: list[CallableReason]
