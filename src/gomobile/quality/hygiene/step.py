"""What a clean-up does at a time, and what it tells. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, cast
from uuid import UUID

from gomobile.accounts.caller import Actor, Organization

if TYPE_CHECKING:
    from gomobile.quality.hygiene import answers

Task = Literal[
    "archive_inactive", "flag_invalid", "recheck_phones", "refresh_duplicates", "attribute_check", "engagement_review",
    "judge_reachability",
]  # fmt: skip
"""The clean-ups; the last one only follows a change of its rules."""
Status = Literal["queued", "running", "completed", "cancelled", "failed"]

START = UUID(int=0)
SAMPLE = 20
"""Contacts of each kind that a report names."""


@dataclass(frozen=True, slots=True)
class Work:
    """One transaction's worth of a run: go on after `after`.

    at: when the run started, the moment that its rules look at
    only: the contacts that it is limited to, or rules; empty: every contact
    """

    organization: Organization
    actor: Actor
    after: UUID
    at: datetime
    dry_run: bool
    only: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """What was done: where to go on (None: all is done), counts to add up, contacts by what happened to them, and
    facts that replace those of the step before.
    """

    next: UUID | None
    counts: Mapping[str, int] = field(default_factory=dict)
    contacts: Mapping[str, Sequence[UUID]] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)


def with_step(report: answers.HygieneReport, step: Step) -> answers.HygieneReport:
    """A report with one more step: counts add up, the first few contacts are kept as a sample."""
    counts = dict(report.get("counts", {}))
    for name, count in step.counts.items():
        counts[name] = counts.get(name, 0) + count
    sample = {name: list(ids) for name, ids in report.get("sample", {}).items()}
    for name, ids in step.contacts.items():
        sample[name] = [*sample.get(name, []), *map(str, ids)][:SAMPLE]
    return cast("answers.HygieneReport", {**report, **step.facts, "counts": counts, "sample": sample})
