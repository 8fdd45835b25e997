"""What the server may refuse is said on the screens in each of their languages."""

from __future__ import annotations

import json
import re

import pytest
from scripts.reference.errors import error_classes
from scripts.reference.harvest import codes_in_source

from tests.architecture.source import ROOT

MESSAGES = ROOT / "web" / "src" / "i18n" / "messages"
# Errors of commands and of starting, which no request meets.
NOT_OF_REQUESTS = {"cli", "db", "datadir", "running", "settings"}


def words(locale: str, namespace: str) -> set[str]:
    """The codes that a language has a text for; `maxLength_most` and `TAG_IN_USE_names` are other forms of it."""
    texts = json.loads((MESSAGES / locale / f"{namespace}.json").read_text(encoding="utf-8"))
    return {re.sub("_[a-z]+$", "", key) for key in texts}


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
    met = {
        code
        for code, file in codes_in_source().items()
        if not file.startswith(("cli/", "imports/check.py", "imports/sources/"))
    }

    assert {"required", "enum", "maxLength", "wrongPassword", "unknownTag"} <= met
    assert met <= words(locale, "refusals")


def test_no_text_is_for_an_error_that_is_no_more() -> None:
    known = {error.code for error in error_classes()} | {"UNKNOWN", "METHOD_NOT_ALLOWED"}

    assert words("fr", "errors") <= known
