"""What the server may refuse is said on the screens in each of their languages."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator

import pytest
from scripts.reference.errors import error_classes

from gomobile.http.errors import PYDANTIC_CODES
from gomobile.phones.errors import PhoneError
from tests.architecture.source import ROOT, Module, modules

MESSAGES = ROOT / "web" / "src" / "i18n" / "messages"
# Errors of commands and of starting, which no request meets.
NOT_OF_REQUESTS = {"cli", "db", "datadir", "running", "settings"}
# Calls whose argument at this place is the code of a refused field.
REFUSALS = {"FieldError": 1, "of": 1, "refusal": 0, "Refused": 0, "UnknownField": 0}


def words(locale: str, namespace: str) -> set[str]:
    """The codes that a language has a text for; `maxLength_most` and `TAG_IN_USE_names` are other forms of it."""
    texts = json.loads((MESSAGES / locale / f"{namespace}.json").read_text(encoding="utf-8"))
    return {re.sub("_[a-z]+$", "", key) for key in texts}


def field_codes(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        place = REFUSALS.get(name)
        if place is None or len(node.args) <= place:
            continue
        given = node.args[place]
        for one in (given.body, given.orelse) if isinstance(given, ast.IfExp) else (given,):
            if isinstance(one, ast.Constant) and isinstance(one.value, str):
                yield one.value


@pytest.mark.parametrize("locale", ["fr", "ar"])
def test_every_error_is_spoken(locale: str) -> None:
    met = {
        error.code
        for error in error_classes()
        if error.status != 500 and error.__module__.split(".")[1] not in NOT_OF_REQUESTS
    }
    met -= {"VALIDATION_FAILED"}  # said by its fields

    assert len(met) > 80
    assert met <= words(locale, "errors")


@pytest.mark.parametrize("locale", ["fr", "ar"])
def test_every_refusal_of_a_field_is_spoken(locale: str) -> None:
    met = {code for module in modules() if module.noun not in ("cli", "client") for code in field_codes(module)}
    met |= {code for code, _ in PYDANTIC_CODES.values()} | set(PhoneError.messages)

    assert {"required", "enum", "maxLength", "wrongPassword", "unknownTag", "severalNumbers"} <= met
    assert met <= words(locale, "refusals")


def test_no_text_is_for_an_error_that_is_no_more() -> None:
    known = {error.code for error in error_classes()} | {"UNKNOWN", "METHOD_NOT_ALLOWED"}

    assert words("fr", "errors") <= known
