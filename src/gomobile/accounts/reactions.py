"""What other nouns do when an organization changes, in the transaction of the change. `assembly` connects them."""

from __future__ import annotations

from collections.abc import Callable

from gomobile.accounts.caller import Organization
from gomobile.db.pool import Connection

Reaction = Callable[[Connection, Organization, Organization], None]
"""Called with the organization as it was and as it is."""

on_organization_change: list[Reaction] = []
"""What looks at a changed organization, in order; `assembly` fills it."""
