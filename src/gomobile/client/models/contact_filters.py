"""Which contacts a list or an export holds, and in which order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypedDict

from gomobile.client.models.base import camel

ContactSort = Literal["firstName", "lastName", "primaryPhone", "primaryEmail", "createdAt"]


class ContactFilters(TypedDict, total=False):
    """The arguments that lists and exports share.

    search: literal text in names, phone (its digits in any way) or e-mail; case and accents do not matter
    sort_by: newest first unless given, here or as `first_name`; sort_order: `asc` or `desc`
    phone_status: `valid`, `possible` or `invalid`
    deleted: those in the trash instead
    """

    search: str | None
    sort_by: ContactSort | None
    sort_order: Literal["asc", "desc"] | None
    phone_status: Literal["valid", "possible", "invalid"] | None
    deleted: bool | None


class ListFilters(ContactFilters, total=False):
    """The arguments of lists.

    limit: entries of a page, 1 to 100
    include: `customAttributes`, to get attribute values too
    cursor: where to start: the `next_cursor` of a page
    """

    limit: int | None
    include: Literal["customAttributes"] | None
    cursor: str | None


def filter_params(filters: Mapping[str, Any]) -> dict[str, Any]:
    """Query parameters. Raises TypeError for an unknown name: a mistyped filter must not mean "all"."""
    unknown = filters.keys() - {*ListFilters.__annotations__, *ContactFilters.__annotations__}
    if unknown:
        raise TypeError(f"There is no filter {', '.join(sorted(unknown))}.")
    params = {camel(name): value for name, value in filters.items()}
    if params.get("sortBy"):
        params["sortBy"] = camel(params["sortBy"])
    return params
