"""Why a value of a rule cannot be used. Pure."""

from __future__ import annotations

from typing import Any

Problem = tuple[str, str, str, dict[str, Any], object]
"""Place below the value (`.3`), code, what to do, params, the value refused."""


class Refusal(ValueError):
    """A value that cannot be used. `gone`: it names what is no longer there."""

    def __init__(self, *problems: Problem, gone: bool = False) -> None:
        super().__init__(problems[0][2] if problems else "")
        self.problems = problems
        self.gone = gone


def refusal(code: str, text: str, shown: object = None, *, place: str = "", **params: Any) -> Refusal:
    """One reason."""
    return Refusal((place, code, text, params, shown))
