"""`/policies`."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path

from gomobile.http.call import AdminCall, ManagerCall
from gomobile.http.call import router as make_router
from gomobile.policies import answers, service
from gomobile.policies.policy import settings_of, to_json
from gomobile.policies.schemas import PolicyBody
from gomobile.policies.service import Tuned

router = make_router("/policies", "policies")

Name = Annotated[str, Path(max_length=64, description="As GET /policies lists it.")]


@router.get("")
def list_policies(call: ManagerCall) -> answers.PolicyList:
    """The rules that the organization can tune: their present values, defaults and limits."""
    return {"data": [policy_json(one) for one in service.list_policies(call.conn, call.org_id)]}


@router.put("/{name}")
def change_policy(call: AdminCall, name: Name, body: PolicyBody) -> answers.Policy:
    """Change settings of a policy; those left out stay as they are, null switches a rule off that can be.

    What follows from it (the reachability of every contact, say) is worked out in the background.
    """
    service.put(call.conn, call.org_id, call.caller.actor, name, body)
    return policy_json(service.describe(call.conn, call.org_id, name))


@router.delete("/{name}")
def reset_policy(call: AdminCall, name: Name) -> answers.Policy:
    """Bring a policy back to its defaults."""
    service.reset(call.conn, call.org_id, call.caller.actor, name)
    return policy_json(service.describe(call.conn, call.org_id, name))


def policy_json(one: Tuned) -> answers.Policy:
    """A policy as the API shows it."""
    return {
        "name": one.registered.name,
        "description": one.registered.text,
        "values": to_json(one.value),
        "settings": [
            {
                "name": found.name,
                "type": "boolean" if found.is_switch else "number",
                "description": found.text,
                "default": found.default,
                "minimum": found.minimum,
                "maximum": found.maximum,
                "nullable": found.nullable,
            }
            for found in settings_of(one.registered.policy).values()
        ],
        "updatedAt": one.updated_at,
        "updatedBy": {"kind": one.updated_by.kind, "id": one.updated_by.id} if one.updated_by else None,
    }
