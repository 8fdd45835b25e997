"""An invented person. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Source = Literal["excel", "crm", "arabic", "form"]
"""Where a person came from: a French workbook, the export of a CRM, an Arabic list, a form on a website."""

Habit = Literal["answers", "fading", "silent", "dead", "uncalled"]
"""How a person is with calls: answers now and then, did so once, never does, has a dead number, was never called."""


@dataclass(frozen=True, slots=True)
class Person:
    """Everything that files and calls tell of one person.

    phone: E.164; `mistyped`: some of its digits were lost when it was written down
    created: when the person became known
    balance: in the organization's currency; `due` belongs to it
    """

    first: str
    last: str
    arabic: bool
    gender: str
    phone: str
    country: str
    created: datetime
    source: Source
    habit: Habit
    city: str
    state: str
    zip: str
    address: str | None
    email: str | None
    occupation: str | None
    company: str | None
    language: str
    birthday: date | None
    plan: str
    vip: bool
    balance: float
    due: date | None
    last_visit: datetime | None
    notes: str | None
    mistyped: bool = False
