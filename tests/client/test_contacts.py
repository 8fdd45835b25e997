"""Contacts through the real service, over a real socket."""

from __future__ import annotations

import uuid

import pytest

from gomobile.client import (
    NOT_GIVEN,
    AsyncGomobile,
    BadRequest,
    Conflict,
    Forbidden,
    Gomobile,
    NotFound,
    PreconditionFailed,
    Unauthorized,
)
from tests.client.conftest import Service


def test_a_contact_is_created_read_and_understood(gomobile: Gomobile) -> None:
    made = gomobile.contacts.create("06 12 34 56 78", first_name="Amina", last_name="Élan", channels=["sms"])
    contact = gomobile.contacts.get(made.id)
    assert contact.primary_phone == "06 12 34 56 78"
    assert contact.phone is not None
    assert (contact.phone.e164, contact.phone.status) == ("+212612345678", "valid")
    assert contact.phone.time_zone == "Africa/Casablanca"
    assert (contact.display_name, contact.channels) == ("Amina Élan", ("sms",))
    assert contact.created_at is not None
    assert contact.created_at.tzinfo is not None
    assert contact.raw["createdByKind"] == "key"


def test_refused_attribute_values_are_told_with_the_contact(gomobile: Gomobile) -> None:
    gomobile.attributes.create("Account balance", "number")
    values = {"account_balance": "1250.50", "unknown": 1}
    made = gomobile.contacts.create("0612345678", custom_attributes=values)
    assert made.custom_attributes == {"account_balance": 1250.5}
    assert [(problem.field, problem.code) for problem in made.attribute_errors] == [
        ("customAttributes.unknown", "unknownAttribute")
    ]


def test_an_update_changes_what_is_given_clears_none_and_leaves_the_rest(gomobile: Gomobile) -> None:
    id = gomobile.contacts.create("0612345678", first_name="Amina", city="Fès", zip="30000").id
    changed = gomobile.contacts.update(id, city=None, zip=NOT_GIVEN, occupation="Nurse")  # type: ignore[arg-type]
    assert (changed.first_name, changed.city, changed.zip, changed.occupation) == (
        "Amina",
        None,
        "30000",
        "Nurse",
    )


def test_an_update_is_refused_when_the_contact_changed_since(gomobile: Gomobile) -> None:
    seen = gomobile.contacts.create("0612345678")
    changed = gomobile.contacts.update(seen.id, city="Rabat", if_match=seen)
    with pytest.raises(PreconditionFailed):
        gomobile.contacts.update(seen.id, city="Fès", if_match=seen)
    with pytest.raises(PreconditionFailed):
        gomobile.contacts.delete(seen.id, if_match=seen.etag)
    assert gomobile.contacts.update(seen.id, city="Fès", if_match=changed.etag).city == "Fès"


def test_a_taken_number_names_its_holder(gomobile: Gomobile) -> None:
    holder = gomobile.contacts.create("+212612345678")
    with pytest.raises(Conflict) as caught:
        gomobile.contacts.create("0612345678")
    assert caught.value.code == "CONTACT_EXISTS"
    assert caught.value.existing_contact_id == holder.id


def test_a_deleted_contact_comes_back_and_an_erased_one_does_not(gomobile: Gomobile) -> None:
    id = gomobile.contacts.create("0612345678", first_name="Amina").id
    gomobile.contacts.delete(id)
    with pytest.raises(NotFound):
        gomobile.contacts.get(id)
    assert [contact.id for contact in gomobile.contacts.list(deleted=True)] == [id]
    again = gomobile.contacts.create("0612345678")
    assert again.restorable is not None
    assert again.restorable.id == id
    gomobile.contacts.delete(again.id, permanent=True)
    assert gomobile.contacts.restore(id).first_name == "Amina"
    with pytest.raises(NotFound):
        gomobile.contacts.restore(again.id)


def test_invalid_input_names_every_field(gomobile: Gomobile) -> None:
    with pytest.raises(BadRequest) as caught:
        gomobile.contacts.create("1", primary_email="nobody", nickname="Mimi")  # type: ignore[call-arg]
    assert caught.value.code == "VALIDATION_FAILED"
    assert caught.value.field_errors.keys() == {"primaryPhone", "primaryEmail", "nickname"}
    assert caught.value.field_details["primaryPhone"][0] == {"code": "minLength", "params": {"min": 3}}
    assert caught.value.request_id


def test_lists_walk_by_page_and_by_cursor_without_a_gap(gomobile: Gomobile) -> None:
    phones = [f"+21261234{at:04}" for at in range(23)]
    for phone in phones:
        gomobile.contacts.create(phone)
    first = gomobile.contacts.list(limit=10, sort_by="primaryPhone", sort_order="asc")
    assert (first.total, first.total_pages, len(first)) == (23, 3, 10)
    assert first.has_next_page
    assert not first.has_previous_page
    third = gomobile.contacts.list(page=3, limit=10, sort_by="primaryPhone", sort_order="asc")
    assert [contact.primary_phone for contact in third] == phones[20:]
    walked = gomobile.contacts.iterate(limit=4, sort_by="primaryPhone", sort_order="asc")
    assert [contact.primary_phone for contact in walked] == phones
    pages = list(gomobile.contacts.iter_pages(limit=10, sort_by="primaryPhone", sort_order="asc"))
    assert [len(page) for page in pages] == [10, 10, 3]
    rest = gomobile.contacts.iterate(limit=10, sort_by="primaryPhone", sort_order="asc", cursor=pages[0].next_cursor)
    assert [contact.primary_phone for contact in rest] == phones[10:]


def test_lists_search_filter_and_embed_attributes(gomobile: Gomobile) -> None:
    gomobile.attributes.create("Tier", "text")
    gomobile.contacts.create("0612345678", full_name="Zoé Élan", custom_attributes={"tier": "gold"})
    gomobile.contacts.create("0700", full_name="Nobody")
    found = gomobile.contacts.list(search="zoe elan", include="customAttributes")
    assert [contact.custom_attributes for contact in found] == [{"tier": "gold"}]
    assert gomobile.contacts.list(search="zoe elan")[0].attributes is None
    assert [contact.full_name for contact in gomobile.contacts.list(phone_status="invalid")] == ["Nobody"]


def test_a_mistyped_filter_does_not_mean_everybody(gomobile: Gomobile) -> None:
    with pytest.raises(TypeError, match="serch"):
        gomobile.contacts.list(serch="zoe")  # type: ignore[call-arg]
    with pytest.raises(BadRequest):
        gomobile.contacts.list(limit=101)


@pytest.mark.parametrize("id", ["", ".", ".."])
def test_an_empty_id_is_not_the_list(gomobile: Gomobile, id: str) -> None:
    with pytest.raises(ValueError, match="is not an id"):
        gomobile.contacts.delete(id)


@pytest.mark.parametrize("id", ["../users/me", "a/b", "?permanent=true", "%2e%2e", "né"])
def test_an_odd_id_never_reaches_another_route(gomobile: Gomobile, id: str) -> None:
    with pytest.raises((NotFound, BadRequest)):
        gomobile.contacts.get(id)


def test_an_id_may_be_a_uuid(gomobile: Gomobile) -> None:
    made = gomobile.contacts.create("0612345678")
    assert gomobile.contacts.get(uuid.UUID(made.id)).id == made.id


def test_roles_and_organizations_hold(service: Service, gomobile: Gomobile) -> None:
    id = gomobile.contacts.create("0612345678").id
    with Gomobile(service.key_of(), service.base_url) as other, pytest.raises(NotFound):
        other.contacts.get(id)
    with Gomobile(service.key_of(role="agent"), service.base_url) as agent:
        mine = agent.contacts.create("0612345678").id
        with pytest.raises(Forbidden):
            agent.contacts.delete(mine, permanent=True)
    with Gomobile("gm_sk_live_wrong", service.base_url) as stranger, pytest.raises(Unauthorized):
        stranger.me()


def test_the_same_idempotency_key_has_one_effect(gomobile: Gomobile) -> None:
    first = gomobile.contacts.create("0612345678", idempotency_key="row-1")
    assert gomobile.contacts.create("0612345678", idempotency_key="row-1").id == first.id
    assert gomobile.contacts.list().total == 1


def test_any_request_can_be_sent(gomobile: Gomobile) -> None:
    answer = gomobile.request("get", "/contact", params={"limit": 1})
    assert answer.status == 200
    assert answer.json()["data"] == []
    assert answer.request_id
    assert answer.rate_limit is not None
    assert answer.rate_limit.remaining < answer.rate_limit.limit
    with pytest.raises(NotFound):
        gomobile.request("GET", "nowhere")


@pytest.mark.anyio
async def test_the_asynchronous_client_does_the_same(service: Service) -> None:
    async with AsyncGomobile(service.key, service.base_url) as client:
        made = await client.contacts.create("0612345678", first_name="Amina")
        for at in range(5):
            await client.contacts.create(f"061234570{at}")
        assert (await client.contacts.get(made.id)).first_name == "Amina"
        assert (await client.contacts.update(made.id, city="Rabat")).city == "Rabat"
        walked = [contact.id async for contact in client.contacts.iterate(limit=2)]
        assert len(set(walked)) == 6
        assert [len(page) async for page in client.contacts.iter_pages(limit=4)] == [4, 2]
        await client.contacts.delete(made.id)
        with pytest.raises(NotFound):
            await client.contacts.get(made.id)
