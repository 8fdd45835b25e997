"""Calls and their figures as the API shows them. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gomobile.calls import answers
from gomobile.http.batches import line_problems_json, problems_json

if TYPE_CHECKING:
    from gomobile.calls.file import FileRecorded
    from gomobile.calls.service import Call, Engagement, Recorded


def recorded_json(done: Recorded) -> answers.CallsRecorded:
    """What became of the results of a request."""
    return {
        "recorded": done.recorded,
        "unknown": done.unknown,
        "duplicates": done.duplicates,
        "failed": done.failed,
        "errors": problems_json(done.problems),
    }


def file_json(done: FileRecorded) -> answers.CallFileRecorded:
    """What became of the rows of a file; `errors` has the first thousand problems by line."""
    return {
        "rows": done.rows,
        "recorded": done.recorded,
        "unknown": done.unknown,
        "duplicates": done.duplicates,
        "failed": done.failed,
        "errors": line_problems_json(done.problems),
    }


def call_json(call: Call) -> answers.Call:
    """One call."""
    return {
        "id": call.id,
        "phone": call.phone_key,
        "occurredAt": call.occurred_at,
        "result": call.result,
        "hangupCause": call.hangup_cause,
        "durationSeconds": call.duration_seconds,
        "flow": call.flow,
        "campaign": call.campaign,
        "pressed": call.pressed,
        "reference": call.reference,
        "actor": {"kind": call.actor_kind, "id": call.actor},
    }


def engagement_json(found: Engagement) -> answers.Engagement:
    """The figures of a contact."""
    return {
        "attempts": found.attempts,
        "answers": found.answers,
        "consecutiveFailures": found.consecutive_failures,
        "firstCalledAt": found.first_called_at,
        "lastCalledAt": found.last_called_at,
        "lastAnsweredAt": found.last_answered_at,
        "lastResult": found.last_result,
        "lastHangupCause": found.last_hangup_cause,
        "reachability": found.reachability,
        "reachabilitySince": found.reachability_since,
        "verifiedAt": found.verified_at,
    }
