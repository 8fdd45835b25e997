"""Audiences as the API shows them. Pure."""

from __future__ import annotations

from typing import Any

from gomobile.audiences.audience import Audience


def audience_json(audience: Audience) -> dict[str, Any]:
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
