"""Audiences as the API shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from gomobile.attributes.definition import Definition
from gomobile.audiences import answers
from gomobile.audiences.audience import Audience
from gomobile.audiences.member_pages import Member
from gomobile.audiences.refresh import Refreshed
from gomobile.audiences.templates import Template
from gomobile.contacts.contact import contact_json

if TYPE_CHECKING:
    from gomobile.tags.store import Label


def audience_json(audience: Audience) -> answers.Audience:
    """An audience; `linkedCampaignsCount` is of campaigns, which there are none of yet."""
    return {
        "id": audience.id,
        "organizationId": audience.organization_id,
        "name": audience.name,
        "description": audience.description,
        "type": audience.type,
        "rules": audience.rules,
        "status": audience.status,
        "error": audience.error,
        "contactCount": audience.contacts,
        "linkedCampaignsCount": 0,
        "version": audience.version,
        "createdAt": audience.created_at,
        "updatedAt": audience.updated_at,
        "deletedAt": audience.deleted_at,
        "createdBy": audience.created_by,
        "createdByKind": audience.created_by_kind,
        "updatedBy": audience.updated_by,
        "updatedByKind": audience.updated_by_kind,
        "deletedBy": audience.deleted_by,
        "deletedByKind": audience.deleted_by_kind,
    }


def refreshed_json(done: Refreshed, *, dry_run: bool) -> answers.MembersRefreshed:
    """What a refresh did, or would do."""
    return {
        "dryRun": dry_run,
        "given": done.given,
        "added": done.added,
        "removed": done.removed,
        "kept": done.kept,
        "archived": done.archived,
        "unknown": done.unknown,
        "unknownSample": done.unknown_sample,
        "invalid": done.invalid,
        "invalidSample": done.invalid_sample,
        "duplicates": done.duplicates,
    }


def member_json(
    member: Member, definitions: Mapping[str, Definition] | None, tags: Iterable[Label]
) -> answers.AudienceMember:
    """A contact with its stay in an audience."""
    shown: answers.AudienceMember = {
        **contact_json(member.contact, definitions, tags),
        "enteredAt": member.entered_at,
    }
    if member.exited_at is not None and member.exit_reason is not None:
        shown["exitedAt"], shown["exitReason"] = member.exited_at, member.exit_reason
    return shown


def template_json(template: Template) -> answers.AudienceTemplate:
    """Ready-made rules; a text `{name}` in them stands for the parameter of that name."""
    return {
        "id": template.id,
        "name": template.name,
        "description": template.description,
        "rules": template.rules,
        "parameters": [
            {"name": one.name, "description": one.description, "required": one.required, "default": one.default}
            for one in template.parameters
        ],
    }
