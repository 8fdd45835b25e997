"""Names, options, and the attributes of one contact."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gomobile.attributes.contact_values import apply, entries, visible
from gomobile.attributes.options import OptionChange, change_options, new_options
from gomobile.attributes.slug import MAX_SLUG, slugify, unique_slug
from gomobile.attributes.values import Definition, EnumOption, ValueFormat
from gomobile.errors import InvalidInput


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Account Balance", "account_balance"),
        ("Solde dû (MAD)", "solde_du_mad"),
        ("N° de contrat", "n_de_contrat"),
        ("Œuvre Straße", "oeuvre_strasse"),
        ("  --is_active--  ", "is_active"),
        ("المدينة", "almdyna"),
        ("رقم ٢", "rqm_2"),
        ("客户", "attribute"),
        ("Taux %", "taux_percent"),
        ("x" * 100, "x" * MAX_SLUG),
    ],
)
def test_a_name_for_people_becomes_a_name_for_programs(text: str, slug: str) -> None:
    assert slugify(text) == slug


@given(st.text())
def test_a_slug_is_lower_case_ascii(text: str) -> None:
    slug = slugify(text)
    assert re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)*", slug)
    assert len(slug) <= MAX_SLUG


def test_a_taken_slug_gets_a_number() -> None:
    assert unique_slug("Balance!", {"balance"}) == "balance_2"
    assert unique_slug("Balance", {"balance", "balance_2"}) == "balance_3"
    assert unique_slug("x" * 64, {"x" * 64}) == "x" * 62 + "_2"


def problems(refused: pytest.ExceptionInfo[InvalidInput]) -> list[tuple[str, str]]:
    return [(error.field, error.code) for error in refused.value.errors]


def test_options_get_ids_from_their_labels() -> None:
    made = new_options(["Très bien", " Bien ", "客户", "客"])
    assert [(option.id, option.label) for option in made] == [
        ("tres_bien", "Très bien"),
        ("bien", "Bien"),
        ("option", "客户"),
        ("option_2", "客"),
    ]


def test_labels_that_differ_in_case_or_accents_only_are_refused() -> None:
    with pytest.raises(InvalidInput) as refused:
        new_options(["Élève", "ELEVE", "", "x" * 65, "a\nb"])
    assert problems(refused) == [
        ("options.2.label", "minLength"),
        ("options.3.label", "maxLength"),
        ("options.4.label", "invalidCharacter"),
    ]
    with pytest.raises(InvalidInput) as refused:
        new_options(["Élève", "ELEVE"])
    assert problems(refused) == [("options.1.label", "duplicate")]


def test_renaming_and_archiving_keep_the_id_and_the_others() -> None:
    current = new_options(["Gold", "Silver"])
    changed = change_options(
        current, [OptionChange("silver", label="Argent", archived=True), OptionChange(label="Bronze")]
    )
    assert changed == (
        EnumOption("silver", "Argent", archived=True),
        EnumOption("bronze", "Bronze"),
        EnumOption("gold", "Gold"),
    )


def test_an_option_that_does_not_exist_or_is_named_twice_is_refused() -> None:
    current = new_options(["Gold"])
    with pytest.raises(InvalidInput) as refused:
        change_options(current, [OptionChange("gold"), OptionChange("gold"), OptionChange("iron"), OptionChange()])
    assert problems(refused) == [
        ("options.1.id", "duplicate"),
        ("options.2.id", "enum"),
        ("options.3.label", "required"),
    ]


def test_a_label_cannot_be_another_options_id() -> None:
    current = change_options(new_options(["Gold"]), [OptionChange("gold", label="Premium")])
    with pytest.raises(InvalidInput) as refused:
        change_options(current, [OptionChange(label="Gold")])
    assert problems(refused) == [("options.0.label", "duplicate")]


def test_an_attribute_has_at_most_1000_options() -> None:
    with pytest.raises(InvalidInput) as refused:
        new_options([f"label {number}" for number in range(1001)])
    assert problems(refused) == [("options", "maxItems")]


DEFINITIONS = {
    found.name: found
    for found in (
        Definition(UUID(int=1), "account_balance", "Account Balance", "number"),
        Definition(UUID(int=2), "tier", "Tier", "enum", (EnumOption("gold", "Or"),)),
        Definition(UUID(int=3), "old", "Old", "text", deleted_at=datetime(2026, 1, 1, tzinfo=UTC)),
    )
}


def test_good_values_are_taken_and_bad_ones_reported() -> None:
    values = {"account_balance": "1,250.50", "tier": "bronze", "old": "x", "Account Balance": 5, "nope": [1]}
    accepted, errors = apply(values, DEFINITIONS, ValueFormat(decimal="."))
    assert accepted == {"account_balance": 1250.5}
    assert [(error["field"], error["value"], error["code"]) for error in errors] == [
        ("customAttributes.tier", "bronze", "enum"),
        ("customAttributes.old", "x", "archivedAttribute"),
        ("customAttributes.Account Balance", 5, "unknownAttribute"),
        ("customAttributes.nope", [1], "unknownAttribute"),
    ]
    assert "account_balance" in errors[2]["message"]


def test_null_and_blank_clear_a_value() -> None:
    assert apply({"account_balance": None, "tier": " "}, DEFINITIONS, ValueFormat(decimal=".")) == (
        {"account_balance": None, "tier": None},
        [],
    )


SENT = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


@given(st.dictionaries(st.text(max_size=5) | st.sampled_from(list(DEFINITIONS)), SENT))
def test_every_answer_about_values_is_valid_json(values: dict[str, object]) -> None:
    accepted, errors = apply(values, DEFINITIONS, ValueFormat(decimal="."))
    assert len(accepted) + len(errors) == len(values)
    json.dumps([accepted, [error["value"] for error in errors]], allow_nan=False, ensure_ascii=False).encode()


def test_entries_are_typed_and_in_the_order_of_definition() -> None:
    stored = {"tier": "gold", "account_balance": 0, "old": "hidden", "stranger": 1}
    assert entries(DEFINITIONS, stored) == [
        {"name": "account_balance", "displayName": "Account Balance", "type": "number", "value": 0},
        {"name": "tier", "displayName": "Tier", "type": "enum", "value": "gold", "label": "Or"},
    ]
    assert visible(DEFINITIONS, stored) == {"tier": "gold", "account_balance": 0}


def test_restoring_an_attribute_shows_its_values_again() -> None:
    live = DEFINITIONS | {"old": replace(DEFINITIONS["old"], deleted_at=None)}
    assert visible(live, {"old": "kept"}) == {"old": "kept"}
