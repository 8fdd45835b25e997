"""Which alerts the first page shows. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

AlertName = Literal[
    "duplicates_waiting", "rejects_to_fix", "many_invalid", "hygiene_off", "suppressions_expiring", "audience_failed"
]
USUAL_INVALID = 0.05
"""The share of invalid numbers up to which nothing is said: files of customers have 1 to 4 %."""
ENOUGH_CONTACTS = 100
"""Contacts from which on shares, and clean-ups, mean something."""


@dataclass(frozen=True, slots=True)
class Alert:
    """Something to look at: how many; `import_id` of the import that it is about."""

    name: AlertName
    count: int
    import_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class LastImport:
    """The newest import that has ended, and the rows that it refused."""

    id: UUID
    rejected: int


def alerts_of(
    *,
    contacts: int,
    invalid: int,
    duplicates: int,
    last_import: LastImport | None,
    suppressions_expiring: int,
    builds_failed: int,
    hygiene_on: bool,
) -> Sequence[Alert]:
    """What to show, the most pressing first."""
    found: list[Alert] = []
    if builds_failed:
        found.append(Alert("audience_failed", builds_failed))
    if last_import is not None and last_import.rejected:
        found.append(Alert("rejects_to_fix", last_import.rejected, last_import.id))
    if duplicates:
        found.append(Alert("duplicates_waiting", duplicates))
    if contacts >= ENOUGH_CONTACTS and invalid > USUAL_INVALID * contacts:
        found.append(Alert("many_invalid", invalid))
    if suppressions_expiring:
        found.append(Alert("suppressions_expiring", suppressions_expiring))
    if contacts >= ENOUGH_CONTACTS and not hygiene_on:
        found.append(Alert("hygiene_off", 0))
    return found
