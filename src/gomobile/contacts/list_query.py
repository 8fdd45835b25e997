"""The body of POST /contact/query: a filter, an order and a page. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args

from gomobile.attributes.messages import reportable
from gomobile.contacts.contact_filter import FILTER_KEYS, ContactFilter, read_filter
from gomobile.contacts.listing import SortBy, SortOrder
from gomobile.errors import FieldError, InvalidInput
from gomobile.http.paging import MAX_LIMIT

Include = Literal["customAttributes", "audiences", "engagement", "callable"]
"""What a list shows of each contact beside its fields and tags."""
_MAX_PAGE = 1_000_000_000
_MAX_CURSOR = 1_000


@dataclass(frozen=True, slots=True)
class ListPart:
    """An order, and which page of it."""

    sort_by: SortBy = "createdAt"
    sort_order: SortOrder = "desc"
    page: int = 1
    limit: int = 20
    cursor: str | None = None
    include: tuple[Include, ...] = ()


_KEYS = frozenset({*FILTER_KEYS, "include", "sortBy", "sortOrder", "page", "limit", "cursor"})


def read_query(raw: object) -> tuple[ContactFilter, ListPart]:
    """What a body asks for. Raises InvalidInput naming each wrong field."""
    if not isinstance(raw, dict):
        raise InvalidInput.of("body", "type", "The body is an object.", reportable(raw))
    chosen, errors = read_filter(raw)
    errors += [
        FieldError(name[:64], "unknownProperty", "This property is not known.") for name in raw if name not in _KEYS
    ]
    cursor = raw.get("cursor")
    if cursor is not None and not (isinstance(cursor, str) and len(cursor) <= _MAX_CURSOR):
        text = "Use the nextCursor of the page before, unchanged."
        errors.append(FieldError("cursor", "format", text, {}, reportable(cursor)))
    part = ListPart(
        _choice(raw, "sortBy", get_args(SortBy), "createdAt", errors),
        _choice(raw, "sortOrder", get_args(SortOrder), "desc", errors),
        _number(raw, "page", 1, _MAX_PAGE, errors),
        _number(raw, "limit", 20, MAX_LIMIT, errors),
        cursor,
        _included(raw.get("include"), errors),
    )
    if errors:
        raise InvalidInput(errors)
    return chosen, part


def _included(given: Any, errors: list[FieldError]) -> tuple[Include, ...]:
    asked = [] if given is None else given if isinstance(given, list) else [given]
    choices = get_args(Include)
    if any(one not in choices for one in asked):
        text = f"include is one of {', '.join(choices)}, or a list of them."
        errors.append(FieldError("include", "enum", text, {"enum": choices}, reportable(given)))
        return ()
    return tuple(asked)


def _choice(raw: dict[str, Any], name: str, choices: tuple[str, ...], default: Any, errors: list[FieldError]) -> Any:
    value = raw.get(name)
    if value is None:
        return default
    if value not in choices:
        text = f"{name} is one of {', '.join(choices)}."
        errors.append(FieldError(name, "enum", text, {"enum": choices}, reportable(value)))
    return value


def _number(raw: dict[str, Any], name: str, default: int, most: int, errors: list[FieldError]) -> int:
    value = raw.get(name)
    if value is None:
        return default
    if type(value) is not int or not 1 <= value <= most:
        text = f"{name} is a whole number from 1 to {most}."
        errors.append(FieldError(name, "range", text, {"min": 1, "max": most}, reportable(value)))
    return value
