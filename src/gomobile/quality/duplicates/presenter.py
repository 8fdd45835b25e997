"""Duplicates as the API and the command line show them. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from gomobile.attributes.definition import Definition
from gomobile.contacts import answers as contacts
from gomobile.contacts.contact import Contact, contact_json
from gomobile.quality.duplicates import answers
from gomobile.quality.duplicates.pair_store import Pair, Place
from gomobile.quality.duplicates.review import Case
from gomobile.quality.duplicates.run_store import Run
from gomobile.quality.duplicates.store import SimilarNumbers


def case_json(case: Case, definitions: Mapping[str, Definition]) -> answers.Duplicate:
    """A pair with both contacts side by side."""
    pair = case.pair
    return {
        "leftId": pair.left_id,
        "rightId": pair.right_id,
        "kind": pair.kind,
        "score": round(pair.score, 4),
        "explanation": pair.explanation,
        "status": pair.status,
        "foundAt": pair.found_at,
        "decidedAt": pair.decided_at,
        "decidedByKind": pair.decided_by_kind,
        "decidedBy": pair.decided_by,
        "left": _contact_json(case.left, definitions),
        "right": _contact_json(case.right, definitions),
        "groupId": case.members[0],
        "group": {"members": list(case.members), "size": case.size},
    }


def _contact_json(contact: Contact | None, definitions: Mapping[str, Definition]) -> contacts.Contact | None:
    return None if contact is None else contact_json(contact, definitions)


def place_of(pair: Pair) -> list[Any]:
    """What a cursor holds of the last pair of a page."""
    skipped = pair.decided_at.isoformat() if pair.status == "skipped" and pair.decided_at else None
    return [skipped, pair.score, str(pair.left_id), str(pair.right_id)]


def place(values: list[Any]) -> Place:
    """What `place_of` gave. Raises ValueError for anything else."""
    turn, score, left, right = values
    if not isinstance(score, (int, float)) or not (turn is None or isinstance(turn, str)):
        raise ValueError("no place of the queue")
    return Place(turn, float(score), UUID(left), UUID(right))


def run_json(run: Run) -> answers.DuplicateRun:
    """A scan or an acceptance."""
    return {
        "id": run.id,
        "kind": run.kind,
        "status": run.status,
        "full": run.report.get("full", run.full_scan) if run.kind == "scan" else None,
        "minScore": None if run.min_score is None else round(run.min_score, 4),
        "progress": run.progress,
        "report": run.report,
        "error": run.error,
        "createdByKind": run.created_by_kind,
        "createdBy": run.created_by,
        "createdAt": run.created_at,
        "startedAt": run.started_at,
        "finishedAt": run.finished_at,
    }


def similar_json(found: SimilarNumbers) -> answers.SimilarNumbers:
    """Two numbers that differ little."""
    return {
        "kind": found.kind,
        "left": {
            "id": found.left_id,
            "primaryPhone": found.left_phone,
            "phoneKey": found.left_key,
            "displayName": found.left_name,
        },
        "right": {
            "id": found.right_id,
            "primaryPhone": found.right_phone,
            "phoneKey": found.right_key,
            "displayName": found.right_name,
        },
    }
