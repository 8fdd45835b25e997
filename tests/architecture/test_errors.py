"""Every error that people can see has a code of its own and says what it means."""

from __future__ import annotations

import re

import pytest
from scripts.reference.errors import error_classes

from gomobile.errors import AppError

ERRORS = error_classes()


def test_all_are_found() -> None:
    assert len(ERRORS) > 40
    assert AppError in ERRORS


def test_codes_are_unique() -> None:
    by_code: dict[str, set[str]] = {}
    for error in ERRORS:
        by_code.setdefault(error.code, set()).add(error.__qualname__)

    assert not {code: names for code, names in by_code.items() if len(names) > 1}


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.__name__)
def test_an_error_says_what_it_means(error: type[AppError]) -> None:
    text = (error.__doc__ or "").strip()

    assert re.fullmatch(r"[A-Z][A-Z0-9_]+", error.code)
    assert 400 <= error.status < 600
    assert text.endswith("."), "the docstring is the default message: a sentence"
    assert "\n" not in text, "one line: it is shown to people as it is"
