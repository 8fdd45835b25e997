"""The difference between "leave it" and "clear it"."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import Any, Final


class NotGiven(enum.Enum):
    """The type of NOT_GIVEN: an enum, so that type checkers narrow it."""

    NOT_GIVEN = "NOT_GIVEN"

    def __repr__(self) -> str:
        return "NOT_GIVEN"

    def __bool__(self) -> bool:
        return False


NOT_GIVEN: Final = NotGiven.NOT_GIVEN
"""The default of arguments for which None has a meaning: it clears the value."""


def given(values: Mapping[str, Any]) -> dict[str, Any]:
    """Only what was given."""
    return {name: value for name, value in values.items() if value is not NOT_GIVEN}
