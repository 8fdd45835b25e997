"""Which column of a file is which field of a call result, and its cells as the API has them. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from gomobile.calls.checks import FIELDS

_NAMES = {
    "phone": "phone primaryphone phonenumber number msisdn mobile callee destination dst to",
    "contactId": "contactid contact",
    "result": "result status disposition outcome callstatus callresult",
    "hangupCause": "hangupcause cause q850 causecode",
    "occurredAt": "occurredat calldate calledat date datetime time timestamp start startedat",
    "durationSeconds": "durationseconds duration billsec seconds talktime",
    "flow": "flow flowname scenario ivr",
    "campaign": "campaign campaignname",
    "pressed": "pressed digits dtmf keys input keypress",
    "reference": "reference uniqueid callid id callsid uuid",
}
_KNOWN = {name: field for field, names in _NAMES.items() for name in names.split()}
_RESULTS = {
    "answer": "answered",
    "human": "answered",
    "completed": "answered",
    "machine": "voicemail",
    "noanswer": "no_answer",
    "notanswered": "no_answer",
    "unanswered": "no_answer",
    "missed": "no_answer",
    "cancel": "no_answer",
    "congestion": "failed",
    "error": "failed",
    "declined": "rejected",
    "invalid": "not_in_service",
    "unallocated": "not_in_service",
    "notinservice": "not_in_service",
}
_WHOLE = re.compile(r"-?\d{1,9}(?:\.0+)?", re.ASCII)


def fields_of(header: Sequence[str]) -> dict[int, str]:
    """The field of each column that has one; of two columns for one field the first is taken."""
    found: dict[int, str] = {}
    for position, name in enumerate(header):
        field = _KNOWN.get(re.sub(r"[^a-z0-9]", "", name.lower()))
        if field is not None and field not in found.values():
            found[position] = field
    return found


def missing(fields: Mapping[int, str]) -> list[str]:
    """What a file must have and this one has not."""
    given = set(fields.values())
    needed = [] if given & {"phone", "contactId"} else ["phone"]
    return needed if "result" in given else [*needed, "result"]


def told(cells: Sequence[str | None], fields: Mapping[int, str], zone: ZoneInfo | None) -> dict[str, Any]:
    """A row as an object of the API. What cannot be read stays text, to be refused with a reason.

    `zone` is where a time without a zone is from; without `zone` such a time is refused.
    """
    found: dict[str, Any] = {}
    for position, field in fields.items():
        cell = cells[position]
        if cell is not None:
            found[field] = _READ[field](cell, zone) if field in _READ else cell
    return {field: found[field] for field in FIELDS if field in found}


def _whole(cell: str, zone: ZoneInfo | None) -> Any:
    return int(float(cell)) if _WHOLE.fullmatch(cell) else cell


def _result(cell: str, zone: ZoneInfo | None) -> str:
    name = re.sub(r"[\s-]+", "_", cell.strip().lower())
    return _RESULTS.get(name.replace("_", ""), name)


def _pressed(cell: str, zone: ZoneInfo | None) -> list[str]:
    return [key for key in re.split(r"[\s;,|\[\]\"]+", cell) if key]


def _moment(cell: str, zone: ZoneInfo | None) -> str:
    if zone is None:
        return cell
    try:
        moment = datetime.fromisoformat(cell)
    except ValueError:
        return cell
    return moment.replace(tzinfo=zone).isoformat() if moment.tzinfo is None else cell


_READ = {
    "result": _result,
    "hangupCause": _whole,
    "durationSeconds": _whole,
    "pressed": _pressed,
    "occurredAt": _moment,
}
