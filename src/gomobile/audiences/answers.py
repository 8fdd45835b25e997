"""Audiences as the API shows them. Pure."""

from __future__ import annotations

from datetime import datetime
from typing import NotRequired
from uuid import UUID

from typing_extensions import TypedDict

from gomobile.accounts.caller import ActorKind
from gomobile.audiences.audience import AudienceStatus, AudienceType, ExitReason
from gomobile.contacts.answers import Contact
from gomobile.http.answers import PageMeta
from gomobile.segments.answers import ExplainedGroup, RuleField, RuleGroup


class Audience(TypedDict):
    """A group of contacts: `static`, whoever was put in, or `live`, whoever its `rules` hold for.

    `contactCount` counts the present members; `building`: a job still finds them; `error` says why it `failed`.
    """

    id: UUID
    organizationId: UUID
    name: str
    description: str | None
    type: AudienceType
    rules: RuleGroup | None
    status: AudienceStatus
    error: str | None
    contactCount: int
    linkedCampaignsCount: int
    version: int
    createdAt: datetime
    updatedAt: datetime
    deletedAt: datetime | None
    createdBy: UUID | None
    createdByKind: ActorKind
    updatedBy: UUID | None
    updatedByKind: ActorKind
    deletedBy: UUID | None
    deletedByKind: ActorKind | None


class AudiencePage(TypedDict):
    """Audiences, page by page."""

    data: list[Audience]
    meta: PageMeta


class AudienceParts(TypedDict):
    """The audiences that one was split into."""

    data: list[Audience]


class TemplateParameter(TypedDict):
    """What ready-made rules ask for; `default` stands in for it where it is not `required`."""

    name: str
    description: str
    required: bool
    default: str | int | None


class AudienceTemplate(TypedDict):
    """Ready-made rules; a text `{name}` in them stands for the parameter of that name."""

    id: str
    name: str
    description: str
    rules: RuleGroup
    parameters: list[TemplateParameter]


class AudienceTemplates(TypedDict):
    """All ready-made rules."""

    data: list[AudienceTemplate]


class AudienceFields(TypedDict):
    """All that rules can ask about; consents to other purposes are named `consent.purpose.channel` as well."""

    data: list[RuleField]


class AudienceMember(Contact):
    """A contact with its stay in an audience; how it ended is told of those who left."""

    enteredAt: datetime
    exitedAt: NotRequired[datetime]
    exitReason: NotRequired[ExitReason]


class AudienceMemberPage(TypedDict):
    """Who is, or was, in an audience, page by page."""

    data: list[AudienceMember]
    meta: PageMeta


class AudienceStay(TypedDict):
    """An audience that a contact is in, and since when."""

    id: UUID
    name: str
    type: AudienceType
    enteredAt: datetime


class ContactAudiences(TypedDict):
    """The audiences that a contact is in, by name."""

    data: list[AudienceStay]


class MatchesAdded(TypedDict):
    """What became of the contacts that a filter means."""

    added: int
    alreadyMembers: int


class MembersAdded(MatchesAdded):
    """What became of the contacts given: `unknown` are no contacts, or deleted or archived."""

    unknown: list[UUID]


class MembersRemoved(TypedDict):
    """What became of the contacts given: `unknown` are no contacts, or deleted or archived."""

    removed: int
    notMembers: int
    unknown: list[UUID]


class InvalidEntry(TypedDict):
    """An entry of a list that is no number, with the code of what is wrong."""

    value: str | None
    code: str


class MembersRefreshed(TypedDict):
    """What became of a list: `given` = added + kept + archived + unknown + invalid + duplicates.

    `removed` were not on it; `archived` contacts of the list enter when they come back. The samples have the first 20
    entries that no contact has, and the first 20 that are no number.
    """

    dryRun: bool
    given: int
    added: int
    removed: int
    kept: int
    archived: int
    unknown: int
    unknownSample: list[str]
    invalid: int
    invalidSample: list[InvalidEntry]
    duplicates: int


class RulesExplained(TypedDict):
    """Rules, with what each node of them says of one contact. An archived contact is no member of any audience."""

    contactId: UUID
    isMember: bool
    isArchived: bool
    rules: ExplainedGroup


class AudienceExplained(RulesExplained):
    """Why a contact is in a live audience or not."""

    audienceId: UUID


class AudiencePreview(TypedDict):
    """How many contacts rules mean, and some of them; an estimate is between `low` and `high` with 95 % certainty.

    `why` only where a contact was named.
    """

    count: int
    isEstimate: bool
    low: int
    high: int
    sample: list[Contact]
    why: NotRequired[RulesExplained]
