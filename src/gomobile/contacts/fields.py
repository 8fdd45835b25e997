"""The fields of a contact: API name, column, longest text. Pure; the one list that every door reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args


@dataclass(frozen=True, slots=True)
class Field:
    """A field that a caller may write. `bit` marks it in the clear, fill and keep masks of an upsert."""

    name: str
    column: str
    max_length: int
    bit: int


_TEXTS = (
    ("firstName", "first_name", 64),
    ("lastName", "last_name", 64),
    ("fullName", "full_name", 64),
    ("primaryEmail", "primary_email", 254),
    ("address", "address", 256),
    ("city", "city", 64),
    ("state", "state", 64),
    ("zip", "zip", 64),
    ("occupation", "occupation", 64),
    ("preferredChannel", "preferred_channel", 64),
    ("gender", "gender", 64),
)

TEXT_FIELDS = tuple(Field(name, column, length, 1 << at) for at, (name, column, length) in enumerate(_TEXTS))
CHANNELS = Field("channels", "channels", 64, 1 << len(_TEXTS))
ATTRIBUTES_BIT = 1 << (len(_TEXTS) + 1)

FIELDS: dict[str, Field] = {field.name: field for field in (*TEXT_FIELDS, CHANNELS)}

PHONE_MIN, PHONE_MAX = 3, 20
Gender = Literal["male", "female"]
GENDERS: tuple[Gender, ...] = get_args(Gender)
MAX_CHANNELS = 20
