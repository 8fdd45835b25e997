"""JSON Lines and JSON arrays."""

from __future__ import annotations

import json

import pytest

from gomobile.imports.sources.errors import (
    EmptyFile,
    RecordTooLong,
    TooManyColumns,
    TruncatedFile,
    UnreadableFile,
)

from .conftest import Open, numbered_rows_of, problems_of, rows_of

PEOPLE = [
    {"primaryPhone": "+212612345678", "firstName": "محمد", "customAttributes": {"tier": "gold", "age": 30}},
    {"primaryPhone": "0612345679", "channels": ["voice", "sms"], "attributes": {"tier": None, "vip": True}},
    {
        "primaryPhone": "0612345670",
        "firstName": None,
        "phone": {"e164": "+212612345670"},
        "address": "12, rue\nVerte",
    },
]
COLUMNS = (
    "primaryPhone",
    "firstName",
    "customAttributes.tier",
    "customAttributes.age",
    "channels",
    "customAttributes.vip",
    "phone.e164",
    "address",
)
ROWS = [
    ["+212612345678", "محمد", "gold", "30", None, None, None, None],
    ["0612345679", None, "--", None, "voice;sms", "true", None, None],
    ["0612345670", "--", None, None, None, None, "+212612345670", "12, rue\nVerte"],
]
LINES = "\n".join(json.dumps(person, ensure_ascii=False) for person in PEOPLE)


@pytest.mark.parametrize(
    "content",
    [
        LINES,
        LINES + "\n",
        "\ufeff" + LINES.replace("\n", "\r\n"),
        LINES.encode("utf-16"),
        json.dumps(PEOPLE),
        json.dumps(PEOPLE, indent=2, ensure_ascii=False),
        "\n\n".join(json.dumps(person, indent=1) for person in PEOPLE),
    ],
)
@pytest.mark.parametrize("name", ["contacts.jsonl", "contacts.json", "contacts"])
def test_objects_become_rows_and_their_keys_columns(opened: Open, content: str | bytes, name: str) -> None:
    table = opened(content, name)
    assert (table.format, table.header, table.has_header) == ("jsonl", COLUMNS, True)
    assert rows_of(table, 20) == ROWS
    assert not problems_of(table)


@pytest.mark.parametrize(
    ("literal", "cell"),
    [
        ("212612345678", "212612345678"),
        ("212612345678.0", "212612345678"),
        ("2.12612345678E+11", "212612345678"),
        ("1234.50", "1234.50"),
        ("-0.5", "-0.5"),
        ("1e999999999", "1e999999999"),
        ("12345678901234567890123", "12345678901234567890123"),
        ("1" * 5000, "1" * 5000),
        ("true", "true"),
        ("false", "false"),
        ("null", "--"),
        ('""', None),
        ('"a\\u0000b"', "ab"),
        ('"\\ud83d"', "?"),
    ],
)
def test_scalars_keep_what_was_written(opened: Open, literal: str, cell: str | None) -> None:
    assert rows_of(opened(f'{{"id": "x", "value": {literal}}}\n', "a.jsonl")) == [["x", cell]]


def test_a_line_that_is_no_object_refuses_its_row_only(opened: Open) -> None:
    table = opened('{"a": "1"}\n\n{"a": }\n[1]\n{"a": "2"}\n', "a.jsonl")
    assert numbered_rows_of(table) == [(["1"], 1), ([None], 3), ([None], 4), (["2"], 5)]
    assert [(problem.row, problem.code, problem.value) for problem in problems_of(table)] == [
        (1, "invalidJson", '{"a": }'),
        (2, "invalidJson", "[1]"),
    ]


@pytest.mark.parametrize("value", [{"b": 1}, [1], [], {"b": {"c": 1}}])
def test_a_nested_value_refuses_its_row_and_keeps_the_other_cells(opened: Open, value: object) -> None:
    table = opened(json.dumps({"id": "x", "other": value, "name": "n"}) + "\n", "a.jsonl")
    assert rows_of(table) == [["x", "n"]]
    assert [(problem.row, problem.code) for problem in problems_of(table)] == [(0, "nestedValue")]


def test_lists_of_channels_are_joined_and_an_empty_one_clears(opened: Open) -> None:
    content = '{"channels": ["a", "b"]}\n{"channels": []}\n{"channels": [["a"]]}\n'
    table = opened(content, "a.jsonl")
    assert rows_of(table) == [["a;b"], ["--"], [None]]
    assert [problem.code for problem in problems_of(table)] == ["nestedValue"]


@pytest.mark.parametrize("content", [LINES[:-5], json.dumps(PEOPLE)[:-1], json.dumps(PEOPLE)[:-40], "[" + LINES[:30]])
def test_truncated_json_is_refused(opened: Open, content: str) -> None:
    with pytest.raises(TruncatedFile):
        opened(content, "a.json")


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ('[{"a": 1}, {"a" 2}, {"a": 3}, {"a": "' + "x" * 100 + '"}]', UnreadableFile),
        ("[1, 2, 3]" + " " * 20, UnreadableFile),
        ("[" * 100_000, UnreadableFile),
        ('[{"a": "' + "x" * 6_000_000 + '"}]', RecordTooLong),
        ("{" + ",".join(f'"k{n}": 1' for n in range(2001)) + "}", TooManyColumns),
        ("[]", UnreadableFile),
        ("\n\n", EmptyFile),
    ],
    ids=["syntax", "numbers", "depth", "length", "columns", "nothing", "blank"],
)
def test_hostile_json_is_refused(opened: Open, content: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        opened(content, "a.json")


def test_a_large_array_on_one_line_is_streamed(opened: Open) -> None:
    people = [{"phone": f"06{n:08d}", "note": "x" * 300} for n in range(20_000)]
    assert len(rows_of(opened(json.dumps(people), "a.json"))) == 20_000
