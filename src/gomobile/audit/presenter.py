"""The audit log as the API, the exports and the command line show it. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal
from uuid import UUID

from gomobile.audit import answers
from gomobile.audit.entry import Line
from gomobile.audit.verification import Verdict
from gomobile.exports.csv_stream import csv_stream

Format = Literal["csv", "jsonl"]
MEDIA_TYPES: dict[Format, str] = {"csv": "text/csv; charset=utf-8", "jsonl": "application/x-ndjson"}
COLUMNS = (
    "sequence", "at", "action", "actorKind", "actorId", "actorName", "address", "requestId", "subjectKind", "subjectId",
    "before", "after", "previousHash", "hash",
)  # fmt: skip


def line_json(line: Line, names: Mapping[UUID, str] | None = None) -> answers.AuditLine:
    """A line as the API shows it; `at` to the microsecond, as it is hashed.

    `names` are those of people, whom the log itself knows by their ids alone.
    """
    name = names.get(line.actor) if names and line.actor and line.actor_kind == "person" else line.actor_name
    return {
        "sequence": line.sequence,
        "at": line.at.isoformat(timespec="microseconds").replace("+00:00", "Z"),
        "action": line.action,
        "actor": {"kind": line.actor_kind, "id": line.actor, "name": name},
        "address": line.address,
        "requestId": line.request_id,
        "subject": {"kind": line.subject_kind, "id": line.subject_id},
        "before": None if line.before is None else dict(line.before),
        "after": None if line.after is None else dict(line.after),
        "previousHash": bytes(line.previous_hash).hex(),
        "hash": bytes(line.hash).hex(),
    }


def verdict_json(verdict: Verdict) -> answers.AuditVerdict:
    """What a check of the chain found."""
    return {
        "ok": verdict.ok,
        "lines": verdict.lines,
        "head": verdict.head.hex() if verdict.head else None,
        "brokenAt": verdict.broken_at,
        "problem": verdict.problem,
    }


def export(lines: Iterable[Line], format: Format) -> Iterator[bytes]:
    """The lines as a file."""
    return csv_stream(COLUMNS, map(_cells, lines), mark=False) if format == "csv" else _jsonl(lines)


def _jsonl(lines: Iterable[Line]) -> Iterator[bytes]:
    for line in lines:
        yield json.dumps(line_json(line), ensure_ascii=False, default=str).encode() + b"\n"


def _cells(line: Line) -> list[str | None]:
    shown = line_json(line)
    actor, subject = shown["actor"], shown["subject"]
    cells = [
        line.sequence, shown["at"], line.action, actor["kind"], actor["id"], actor["name"], line.address,
        line.request_id, subject["kind"], subject["id"], _json(line.before), _json(line.after),
        shown["previousHash"], shown["hash"],
    ]  # fmt: skip
    return [None if cell is None else str(cell) for cell in cells]


def _json(facts: Any) -> str | None:
    return None if facts is None else json.dumps(facts, ensure_ascii=False, sort_keys=True)


__all__ = ["COLUMNS", "MEDIA_TYPES", "Format", "export", "line_json", "verdict_json"]
