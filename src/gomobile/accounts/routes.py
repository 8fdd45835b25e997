"""`/users/me`, `/auth/api-keys` and `/organization`."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from gomobile.accounts import answers, service
from gomobile.accounts.presenter import key_json, organization_json
from gomobile.accounts.schemas import KeyCreate, KeyUpdate, OrganizationUpdate
from gomobile.contacts import service as contacts
from gomobile.http.answers import Message
from gomobile.http.call import AdminCall, AgentCall, Call
from gomobile.http.call import router as make_router
from gomobile.http.lists import Search
from gomobile.people import service as people

router = make_router("", "accounts")


@router.get("/users/me")
def get_me(call: AgentCall) -> answers.Me:
    """Who this key, or this session, is: the check that an integration makes first."""
    caller = call.caller
    organization = caller.organization
    return {
        "id": caller.id,
        "email": people.person(call.conn, caller.id).email if caller.kind == "person" else None,
        "firstName": caller.name,
        "lastName": None,
        "role": caller.role,
        "organization": {"id": organization.id, "name": organization.name, "slug": organization.slug},
    }


@router.get("/organization")
def get_organization(call: AgentCall) -> answers.OrganizationUsage:
    """The organization of this key or session, with the limits of its plan and what is used of them."""
    return usage_json(call)


@router.patch("/organization")
def update_organization(call: AdminCall, body: OrganizationUpdate) -> answers.OrganizationUsage:
    """Change the organization. Country, time zone and phone region say how what is written from now on is read."""
    before = call.caller.organization
    names = {"defaultRegion": "default_region"}
    changes = {names.get(field, field): getattr(body, field) for field in body.model_fields_set}
    changed = service.update_organization(call.conn, call.org_id, **changes)
    call.caller = replace(call.caller, organization=changed)
    fields = ("country", "timezone", "currency", "default_region")
    facts = [{field: getattr(one, field) for field in fields} for one in (before, changed)]
    call.audit("organization.updated", "organization", call.org_id, before=facts[0], after=facts[1])
    return usage_json(call)


@router.get("/auth/api-keys")
def list_keys(call: AdminCall, search: Search = None) -> answers.ApiKeyList:
    """The keys of the organization, newest first; secrets are never shown again."""
    return {"apiKeys": [key_json(key) for key in service.list_keys(call.conn, call.org_id, search)]}


@router.post("/auth/api-keys", status_code=201)
def create_key(call: AdminCall, body: KeyCreate) -> answers.ApiKeyCreated:
    """Make a key. `secret` is in this answer only."""
    call.shown_once = ("secret",)
    made = service.create_key(
        call.conn,
        call.org_id,
        body.name,
        role=body.role,
        prefix=body.prefix,
        expires_at=body.expiresAt,
        created_by=call.caller.id,
    )
    return {**key_json(made.key), "secret": made.secret}


@router.patch("/auth/api-keys/{id}")
def update_key(call: AdminCall, id: UUID, body: KeyUpdate) -> answers.ApiKey:
    """Rename, disable, enable or change the expiry (null: never)."""
    names = {"name": "name", "isActive": "is_active", "expiresAt": "expires_at"}
    changes = {names[field]: getattr(body, field) for field in body.model_fields_set}
    before = service.find_key(call.conn, call.org_id, id)
    changed = service.update_key(call.conn, call.caller, id, changes)
    shown = [{field: getattr(key, names[field]) for field in body.model_fields_set} for key in (before, changed)]
    call.audit("api_key.updated", "api_key", id, before=shown[0], after=shown[1])
    return key_json(changed)


@router.delete("/auth/api-keys/{id}")
def revoke_key(call: AdminCall, id: UUID) -> Message:
    """Revoke a key for good."""
    service.revoke_key(call.conn, call.org_id, id, caller=call.caller)
    return {"message": "The API key is revoked."}


def usage_json(call: Call) -> answers.OrganizationUsage:
    """The organization of a request, and how much it uses."""
    used = service.used_now(call.conn, call.org_id)
    return {
        **organization_json(call.caller.organization),
        "usage": {
            "contacts": contacts.count_contacts(call.conn, call.org_id),
            "requestsThisSecond": used["requests"],
            "bulkRequestsThisSecond": used["bulk"],
        },
    }
