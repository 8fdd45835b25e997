"""Text, booleans, e-mail addresses, web addresses, options and phone numbers."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gomobile.attributes.definition import TYPES
from gomobile.attributes.parse.email import email_problem
from gomobile.attributes.values import Definition, EnumOption, ValueFormat, ValueProblem, coerce

FORMAT = ValueFormat(region="MA")
TIER = Definition(
    UUID(int=1),
    "tier",
    "Tier",
    "enum",
    (EnumOption("gold", "Or"), EnumOption("silver", "Silver"), EnumOption("old", "Vieux", archived=True)),
)


def of(type: str) -> Definition:
    return TIER if type == "enum" else Definition(UUID(int=1), "field", "Field", type)  # type: ignore[arg-type]


def read(value: object, type: str) -> object:
    return coerce(value, of(type), FORMAT)


def code(value: object, type: str) -> str:
    with pytest.raises(ValueProblem) as caught:
        read(value, type)
    assert caught.value.message
    return caught.value.code


@pytest.mark.parametrize("type", TYPES)
def test_a_blank_value_is_none(type: str) -> None:
    assert [read(blank, type) for blank in (None, "", "  ", "\u00a0\u200f\t\r\n")] == [None] * 4


@pytest.mark.parametrize("type", TYPES)
@pytest.mark.parametrize("text", ["a\0b", "\ud800"])
def test_characters_that_cannot_be_stored_are_refused(type: str, text: str) -> None:
    assert code(text, type) == "invalidCharacter"


@pytest.mark.parametrize("type", TYPES)
def test_lists_and_objects_are_refused(type: str) -> None:
    assert code(["a"], type) == "type"
    assert code({"a": 1}, type) == "type"


def test_an_archived_attribute_takes_no_value() -> None:
    from dataclasses import replace
    from datetime import UTC, datetime

    archived = replace(of("text"), deleted_at=datetime(2026, 1, 1, tzinfo=UTC))
    with pytest.raises(ValueProblem, match="restore") as caught:
        coerce("x", archived, FORMAT)
    assert caught.value.code == "archivedAttribute"


def test_text_is_trimmed_and_otherwise_kept() -> None:
    assert read("  Fès \u200f", "text") == "Fès"
    assert read("line 1\nline 2\ttab", "text") == "line 1\nline 2\ttab"
    assert read("é" * 4096, "text") == "é" * 4096
    assert code("x" * 4097, "text") == "maxLength"


def test_json_numbers_are_taken_as_text_and_booleans_are_not() -> None:
    assert read(12345678901234567890, "text") == "12345678901234567890"
    assert read(1.5, "text") == "1.5"
    assert read(2.0, "text") == "2"
    assert code(1.2345678901234568e22, "text") == "range"
    assert code(True, "text") == "type"


@pytest.mark.parametrize(
    "text",
    [
        "true",
        "TRUE",
        "1",
        "1.0",
        "yes",
        "Oui",
        "vrai",
        "VRAI",
        "sí",
        "Si",
        "x",
        "X",
        "on",
        "✓",
        "نعم",
        "١",
        "o",
    ],
)
def test_true_in_many_languages(text: str) -> None:
    assert read(text, "boolean") is True


@pytest.mark.parametrize("text", ["false", "0", "No", "non", "FAUX", "falso", "off", "n", "لا", "٠"])
def test_false_in_many_languages(text: str) -> None:
    assert read(text, "boolean") is False


def test_booleans_from_json() -> None:
    assert read(True, "boolean") is True
    assert read(0, "boolean") is False
    assert read(1.0, "boolean") is True
    assert code(2, "boolean") == "format"
    assert code("maybe", "boolean") == "format"


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("Jean.Dupont@Exemple.FR", "Jean.Dupont@exemple.fr"),
        (" a@b.co ", "a@b.co"),
        ("mailto:a@b.co", "a@b.co"),
        ("<a@b.co>", "a@b.co"),
        ("o'neil+tag@sub.example.com", "o'neil+tag@sub.example.com"),
        ("user@münchen.de", "user@münchen.de"),
        ("مثال@موقع.المغرب", "مثال@موقع.المغرب"),
    ],
)
def test_email_addresses_are_cleaned(text: str, stored: str) -> None:
    assert read(text, "email") == stored


@pytest.mark.parametrize(
    "text",
    ["a", "a@b", "@b.co", "a@", "a@b..co", ".a@b.co", "a.@b.co", "a..b@c.co", "a b@c.co", "a@b c.co",
     "a@-b.co", "a@b-.co",
     "a@b.co.", "a@1.2.3.4", "a@[1.2.3.4]", '"a b"@c.co', "a@b@c.co", "a,b@c.co", "a@b.co; c@d.co",
     f"{'x' * 65}@b.co",
     f"a@{'x' * 64}.co", f"a@{'é' * 63}.co", "a@b_c.co"],
)  # fmt: skip
def test_what_is_no_email_address_is_refused(text: str) -> None:
    assert code(text, "email") == "format"
    assert email_problem(text) == "format"


def test_an_email_address_has_at_most_254_characters() -> None:
    longest = "a@" + "b" * 60 + ("." + "c" * 60) * 3 + ".xyzabcde"
    assert len(longest) == 254
    assert email_problem(longest) is None
    assert email_problem(longest + "f") == "maxLength"


@pytest.mark.parametrize(
    "text",
    ["https://example.com", "http://intranet/x", "HTTPS://Example.com/a?b=c#d",
     "https://user@example.com:8080/", "http://[::1]/",
     "https://موقع.المغرب/صفحة", "https://sub-domain.example.co.ma/p?q=é"],
)  # fmt: skip
def test_web_addresses_are_kept_as_given(text: str) -> None:
    assert read(text, "url") == text


def test_a_web_address_gets_the_scheme_that_it_lacks() -> None:
    assert read("www.example.com/a", "url") == "https://www.example.com/a"


@pytest.mark.parametrize(
    "text",
    ["example.com", "ftp://example.com", "javascript:alert(1)", "https://", "https:///x", "http://a b.com",
     "https://-a.com",
     "https://a.com:99999/", "https://a.com/<script>", "mailto:a@b.co", "https://exa mple.com",
     "http://a..b/"],
)  # fmt: skip
def test_what_is_no_web_address_is_refused(text: str) -> None:
    assert code(text, "url") == "format"


def test_a_web_address_has_at_most_2048_characters() -> None:
    assert code("https://example.com/" + "a" * 2029, "url") == "maxLength"


@pytest.mark.parametrize("text", ["gold", "GOLD", "Or", "or", " OR "])
def test_an_option_is_written_by_label_or_id_and_stored_by_id(text: str) -> None:
    assert read(text, "enum") == "gold"


def test_other_options_are_refused_with_the_choices() -> None:
    with pytest.raises(ValueProblem, match="use Or, Silver") as caught:
        read("bronze", "enum")
    assert caught.value.code == "enum"
    assert code("Vieux", "enum") == "archivedOption"


@given(st.text(max_size=40))
def test_no_text_breaks_a_reader_and_accepted_ones_stay_themselves(text: str) -> None:
    for type in ("text", "boolean", "email", "url", "enum"):
        try:
            stored = read(text, type)
        except ValueProblem:
            continue
        if stored is not None and type != "boolean":
            assert read(stored, type) == stored
