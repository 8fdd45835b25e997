"""Tags as the API shows them. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from gomobile.tags import answers

if TYPE_CHECKING:
    from gomobile.tags.store import Label, Tag


def tag_json(tag: Tag) -> answers.Tag:
    """A tag with the number of contacts that lists show."""
    return {
        "id": tag.id,
        "name": tag.name,
        "color": tag.color,
        "description": tag.description,
        "contactCount": tag.contacts,
        "version": tag.version,
        "createdAt": tag.created_at,
        "updatedAt": tag.updated_at,
        "createdBy": tag.created_by,
        "createdByKind": tag.created_by_kind,
    }


def labels_json(labels: Iterable[Label]) -> list[answers.ContactTag]:
    """The tags of a contact."""
    return [{"id": label.id, "name": label.name, "color": label.color} for label in labels]
