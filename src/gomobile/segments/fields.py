"""The fields that rules may name. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from gomobile.attributes.definition import Definition, EnumOption
from gomobile.calls.result import RESULTS
from gomobile.contacts.fields import CHANNELS, GENDERS, TEXT_FIELDS
from gomobile.phones.reading import PhoneStatus
from gomobile.privacy.suppression.suppression import Channel
from gomobile.quality.reachability import State
from gomobile.segments.context import Context
from gomobile.segments.operators import Kind

Source = Literal["contact", "attribute", "engagement", "tags", "audience", "calls", "consent", "suppression", "gone"]


@dataclass(frozen=True)
class Field:
    """A field of a rule.

    source, key: where its value is: a column, a slug, "purpose.channel" of a consent, the channel of a suppression
    options: what a field of choices can hold; contacts hold the id
    """

    name: str
    label: str
    kind: Kind
    source: Source
    key: str
    options: tuple[EnumOption, ...] = ()
    definition: Definition | None = None


class UnknownField(LookupError):
    """No such field; `code` and `message` say what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def _words(name: str) -> str:
    """`lastCalledAt` as people read it: last called at."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name.rpartition(".")[2]).lower()


def _label(name: str) -> str:
    words = _words(name)
    return words[0].upper() + words[1:]


def _choices(*ids: str) -> tuple[EnumOption, ...]:
    return tuple(EnumOption(id, id) for id in ids)


PHONE_STATUSES: tuple[str, ...] = get_args(PhoneStatus)
PHONE_TYPES = (
    "mobile", "fixed_line", "fixed_line_or_mobile", "toll_free", "premium_rate", "shared_cost", "voip",
    "personal_number", "pager", "uan", "voicemail", "unknown",
)  # fmt: skip
REACHABILITY: tuple[str, ...] = get_args(State)
CONSENT_STATUSES = ("granted", "denied", "withdrawn", "none")
CHANNELS_ASKED: tuple[str, ...] = get_args(Channel)
_PURPOSE = re.compile(r"[a-z0-9]([a-z0-9_-]{0,62}[a-z0-9])?")

_COLUMNS: tuple[tuple[str, Kind, str, tuple[str, ...]], ...] = (
    *((text.name, "text", text.column, ()) for text in TEXT_FIELDS if text.name != "gender"),
    ("gender", "choice", "gender", GENDERS),
    ("displayName", "text", "display_name", ()),
    ("channels", "channels", CHANNELS.column, ()),
    ("primaryPhone", "phone", "phone_key", ()),
    ("phone.status", "choice", "phone_status", PHONE_STATUSES),
    ("phone.type", "choice", "phone_type", PHONE_TYPES),
    ("phone.region", "region", "phone_region", ()),
    ("phone.carrier", "carrier", "carrier", ()),
    ("phone.timeZone", "timeZone", "time_zone", ()),
    ("createdAt", "datetime", "created_at", ()),
    ("updatedAt", "datetime", "updated_at", ()),
    ("archived", "boolean", "archived", ()),
)
_ENGAGEMENT: tuple[tuple[str, Kind, str, tuple[str, ...]], ...] = (
    ("engagement.attempts", "number", "attempts", ()),
    ("engagement.answers", "number", "answers", ()),
    ("engagement.consecutiveFailures", "number", "consecutive_failures", ()),
    ("engagement.firstCalledAt", "datetime", "first_called_at", ()),
    ("engagement.lastCalledAt", "datetime", "last_called_at", ()),
    ("engagement.lastAnsweredAt", "datetime", "last_answered_at", ()),
    ("engagement.lastResult", "choice", "last_result", RESULTS),
    ("engagement.reachability", "choice", "reachability", REACHABILITY),
)

_OWN: dict[str, Field] = {
    **{
        name: Field(
            name, _label(name), kind, "contact", column, _choices(*(ids or (GENDERS if kind == "choice" else ())))
        )
        for name, kind, column, ids in _COLUMNS
    },
    **{
        name: Field(name, _label(name), kind, "engagement", column, _choices(*ids))
        for name, kind, column, ids in _ENGAGEMENT
    },
    "tags": Field("tags", "Tags", "tags", "tags", "tags"),
    "audience": Field("audience", "Member of audience", "audience", "audience", "audience"),
    "calls": Field("calls", "Calls", "calls", "calls", "calls"),
    "suppressed": Field("suppressed", "Suppressed", "boolean", "suppression", "any"),
    **{
        f"suppressed.{channel}": Field(
            f"suppressed.{channel}", f"Suppressed for {channel}", "boolean", "suppression", channel
        )
        for channel in CHANNELS_ASKED
        if channel != "all"
    },
}
ATTRIBUTES = "customAttributes."
CONSENT = "consent."
_ATTRIBUTE_KINDS: dict[str, Kind] = {
    "text": "text", "email": "text", "url": "text", "number": "number", "boolean": "boolean", "date": "date",
    "datetime": "datetime", "phone_number": "phone", "enum": "choice",
}  # fmt: skip


def resolve(name: str, context: Context) -> Field:
    """The field of a name. Raises UnknownField with the code unknownField, unknownAttribute or archivedAttribute."""
    if name in _OWN:
        return _OWN[name]
    if name.startswith(ATTRIBUTES):
        return _attribute(name.removeprefix(ATTRIBUTES), context)
    if name.startswith(CONSENT):
        purpose, _, channel = name.removeprefix(CONSENT).rpartition(".")
        if _PURPOSE.fullmatch(purpose) and channel in CHANNELS_ASKED:
            label = f"Consent to {purpose} by {channel}"
            return Field(name, label, "consent", "consent", f"{purpose}.{channel}", _choices(*CONSENT_STATUSES))
        text = f"A consent is named consent.purpose.channel, the channel being one of {', '.join(CHANNELS_ASKED)}."
        raise UnknownField("unknownField", text)
    text = "There is no such field; use a field of the contact, customAttributes.name, tags, audience, calls, "
    raise UnknownField("unknownField", text + "engagement.…, consent.purpose.channel or suppressed.")


def _attribute(slug: str, context: Context) -> Field:
    definition = context.definitions.get(slug)
    if definition is None:
        text = "There is no such attribute; define it first (POST /api/custom-attributes) or correct the name."
        raise UnknownField("unknownAttribute", text)
    if definition.archived:
        raise UnknownField("archivedAttribute", f"{definition.display_name} is archived; restore it or leave it out.")
    return of_attribute(definition)


def of_attribute(definition: Definition) -> Field:
    """The field of a custom attribute."""
    kind = _ATTRIBUTE_KINDS[definition.type]
    name = ATTRIBUTES + definition.name
    return Field(name, definition.display_name, kind, "attribute", definition.name, definition.options, definition)


def all_fields(context: Context) -> Iterator[Field]:
    """Every field that can be listed: consents are named by their purpose and are not."""
    yield from _OWN.values()
    for definition in context.definitions.values():
        if not definition.archived:
            yield of_attribute(definition)
