"""Keys, the organization and custom attributes through the real service."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gomobile.client import (
    AsyncGomobile,
    BadRequest,
    Conflict,
    Forbidden,
    Gomobile,
    NotFound,
    Unauthorized,
)
from gomobile.clock import now
from tests.client.conftest import Service


def test_me_is_the_key_and_its_organization(gomobile: Gomobile) -> None:
    me = gomobile.me()
    assert me.role == "admin"
    organization = gomobile.organization()
    assert organization.id == me.organization.id
    assert (organization.country, organization.timezone) == ("MA", "Africa/Casablanca")
    assert organization.limits is not None
    assert organization.limits.contacts_per_bulk_request == 1000


def test_a_key_lives_from_creation_to_revocation(service: Service, gomobile: Gomobile) -> None:
    made = gomobile.api_keys.create("crm", role="manager", expires_at=now() + timedelta(days=1))
    assert made.secret not in repr(made)
    assert made.expires_at is not None
    with Gomobile(made.secret, service.base_url) as crm:
        assert crm.me().role == "manager"
        with pytest.raises(Forbidden):
            crm.api_keys.list()
        changed = gomobile.api_keys.update(made.id, name="crm sync", is_active=False, expires_at=None)
        assert (changed.name, changed.is_active, changed.expires_at) == ("crm sync", False, None)
        with pytest.raises(Unauthorized):
            crm.me()
        assert gomobile.api_keys.update(made.id, is_active=True).name == "crm sync"
        assert crm.me().first_name == "crm sync"
    assert [key.name for key in gomobile.api_keys.list(search="sync")] == ["crm sync"]
    gomobile.api_keys.revoke(made.id)
    assert "crm sync" not in [key.name for key in gomobile.api_keys.list()]
    with pytest.raises(NotFound):
        gomobile.api_keys.revoke(made.id)


def test_an_attribute_is_defined_used_archived_and_restored(gomobile: Gomobile) -> None:
    made = gomobile.attributes.create("Customer tier", "enum", options=["Gold", "Silver"], description="Ours")
    assert (made.name, [option.label for option in made.options]) == ("customer_tier", ["Gold", "Silver"])
    gomobile.contacts.create("0612345678", custom_attributes={"customer_tier": "gold"})
    usage = gomobile.attributes.usage(made.id)
    assert usage.contact_count == 1
    assert {option.label: option.contact_count for option in usage.options} == {"Gold": 1, "Silver": 0}
    assert usage.sample[0].primary_phone == "0612345678"
    gomobile.attributes.archive(made.id)
    assert gomobile.attributes.list() == ()
    assert [found.archived for found in gomobile.attributes.list(include_archived=True)] == [True]
    assert not gomobile.attributes.restore(made.id).archived
    contact = gomobile.contacts.list(include="customAttributes")[0]
    assert list(contact.custom_attributes) == ["customer_tier"]


def test_an_update_tells_leave_from_clear(gomobile: Gomobile) -> None:
    id = gomobile.attributes.create("Tier", "enum", options=["Gold"], description="Ours").id
    kept = gomobile.attributes.update(id, options=[{"label": "Silver"}])
    assert (kept.description, len(kept.options)) == ("Ours", 2)
    cleared = gomobile.attributes.update(id, description=None)
    assert (cleared.description, len(cleared.options)) == (None, 2)
    assert gomobile.attributes.get(id) == cleared


def test_a_refused_attribute_says_why(gomobile: Gomobile) -> None:
    gomobile.attributes.create("Tier", "text")
    with pytest.raises(Conflict) as caught:
        gomobile.attributes.create("tier", "text")
    assert caught.value.existing_contact_id is None
    with pytest.raises(BadRequest) as refused:
        gomobile.attributes.create("T", "color")
    assert refused.value.field_errors.keys() == {"displayName", "type"}


@pytest.mark.anyio
async def test_the_asynchronous_nouns_answer_too(service: Service) -> None:
    async with AsyncGomobile(service.key, service.base_url) as client:
        assert (await client.organization()).country == "MA"
        made = await client.attributes.create("Tier", "text")
        assert [found.id for found in await client.attributes.list()] == [made.id]
        key = await client.api_keys.create("crm")
        await client.api_keys.revoke(key.id)
        assert len(await client.api_keys.list()) == 1
