"""Which value a merged contact gets."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gomobile.contacts.contact import Contact
from gomobile.errors import InvalidInput
from gomobile.quality.merges.choices import read_choices
from gomobile.quality.merges.choosing import Change, Given, applied, choose, set_at, values_of
from gomobile.quality.merges.comparing import Back, put_back

START = datetime(2024, 1, 1, tzinfo=UTC)
BLANK = {field.name: None for field in fields(Contact)}


def contact(number: int, **values: Any) -> Contact:
    """A contact that was created `number` days after the start."""
    stamp = int((START + timedelta(days=number)).timestamp() * 1000)
    phone = f"+21260000000{number}"
    row = {
        **BLANK,
        "organization_id": UUID(int=1),
        "id": UUID(int=stamp << 80 | 0x7 << 76 | number),
        "phone_key": phone,
        "primary_phone": phone,
        "phone_status": "valid",
        "phone_type": "mobile",
        "phone_digits": phone,
        "attributes": {},
        "version": 1,
        "created_by_kind": "system",
        "updated_at": START,
        "updated_by_kind": "system",
    }
    return Contact(**(row | values))


def changed(of: Contact, day: int, **before: Any) -> Change:
    return Change(of.id, START + timedelta(days=day), before)


def test_a_value_is_as_old_as_the_last_change_of_it() -> None:
    one = contact(1, city="Rabat", attributes={"plan": "b", "tier": "gold"})
    history = [
        changed(one, 9, customAttributes={"plan": "a", "tier": "gold"}),
        changed(one, 8, city="Fes", zip="1"),
        changed(one, 7, city="Taza"),
        changed(one, 6, customAttributes={"plan": "a"}),
    ]

    assert set_at(one, history) == {
        "city": START + timedelta(days=8),
        "zip": START + timedelta(days=8),
        "customAttributes.plan": START + timedelta(days=9),
        "customAttributes.tier": START + timedelta(days=6),
    }


people = st.lists(
    st.fixed_dictionaries(
        {
            "city": st.sampled_from(["Rabat", "Fes", None]),
            "channels": st.sampled_from([None, [], ["sms"]]),
            "attributes": st.dictionaries(st.sampled_from(["plan", "tier"]), st.integers(0, 2)),
        }
    ),
    min_size=2,
    max_size=4,
)


@given(people, st.randoms(use_true_random=False))
def test_no_value_is_lost_and_each_is_that_of_who_is_named(found: list[dict[str, Any]], random: Any) -> None:
    contacts = [contact(number, **values) for number, values in enumerate(found)]
    random.shuffle(contacts)

    chosen = choose(contacts, [])
    result = applied(contacts[0], contacts, chosen)

    held = {field for one in contacts for field in values_of(one)}
    assert set(values_of(result)) == held == {one.field for one in chosen}
    for one in chosen:
        giver = next(contact for contact in contacts if contact.id == one.contact_id)
        assert values_of(giver)[one.field] == one.value == values_of(result)[one.field]
        if one.field != "primaryPhone":
            newest = max((c for c in contacts if one.field in values_of(c)), key=lambda c: c.created_at)
            assert values_of(newest)[one.field] == one.value
    assert result.phone_key == contacts[0].phone_key
    assert replace(result, **{c: getattr(contacts[0], c) for c in ("city", "channels", "attributes")}) == contacts[0]


def test_a_choice_wins_over_age_and_may_be_blank() -> None:
    one, two = contact(1, city="Rabat", zip="1"), contact(2, city="Fes", zip="2", occupation="Nurse")
    chosen = choose([one, two], [], {"city": one.id, "zip": Given(None), "occupation": one.id, "state": Given("S")})

    result = applied(one, [one, two], chosen)
    assert (result.city, result.zip, result.occupation, result.state) == ("Rabat", None, None, "S")


def test_choices_are_contacts_or_values() -> None:
    one, two = contact(1), contact(2)
    raw = {"city": str(one.id), "zip": two.id, "state": "  S ", "occupation": None, "customAttributes.plan": "x"}

    found = read_choices(raw, {one.id, two.id}, lambda values: ({name: v + "!" for name, v in values.items()}, []))

    assert found == {
        "city": one.id,
        "zip": two.id,
        "state": Given("S"),
        "occupation": Given(None),
        "customAttributes.plan": Given("x!"),
    }


@pytest.mark.parametrize("field", ["primaryPhone", "city"])
def test_the_id_of_a_third_contact_is_refused(field: str) -> None:
    one, two, third = contact(1), contact(2), contact(3)
    with pytest.raises(InvalidInput) as refused:
        read_choices({field: str(third.id)}, {one.id, two.id}, lambda values: (values, []))
    assert [(error.field, error.code) for error in refused.value.errors] == [(f"choices.{field}", "notAmong")]


def test_an_attribute_may_hold_an_id_of_another_system() -> None:
    one, two, other = contact(1), contact(2), str(UUID(int=7))
    found = read_choices({"customAttributes.crm": other}, {one.id, two.id}, lambda values: (values, []))
    assert found == {"customAttributes.crm": Given(other)}


@given(st.none() | st.integers(0, 2), st.none() | st.integers(0, 2), st.none() | st.integers(0, 2))
def test_what_nobody_changed_since_becomes_what_it_was(before: Any, after: Any, now: Any) -> None:
    back = put_back(before, after, now)

    assert (back is Back.KEEP) == (before != after and now not in (before, after))
    assert (now if back is not Back.RESTORE else before) == (before if now == after else now)
