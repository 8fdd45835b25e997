"""What rules are read against: one organization's names. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from gomobile.accounts.caller import Organization
from gomobile.attributes.definition import Definition


@dataclass(frozen=True)
class Context:
    """The names that the rules of an organization may use.

    definitions: custom attributes by slug, archived ones included
    tags: ids by folded name
    audiences: ids that may be referred to
    """

    organization: Organization
    definitions: Mapping[str, Definition] = field(default_factory=dict)
    tags: Mapping[str, UUID] = field(default_factory=dict)
    audiences: frozenset[UUID] = frozenset()
