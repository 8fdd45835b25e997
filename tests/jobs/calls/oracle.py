"""The figures of a contact, worked out in Python from the whole list of its calls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from gomobile.quality.reachability import Figures, ReachabilityPolicy, state

BETTER_LATER = ["not_in_service", "failed", "rejected", "no_answer", "busy", "voicemail", "answered"]
"""Of calls at one moment the better one is taken for the later."""


@dataclass(frozen=True)
class Told:
    """A call: when and what."""

    at: datetime
    result: str


def figures(calls: Sequence[Told], verified_at: datetime | None, policy: ReachabilityPolicy) -> dict[str, object]:
    """What the columns of contact_engagement hold."""
    ordered = sorted(calls, key=lambda one: (one.at, BETTER_LATER.index(one.result)))
    recent = [one for one in ordered if verified_at is None or one.at > verified_at]
    backwards = list(reversed(recent))
    failures = list(takewhile(lambda one: one.result not in ("answered", "voicemail"), backwards))
    failed = list(takewhile(lambda one: one.result == "failed", failures))
    gone = list(takewhile(lambda one: one.result == "not_in_service", failures))
    answers = [one for one in ordered if one.result == "answered"]
    reached = len(failures) < len(recent)
    counted = Figures(len(recent), reached, len(failures), len(failed), len(gone))
    return {
        "attempts": len(ordered),
        "answers": len(answers),
        "consecutive_failures": len(failures),
        "consecutive_failed": len(failed),
        "consecutive_not_in_service": len(gone),
        "recent_attempts": len(recent),
        "first_called_at": ordered[0].at if ordered else None,
        "last_called_at": ordered[-1].at if ordered else None,
        "last_answered_at": answers[-1].at if answers else None,
        "last_result": ordered[-1].result if ordered else None,
        "reachability": state(counted, policy),
    }
