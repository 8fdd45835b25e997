"""Columns mapped by hand, what makes a mapping valid, and the words for genders."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gomobile.attributes.values import ValueFormat
from gomobile.errors import InvalidInput
from gomobile.imports.aliases import GENDER_WORDS
from gomobile.imports.mapping import (
    FIELDS,
    UNMAPPED,
    ColumnMapping,
    check_fields,
    guess_mapping,
    parse_map_options,
)

SOLDE = SimpleNamespace(name="solde_du", display_name="Solde dû")

HEADER = ["Mobile", "Ville", "E-mail", "Notes", "a=b"]
BASE = guess_mapping(HEADER, [], [])


def by_hand(*options: str, header: Sequence[str] = HEADER) -> list[tuple[str, str]]:
    base = BASE if header is HEADER else ()
    return [(column.field, column.policy) for column in parse_map_options(options, header, [SOLDE], base)]


def refused(*options: str, header: Sequence[str] = HEADER) -> list[tuple[str, str, str]]:
    with pytest.raises(InvalidInput) as caught:
        parse_map_options(options, header, [SOLDE])
    return [(error.field, error.code, error.message) for error in caught.value.errors]


def test_without_options_the_base_stands() -> None:
    assert parse_map_options([], HEADER, [], BASE) == BASE


def test_words_after_a_field_say_how_the_column_is_written() -> None:
    (column,) = parse_map_options(["1=customAttributes.gsm : mdy : fill : comma"], ["x"], [])
    assert (column.policy, column.date, column.decimal) == ("fill", "MDY", ",")
    whole = ValueFormat(decimal=".", date="DMY")
    assert column.format_over(whole) == ValueFormat(decimal=",", date="MDY")
    assert ColumnMapping(0, "x", "city").format_over(whole) == whole
    for option, code in (("1=city:DMY", "notApplicable"), ("1=city:fill:never", "duplicate"), ("1=city:DM", "enum")):
        assert [error[1] for error in refused(option, header=["x"])] == [code]
    with pytest.raises(InvalidInput):
        check_fields([ColumnMapping(0, "x", "city", decimal=",")])


@pytest.mark.parametrize(
    ("option", "column", "field", "policy"),
    [
        ("Mobile=primaryPhone", 0, "primaryPhone", "overwrite"),
        ("mobile=customAttributes.gsm", 0, "customAttributes.gsm", "overwrite"),
        ("ville=city:fill", 1, "city", "fill"),
        (" VILLÉ = city : Fill ", 1, "city", "fill"),
        ("email=primaryEmail:never", 2, "primaryEmail", "never"),
        ("4=firstName", 3, "firstName", "overwrite"),
        ("Notes=", 3, "", "overwrite"),
        ("Mobile=-", 0, "", "overwrite"),
        ("a=b=lastName", 4, "lastName", "overwrite"),
        ("notes=customAttributes.Solde dû", 3, "customAttributes.solde_du", "overwrite"),
        ("notes=FIRSTNAME", 3, "firstName", "overwrite"),
    ],
)
def test_an_option_maps_a_column(option: str, column: int, field: str, policy: str) -> None:
    assert by_hand(option)[column] == (field, policy)


def test_an_option_takes_its_field_from_the_guessed_column() -> None:
    columns = parse_map_options(["Notes=primaryPhone"], HEADER, [], BASE)
    assert [column.field for column in columns] == ["", "city", "primaryEmail", "primaryPhone", ""]
    assert columns[0].reason == "primaryPhone is taken from 'Notes'"


def test_two_columns_may_swap_their_fields() -> None:
    assert by_hand("Mobile=city", "Ville=primaryPhone")[:2] == [
        ("city", "overwrite"),
        ("primaryPhone", "overwrite"),
    ]


def test_columns_without_a_base_are_unmapped() -> None:
    columns = parse_map_options(["1=primaryPhone"], ["a", "b"], [])
    assert [column.field for column in columns] == ["primaryPhone", ""]
    assert columns[1].reason in UNMAPPED


def test_an_exact_header_goes_before_a_position_and_before_a_likeness() -> None:
    assert by_hand("2=firstName", header=["x", "y", "2"])[2][0] == "firstName"
    assert by_hand("tel=primaryPhone", header=["TEL", "tel"]) == [
        ("", "overwrite"),
        ("primaryPhone", "overwrite"),
    ]


def test_a_column_that_is_not_there_is_answered_with_the_nearest() -> None:
    ((field, code, message),) = refused("Mobil=primaryPhone")
    assert (field, code) == ("map", "unknownColumn")
    assert "'Mobil=primaryPhone'" in message
    assert "did you mean 'Mobile'?" in message


def test_a_column_without_a_likeness_is_answered_with_all() -> None:
    ((_, code, message),) = refused("zzz=city")
    assert code == "unknownColumn"
    assert all(repr(name) in message for name in HEADER)


def test_a_position_beyond_the_columns_is_refused() -> None:
    assert [code for _, code, _ in refused("0=city", "6=city")] == ["unknownColumn"] * 2


def test_an_unknown_field_is_answered_with_the_valid_ones_and_the_nearest() -> None:
    ((_, code, message),) = refused("Mobile=primryPhone")
    assert code == "enum"
    assert "Did you mean primaryPhone?" in message
    assert all(field in message for field in FIELDS)
    assert "Did you mean customAttributes.solde_du?" in refused("Notes=solde_du")[0][2]


@pytest.mark.parametrize(
    ("option", "code"),
    [
        ("Mobile", "format"),
        ("=city", "format"),
        ("", "format"),
        ("Mobile=city:sometimes", "enum"),
        ("Mobile=city:", "enum"),
        ("Mobile=customAttributes.", "format"),
        ("Mobile=customAttributes.Not a slug!", "format"),
    ],
)
def test_a_malformed_option_is_refused(option: str, code: str) -> None:
    assert [found for _, found, _ in refused(option)] == [code]


def test_a_name_that_several_columns_match_is_refused() -> None:
    ((_, code, message),) = refused("tel=primaryPhone", header=["Tél", "TEL."])
    assert code == "ambiguous"
    assert "'Tél', 'TEL.'" in message


def test_two_options_for_one_field_or_one_column_are_refused() -> None:
    assert [code for _, code, _ in refused("Mobile=primaryPhone", "Notes=primaryPhone")] == ["duplicate"]
    assert [code for _, code, _ in refused("Mobile=primaryPhone", "1=city")] == ["duplicate"]


def test_every_refused_option_is_reported() -> None:
    assert len(refused("nothing", "Mobile=nothing", "Ville=city", "Notes=zip:x")) == 3


@given(st.lists(st.text(max_size=16) | st.sampled_from(["1=city", "Mobile=zip", "a=b=-", "2=city:fill"]), max_size=5))
def test_any_options_give_a_valid_mapping_or_a_refusal(options: list[str]) -> None:
    try:
        columns = parse_map_options(options, HEADER, [SOLDE], BASE)
    except InvalidInput as error:
        refused_options = {(found.field, found.value) for found in error.errors}
        columns = list(BASE)
    else:
        refused_options = set()
    check_fields(columns)
    assert [column.header for column in columns] == HEADER
    assert refused_options <= {("map", option) for option in options}


# --- checks


def _column(field: str, at: int = 0) -> ColumnMapping:
    return ColumnMapping(at, f"h{at}", field)


def test_all_fields_attributes_and_ignored_columns_pass() -> None:
    check_fields([_column(field, n) for n, field in enumerate([*FIELDS, "customAttributes." + "a" * 64, "", ""])])


@pytest.mark.parametrize(
    ("field", "code"),
    [
        ("phone", "enum"),
        ("PrimaryPhone", "enum"),
        ("id", "enum"),
        ("customAttributes.", "format"),
        ("customAttributes.Ünder", "format"),
        ("customAttributes.a b", "format"),
        ("customAttributes." + "a" * 65, "format"),
        ("customAttributes.a\n", "format"),
    ],
)
def test_an_unknown_field_is_refused_by_name(field: str, code: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        check_fields([_column(field)])
    (error,) = caught.value.errors
    assert (error.field, error.code, error.value) == ("columns", code, field)
    assert code != "enum" or all(name in error.message for name in FIELDS)


@pytest.mark.parametrize("field", ["city", "customAttributes.x"])
def test_a_field_mapped_twice_is_refused_naming_both_columns(field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        check_fields([_column(field, 0), _column("zip", 1), _column(field, 2)])
    (error,) = caught.value.errors
    assert error.code == "duplicate"
    assert "'h0'" in error.message
    assert "'h2'" in error.message


# --- genders


@pytest.mark.parametrize(
    ("words", "gender"),
    [
        ("m h male man homme monsieur mr hombre masculino ذكر الذكر", "male"),
        (
            "f female woman femme madame mme mlle mademoiselle mrs ms miss mujer femenino أنثى انثى الأنثى",
            "female",
        ),
    ],
)
def test_usual_words_for_a_gender_are_known(words: str, gender: str) -> None:
    assert {GENDER_WORDS.get(word) for word in words.split()} == {gender}


def test_gender_words_are_written_as_they_are_looked_up() -> None:
    assert [word for word in GENDER_WORDS if word != word.strip(" .").lower()] == []
