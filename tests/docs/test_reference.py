"""The generated pages are those that the code of today generates, and nothing is left out of them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from scripts.generate import PAGES, REFERENCE
from scripts.reference.answers import answers_page
from scripts.reference.api import describe, roles
from scripts.reference.commands import commands
from scripts.reference.errors import error_classes
from scripts.reference.field_codes import FIELD_CODES
from scripts.reference.harvest import codes_in_source
from scripts.reference.settings import variables

from gomobile.accounts.plans import PLANS
from gomobile.settings import Settings
from tests.conftest import Postgres


def read(name: str) -> str:
    return (REFERENCE / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_committed_page_equals_a_fresh_one(name: str) -> None:
    assert read(name) == PAGES[name](), "run `make docs`"


def test_the_answers_are_what_the_service_answers_today(postgres: Postgres, settings: Settings, tmp_path: Path) -> None:
    conninfo = postgres.clone("answers")
    try:
        fresh = answers_page(conninfo, settings, tmp_path)
    finally:
        postgres.drop("answers")

    assert read("answers.md") == fresh, "run `make docs`"


def test_every_setting_is_documented() -> None:
    page = read("settings.md")

    assert [name for name in variables() if f"`{name}`" not in page] == []


def test_every_command_is_documented() -> None:
    page = read("cli.md")

    assert len(commands()) > 15
    assert [name for name in commands() if not re.search(rf"^###? gomobile {name}$", page, re.MULTILINE)] == []


def test_every_error_code_is_documented() -> None:
    page = read("errors.md")

    assert [error.code for error in error_classes() if f"| `{error.code}` |" not in page] == []


def test_every_field_code_is_documented_and_given_by_something() -> None:
    given = codes_in_source()

    assert {code: file for code, file in given.items() if code not in FIELD_CODES} == {}
    assert [code for code in FIELD_CODES if code not in given] == []


def test_every_route_is_documented_with_its_role() -> None:
    page = read("api.md")
    found = roles(describe())
    missing = [
        (method, path)
        for method, path in found
        if not re.search(rf"^### [A-Z, ]*\b{method.upper()}\b[A-Z, ]* {re.escape(path)}$", page, re.MULTILINE)
    ]

    assert len(found) > 30
    assert not missing
    assert {path for (_, path), role in found.items() if role is None} == {
        *("/api/health", "/api/ready", "/api/auth/sign-in", "/api/auth/forgot"),
        *("/api/auth/links/read", "/api/auth/links/use"),
    }


def test_every_plan_is_documented() -> None:
    page = read("api.md")

    assert [plan for plan in PLANS if f"| `{plan}` |" not in page] == []


def test_the_openapi_document_lists_every_route() -> None:
    paths = json.loads(read("openapi.json"))["paths"]

    assert {(method, path) for path, operations in paths.items() for method in operations} == set(roles(describe()))
