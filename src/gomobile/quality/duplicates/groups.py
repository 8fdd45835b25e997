"""Contacts that pairs connect: three contacts of one person make two or three pairs and one group. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID


def groups(pairs: Iterable[tuple[UUID, UUID]]) -> dict[UUID, list[UUID]]:
    """The members of the group of each contact, in the order of creation; the first one names the group."""
    parent: dict[UUID, UUID] = {}

    def root(id: UUID) -> UUID:
        parent.setdefault(id, id)
        while parent[id] != id:
            parent[id] = parent[parent[id]]
            id = parent[id]
        return id

    for left, right in pairs:
        first, second = sorted((root(left), root(right)))
        parent[second] = first
    members: dict[UUID, list[UUID]] = {}
    for id in sorted(parent):
        members.setdefault(root(id), []).append(id)
    return {id: members[root(id)] for id in parent}
