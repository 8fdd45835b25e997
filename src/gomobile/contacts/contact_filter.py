"""Which contacts a caller means: the one filter of lists, exports and bulk actions. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args
from uuid import UUID

import orjson
from typing_extensions import TypedDict

from gomobile.attributes.messages import reportable
from gomobile.errors import FieldError, InvalidInput
from gomobile.phones.reading import PhoneStatus

Archived = Literal["false", "true", "all"]
"""Without the archived contacts, only those, or all."""

MAX_SEARCH = 100
MAX_RULES_TEXT = 100_000
"""Characters of rules in an address; longer ones go into the body of POST /contact/query."""


class FilterBody(TypedDict, total=False):
    """Which contacts; all that is given must hold. Nothing given: every contact that is not archived or deleted."""

    filter: dict[str, Any] | None
    search: str | None
    audienceId: UUID | None
    tagId: UUID | None
    phoneStatus: PhoneStatus | None
    archived: Literal["false", "true", "all"] | bool | None
    deleted: bool | None


@dataclass(frozen=True, slots=True)
class ContactFilter:
    """Which contacts; all that is given must hold.

    rules: a rule tree as it was given, checked by whoever makes a listing of it
    deleted: those in the trash instead of the live ones; archived ones are among them unless `archived` says otherwise
    """

    rules: Any = None
    search: str | None = None
    audience_id: UUID | None = None
    tag_id: UUID | None = None
    phone_status: PhoneStatus | None = None
    archived: Archived = "false"
    deleted: bool = False

    def to_json(self) -> dict[str, Any]:
        """What `read_filter` makes the same filter of."""
        given: dict[str, Any] = {
            "filter": self.rules,
            "search": self.search,
            "audienceId": str(self.audience_id) if self.audience_id else None,
            "tagId": str(self.tag_id) if self.tag_id else None,
            "phoneStatus": self.phone_status,
            "archived": None if self.archived == "false" else self.archived,
            "deleted": self.deleted or None,
        }
        return {name: value for name, value in given.items() if value is not None}


FILTER_KEYS = ("filter", "search", "audienceId", "tagId", "phoneStatus", "archived", "deleted")


def read_filter(raw: Mapping[str, Any], *, at: str = "") -> tuple[ContactFilter, list[FieldError]]:
    """The filter in a JSON object, and what is wrong with it, each field below `at`; other keys are the caller's."""
    errors: list[FieldError] = []

    def refuse(name: str, code: str, text: str, **params: Any) -> None:
        errors.append(FieldError(f"{at}{name}", code, text, params, reportable(raw[name])))

    def id_of(name: str) -> UUID | None:
        value = raw.get(name)
        if value is None or isinstance(value, UUID):
            return value
        try:
            return UUID(value)
        except (ValueError, AttributeError, TypeError):
            refuse(name, "format", f"{name} is an id.")
            return None

    search = raw.get("search")
    if search is not None and not isinstance(search, str):
        refuse("search", "type", "search is a text.")
    elif search is not None and len(search) > MAX_SEARCH:
        refuse("search", "maxLength", f"search has at most {MAX_SEARCH} characters.", max=MAX_SEARCH)
    status = raw.get("phoneStatus")
    if status is not None and status not in get_args(PhoneStatus):
        choices = get_args(PhoneStatus)
        refuse("phoneStatus", "enum", f"phoneStatus is one of {', '.join(choices)}.", enum=choices)
    archived = _archived(raw.get("archived"))
    if archived is None:
        refuse("archived", "enum", "archived is false, true or all.", enum=get_args(Archived))
    deleted = raw.get("deleted")
    if deleted is not None and not isinstance(deleted, bool):
        refuse("deleted", "type", "deleted is true or false.")
    chosen = ContactFilter(
        rules=raw.get("filter"),
        search=search or None,
        audience_id=id_of("audienceId"),
        tag_id=id_of("tagId"),
        phone_status=status,
        archived=archived or "false",
        deleted=bool(deleted),
    )
    return chosen, errors


def rules_from_text(text: str | None) -> Any:
    """The rule tree in the query of an address. Raises InvalidInput."""
    if text is None:
        return None
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        message = 'filter is a rule tree as JSON, such as {"logic":"AND","conditions":[…]}, encoded for an address.'
        raise InvalidInput.of("filter", "format", message, reportable(text)) from error


def _archived(given: object) -> Archived | None:
    """What was asked of archived contacts; None for what is no answer."""
    if given is None or given is False:
        return "false"
    if given is True:
        return "true"
    return given if given in get_args(Archived) else None  # type: ignore[return-value]
