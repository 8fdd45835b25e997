"""What the first page shows, in one call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from gomobile.accounts.caller import Caller
from gomobile.db.pool import Connection
from gomobile.home import store
from gomobile.home.alerts import Alert, LastImport, alerts_of
from gomobile.imports import service as imports
from gomobile.quality import service as quality
from gomobile.quality.reach import Reach

if TYPE_CHECKING:
    from gomobile.imports.service import ImportRow

IMPORTS = 5
SOON = timedelta(days=7)
_ENDED = ("completed", "cancelled", "failed")


@dataclass(frozen=True, slots=True)
class Home:
    """The first page. `imports`: the last ones, none for a role that may not see them."""

    reach: Reach
    imports: Sequence[ImportRow]
    alerts: Sequence[Alert]


def get(conn: Connection, caller: Caller) -> Home:
    """The first page as a caller may see it: small reads alone where the numbers are kept."""
    organization = caller.organization
    reach = quality.reach(conn, organization)
    last = imports.list_imports(conn, organization.id, 1, IMPORTS)[0] if caller.may("manager") else []
    ended = next((row for row in last if row.status in _ENDED), None)
    troubles = store.find_troubles(conn, organization.id, SOON)
    alerts = alerts_of(
        contacts=reach.total - reach.reasons["archived"].count,
        invalid=reach.reasons["invalid_phone"].count,
        duplicates=reach.duplicates,
        last_import=LastImport(ended.id, ended.rejected) if ended else None,
        suppressions_expiring=troubles.suppressions_expiring,
        builds_failed=troubles.builds_failed,
        hygiene_on=troubles.hygiene_on,
    )
    return Home(reach, last, alerts)
