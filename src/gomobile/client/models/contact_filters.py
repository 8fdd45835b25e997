"""Which contacts a list, an export or a bulk action is about, and in which order."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from typing import Any, Literal, TypedDict

from gomobile.client.models.base import camel

ContactSort = Literal["firstName", "lastName", "primaryPhone", "primaryEmail", "createdAt"]


class ContactChoice(TypedDict, total=False):
    """Which contacts; all that is given must hold. Nothing given: every one that is not archived or deleted.

    search: literal text in names, phone (its digits in any way) or e-mail; case and accents do not matter
    rules: a rule tree, as of a live audience
    tag_id, audience_id: those with this tag; the present members of this audience
    phone_status: `valid`, `possible` or `invalid`
    archived: archived ones too (`all`), only they (True), or without them
    deleted: those in the trash instead
    """

    search: str | None
    rules: Mapping[str, Any] | None
    tag_id: str | uuid.UUID | None
    audience_id: str | uuid.UUID | None
    phone_status: Literal["valid", "possible", "invalid"] | None
    archived: bool | Literal["all"] | None
    deleted: bool | None


class ContactFilters(ContactChoice, total=False):
    """The arguments that lists and exports share: those of ContactChoice, and an order.

    sort_by: newest first unless given, here or as `first_name`; sort_order: `asc` or `desc`
    """

    sort_by: ContactSort | None
    sort_order: Literal["asc", "desc"] | None


class ListFilters(ContactFilters, total=False):
    """The arguments of lists.

    limit: entries of a page, 1 to 100
    include: `customAttributes`, to get attribute values too
    cursor: where to start: the `next_cursor` of a page
    """

    limit: int | None
    include: Literal["customAttributes"] | None
    cursor: str | None


_NAMES = frozenset({*ListFilters.__annotations__, *ContactFilters.__annotations__, *ContactChoice.__annotations__})


def filter_body(filters: Mapping[str, Any]) -> dict[str, Any]:
    """The filters as a JSON body has them. Raises TypeError for an unknown name: a mistyped one must not mean "all"."""
    unknown = filters.keys() - _NAMES
    if unknown:
        raise TypeError(f"There is no filter {', '.join(sorted(unknown))}.")
    body = {camel(name): value for name, value in filters.items() if value is not None}
    if "rules" in body:
        body["filter"] = body.pop("rules")
    for name in ("tagId", "audienceId"):
        if name in body:
            body[name] = str(body[name])
    if "sortBy" in body:
        body["sortBy"] = camel(body["sortBy"])
    return body


def filter_params(filters: Mapping[str, Any]) -> dict[str, Any]:
    """The filters as query parameters. Raises TypeError as `filter_body` does."""
    params = filter_body(filters)
    if "filter" in params:
        params["filter"] = json.dumps(params["filter"], ensure_ascii=False, separators=(",", ":"))
    return params
