"""What the audit log says of a request: from its route, the names of what was given, and its answer. Pure.

Values of a request may be personal data, so only names are kept, beside the values of fields that never are: switches,
counts and words of fixed lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

import orjson

from gomobile.audit.actions import EXEMPT, RECORDED, Recorded
from gomobile.audit.entry import Entry

PREFIX = "/api"
#: Fields whose values are kept: no text that somebody typed can be in them.
PLAIN_FIELDS = frozenset(
    {"role", "isActive", "plan", "enabled", "type", "action", "channel", "status", "format", "permanent"}
    | {"suppress", "deleted", "archived", "expectedCount", "parts", "schedule"}
)
#: Counts of an answer that are kept.
COUNTS = frozenset(
    {"count", "created", "updated", "added", "removed", "unknown", "already", "failed", "recorded", "invalid"}
    | {"contacts", "expected", "matched", "changed", "skipped", "restored"}
)
_NAME = re.compile(r"^[A-Za-z][A-Za-z0-9_.]{0,63}$")
_WORD = re.compile(r"^[A-Za-z_]{1,32}$")
_CHANGES = frozenset({"POST", "PUT", "PATCH", "DELETE"})


def describe(
    method: str,
    path: str,
    route: str,
    parameters: Mapping[str, Any],
    given: Mapping[str, Any],
    answer: bytes | None,
) -> Entry | None:
    """The entry of a request that succeeded, None for one that is not recorded.

    `path` is the template of the route, `route` its name (`contacts.update_contact`), `parameters` those of the path,
    `given` what body and query named, `answer` the JSON of the response.
    """
    if given.get("dryRun") in (True, "true"):
        return None  # it told what would happen, and did nothing
    at = (method, path.removeprefix(PREFIX))
    found = RECORDED.get(at)
    if found is None:
        if at in EXEMPT or method not in _CHANGES:
            return None
        noun = route.partition(".")[0]
        found = Recorded(route, noun)
    told = _object(answer)
    after = kept(given)
    counts = {name: told[name] for name in sorted(COUNTS & told.keys()) if type(told[name]) is int}
    if counts:
        after["counts"] = counts
    return Entry(found.action, found.kind, _subject(found, parameters, told), None, after or None)


def kept(given: Mapping[str, Any]) -> dict[str, Any]:
    """The names of what was given, and the values that are no personal data."""
    names: dict[str, Any] = {"fields": sorted(name for name in given if _NAME.match(name))} if given else {}
    return names | {name: value for name, value in given.items() if name in PLAIN_FIELDS and _is_plain(value)}


def _subject(found: Recorded, parameters: Mapping[str, Any], told: Mapping[str, Any]) -> str | None:
    if found.subject:
        return str(parameters[found.subject])
    # A number in a path is personal data: only identifiers are kept.
    ids = [str(value) for value in parameters.values() if isinstance(value, UUID)]
    return ids[0] if ids else _uuid(next((told[name] for name in _ids(found.kind) if name in told), None))


def _ids(kind: str) -> Iterable[str]:
    return ("id", f"{kind.partition('_')[0]}Id", "importId")


def _uuid(value: object) -> str | None:
    try:
        return str(UUID(value)) if isinstance(value, str) else None
    except ValueError:
        return None


def _is_plain(value: object) -> bool:
    return value is None or isinstance(value, bool | int) or (isinstance(value, str) and bool(_WORD.match(value)))


def _object(answer: bytes | None) -> Mapping[str, Any]:
    """The answer where it is a JSON object of ordinary size."""
    if not answer or len(answer) > 1_000_000 or not answer.startswith(b"{"):
        return {}
    try:
        return orjson.loads(answer)
    except orjson.JSONDecodeError:
        return {}
