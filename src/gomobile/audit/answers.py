"""What the API answers about the audit log."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field
from typing_extensions import TypedDict

from gomobile.accounts.caller import ActorKind
from gomobile.http.answers import MomentText, PageMeta


class AuditActor(TypedDict):
    """Who did it, with the name that it had then."""

    kind: ActorKind
    id: UUID | None
    name: str | None


class AuditSubject(TypedDict):
    """What it was done to: an identifier, or a phone hash."""

    kind: str | None
    id: str | None


class AuditLine(TypedDict):
    """A line of the audit log, chained to the one before by `previousHash`."""

    sequence: int
    at: Annotated[MomentText, Field(description="To the microsecond, as it is hashed.")]
    action: str
    actor: AuditActor
    address: str | None
    requestId: str | None
    subject: AuditSubject
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    previousHash: str
    hash: str


class AuditPage(TypedDict):
    """Lines, newest first."""

    data: list[AuditLine]
    meta: PageMeta


class AuditVerdict(TypedDict):
    """What a check of the chain found: `brokenAt` is the first line that is wrong, `problem` says how."""

    ok: bool
    lines: int
    head: str | None
    brokenAt: int | None
    problem: str | None
