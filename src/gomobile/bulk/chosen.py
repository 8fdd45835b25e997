"""Which contacts a bulk action is about: a filter as lists have it, or contacts by their ids. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from gomobile.attributes.messages import reportable
from gomobile.contacts.contact_filter import FILTER_KEYS, ContactFilter, read_filter
from gomobile.errors import FieldError

MAX_CONTACTS = 10_000


@dataclass(frozen=True, slots=True)
class Chosen:
    """A filter, or ids instead of it."""

    filter: ContactFilter
    ids: tuple[UUID, ...] | None = None

    def to_json(self) -> dict[str, Any]:
        """What `read_chosen` makes the same of."""
        return self.filter.to_json() if self.ids is None else {"contacts": [str(id) for id in self.ids]}


def read_chosen(raw: object, *, at: str = "filter") -> tuple[Chosen, list[FieldError]]:
    """What a caller chose, and what is wrong with it."""
    nothing = Chosen(ContactFilter())
    if not isinstance(raw, dict):
        text = 'Say which contacts: {"filter": rules, "search": …} as in POST /contact/query, or {"contacts": [id, …]}.'
        return nothing, [FieldError(at, "required" if raw is None else "type", text, {}, reportable(raw))]
    if "contacts" in raw:
        return _ids(raw, at)
    chosen, errors = read_filter(raw, at=f"{at}.")
    errors += [
        FieldError(f"{at}.{name[:64]}", "unknownProperty", "This property is not known.")
        for name in raw
        if name not in FILTER_KEYS
    ]
    return Chosen(chosen), errors


def state_problem(action: str, chosen: Chosen) -> FieldError | None:
    """What keeps this action from doing anything to such contacts: only `restore` is for the trash."""
    if chosen.ids is not None:
        return None
    given = chosen.filter
    if action == "restore" and not given.deleted:
        text = "Only deleted contacts can be restored; give deleted: true."
        return FieldError("filter.deleted", "required", text)
    if action != "restore" and given.deleted:
        text = "These contacts are in the trash; only restore can be done to them."
        return FieldError("filter.deleted", "notApplicable", text)
    if action == "unarchive" and given.archived == "false":
        text = "Only archived contacts can be brought back; give archived: true."
        return FieldError("filter.archived", "required", text)
    return None


def _ids(raw: dict[str, Any], at: str) -> tuple[Chosen, list[FieldError]]:
    errors = [
        FieldError(f"{at}.{name[:64]}", "notApplicable", "Give contacts by their ids or a filter, not both.")
        for name in raw
        if name != "contacts"
    ]
    given = raw["contacts"]
    if not isinstance(given, list) or not 1 <= len(given) <= MAX_CONTACTS:
        text = f"contacts is a list of 1 to {MAX_CONTACTS} ids."
        limits = {"min": 1, "max": MAX_CONTACTS}
        return Chosen(ContactFilter(), ()), [*errors, FieldError(f"{at}.contacts", "type", text, limits)]
    ids = []
    for place, value in enumerate(given):
        try:
            ids.append(UUID(value))
        except (ValueError, AttributeError, TypeError):
            errors.append(FieldError(f"{at}.contacts.{place}", "format", "This is not an id.", {}, reportable(value)))
    return Chosen(ContactFilter(), tuple(dict.fromkeys(ids))), errors
