"""API keys and organizations as callers see them. Pure."""

from __future__ import annotations

from gomobile.accounts import answers
from gomobile.accounts.caller import Organization
from gomobile.accounts.store import ApiKey


def key_json(key: ApiKey) -> answers.ApiKey:
    """An API key as the API shows it."""
    return {
        "id": key.id,
        "name": key.name,
        "role": key.role,
        "keyPrefix": key.key_prefix,
        "isActive": key.is_active,
        "expiresAt": key.expires_at,
        "lastUsedAt": key.last_used_at,
        "createdBy": key.created_by,
        "createdAt": key.created_at,
        "updatedAt": key.updated_at,
    }


def organization_json(organization: Organization) -> answers.Organization:
    """An organization as the API shows it."""
    limits = organization.limits
    return {
        "id": organization.id,
        "name": organization.name,
        "slug": organization.slug,
        "plan": organization.plan,
        "country": organization.country,
        "timezone": organization.timezone,
        "currency": organization.currency,
        "defaultRegion": organization.default_region,
        "limits": {
            "requestsPerSecond": limits.requests_per_second,
            "bulkRequestsPerSecond": limits.bulk_per_second,
            "contactsPerBulkRequest": limits.bulk_contacts,
        },
    }
