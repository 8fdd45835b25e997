"""Passwords that everybody tries first. Pure.

The list is short: what has fewer than ten characters is refused anyway, and attempts are bounded.
"""

from __future__ import annotations

import functools
import re
from importlib import resources

_ONE_CHARACTER = re.compile(r"(.)\1*")
_DIGITS = "0123456789" * 2
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_SEQUENCES = (_DIGITS, _DIGITS[::-1], _LETTERS, _LETTERS[::-1])


def is_common(folded: str) -> bool:
    """Whether a password in lower case is common, one character over and over, or a plain sequence."""
    return (
        folded in _common()
        or _ONE_CHARACTER.fullmatch(folded) is not None
        or any(folded in sequence for sequence in _SEQUENCES)
    )


@functools.cache
def _common() -> frozenset[str]:
    text = resources.files("gomobile.people").joinpath("common_passwords.txt").read_text(encoding="utf-8")
    return frozenset(text.split())
