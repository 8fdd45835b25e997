"""Answers as values: forgiving towards newer services, exact about what is known."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gomobile.client
from gomobile.client import Contact, Import, InvalidResponse, Model, Page, Phone

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
CONTACT = {
    "id": "c1",
    "primaryPhone": "0612345678",
    "phone": {"e164": "+212612345678", "status": "valid", "timeZone": "Africa/Casablanca"},
    "createdAt": "2026-11-22T03:00:00.000Z",
    "channels": ["sms"],
    "customAttributes": [{"name": "tier", "type": "enum", "value": "opt_1", "label": "Gold"}],
}


def test_names_types_and_nested_values_are_pythons() -> None:
    contact = Contact.from_json(CONTACT)
    assert contact.primary_phone == "0612345678"
    assert contact.phone == Phone(status="valid", e164="+212612345678", time_zone="Africa/Casablanca")
    assert contact.created_at == datetime(2026, 11, 22, 3, tzinfo=UTC)
    assert contact.channels == ("sms",)
    assert contact.custom_attributes == {"tier": "opt_1"}
    assert contact.attributes is not None
    assert contact.attributes[0].label == "Gold"


def test_what_a_newer_service_adds_is_kept_and_breaks_nothing() -> None:
    newer = {**CONTACT, "mood": "fine", "phone": {"status": "unverified", "type": "satellite"}, "gender": "other"}
    contact = Contact.from_json(newer)
    assert contact.raw["mood"] == "fine"
    assert contact.phone is not None
    assert (contact.phone.status, contact.phone.type, contact.gender) == ("unverified", "satellite", "other")
    assert not Import.from_json({"id": "i1", "status": "celebrating"}).under_way


def test_both_forms_of_attributes_read_alike() -> None:
    listed = Contact.from_json({**CONTACT, "customAttributes": {"tier": "opt_1"}})
    assert listed.custom_attributes == Contact.from_json(CONTACT).custom_attributes


def test_what_an_answer_leaves_out_is_none_or_empty() -> None:
    contact = Contact.from_json({"id": "c1", "primaryPhone": "0612345678"})
    assert (contact.first_name, contact.channels, contact.attributes) == (None, (), None)
    assert contact.custom_attributes == {}
    assert contact == Contact(id="c1", primary_phone="0612345678")
    first, second = (Import.from_json({"id": "i1", "status": "queued"}) for _ in range(2))
    assert first.options is not second.options


def test_values_are_frozen_copied_and_pickled() -> None:
    contact = Contact.from_json(CONTACT)
    with pytest.raises(dataclasses.FrozenInstanceError):
        contact.city = "Rabat"  # type: ignore[misc]
    assert pickle.loads(pickle.dumps(contact)) == copy.deepcopy(contact) == contact
    assert dataclasses.replace(contact, city="Rabat").city == "Rabat"


@given(body=JSON)
def test_any_json_is_read_or_refused_in_one_way(body: object) -> None:
    for name in gomobile.client.__all__:
        kind = getattr(gomobile.client, name)
        if isinstance(kind, type) and issubclass(kind, Model):
            try:
                assert isinstance(kind.from_json(body), kind)
            except InvalidResponse:
                continue


@given(fields=st.dictionaries(st.sampled_from(sorted(CONTACT)), JSON))
def test_a_field_of_an_unexpected_kind_is_refused_in_one_way(fields: dict[str, object]) -> None:
    try:
        Contact.from_json({**CONTACT, **fields})
    except InvalidResponse:
        return


def test_a_page_is_a_sequence_of_its_entries() -> None:
    meta = {"page": 2, "limit": 2, "total": 5, "totalPages": 3, "hasNextPage": True, "hasPreviousPage": True}
    page = Page.from_json({"data": ["a", "b"], "meta": {**meta, "nextCursor": "x", "totalIsEstimate": True}}, str)
    assert (list(page), len(page), page[0], page[-1:], "b" in page) == (["a", "b"], 2, "a", ("b",), True)
    assert (page.page, page.total, page.next_cursor, page.total_is_estimate) == (2, 5, "x", True)
    with pytest.raises(InvalidResponse):
        Page.from_json({"data": "ab"}, str)
