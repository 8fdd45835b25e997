"""`gomobile phone` explains numbers to people and machines."""

from __future__ import annotations

import json

import typer
from typer.testing import CliRunner

from gomobile.cli.phone import register
from gomobile.phones.explain import REPAIRS
from gomobile.phones.facts import facts_json

app = typer.Typer()
register(app)


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, arguments, env={"COLUMNS": "200"})
    return result.exit_code, result.output


def test_a_number_is_explained_in_words() -> None:
    code, output = run("06 12 34 56 78")
    assert code == 0
    for fact in ("+212612345678", "valid", "mobile", "portable", "Africa/Casablanca", "+212 6 12 34 56 78"):
        assert fact in output


def test_an_invalid_number_is_explained_and_no_failure() -> None:
    code, output = run("0612345", "--region", "MA")
    assert code == 0
    assert "too short for MA (+212): 7 digits after the country code, where it has 9" in output


def test_reasons_name_what_is_wrong() -> None:
    assert "too long for MA" in run("06123456789012")[1]
    assert "lacks its area code" in run("253-0000", "--region", "us")[1]
    assert "none is known to begin like this" in run("+212 999 999 999")[1]
    assert "country" in run("+999 123 456")[1]


def test_repairs_and_further_numbers_are_told() -> None:
    output = run("='0612345678 ; 0522123456")[1]
    assert REPAIRS["wrapper"] in output
    assert REPAIRS["severalNumbers"] in output
    assert "0522123456" in output


def test_json_has_the_facts_of_the_api_one_object_a_line() -> None:
    code, output = run("--json", "0612345678 / 0522123456", "+33 1 23 45 67 89")
    first, second = map(json.loads, output.splitlines())
    assert code == 0
    assert {key: first[key] for key in facts_json("+212612345678")} == facts_json("+212612345678")
    assert (first["raw"], first["used"], first["others"]) == (
        "0612345678 / 0522123456",
        "0612345678",
        ["0522123456"],
    )
    assert second["key"] == "+33123456789"


def test_unreadable_input_fails_with_what_to_do_and_the_rest_is_explained() -> None:
    code, output = run("2.12612E+11", "0612345678")
    assert code == 1
    assert "rounded" in output
    assert "+212612345678" in output
    code, output = run("--json", "abc")
    assert code == 1
    assert json.loads(output)["error"]["code"] == "unreadable"


def test_an_unknown_region_is_a_usage_error_that_lists_the_valid_ones() -> None:
    code, output = run("0612345678", "--region", "XX")
    assert code == 2
    assert "'XX'" in output
    assert "MA" in output
    assert "FR" in output
