"""What the calls to a number say of it."""

from __future__ import annotations

import pytest

from gomobile.quality.reachability import Figures, ReachabilityPolicy, state


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (Figures(), "unknown"),
        (Figures(2, reached=False, failures=2), "unknown"),
        (Figures(1, reached=True), "reachable"),
        (Figures(5, reached=True, failures=2), "reachable"),
        (Figures(3, reached=False, failures=3), "at_risk"),
        (Figures(9, reached=True, failures=3), "at_risk"),
        (Figures(5, reached=False, failures=5), "unreachable"),
        (Figures(5, reached=True, failures=4), "at_risk"),
        (Figures(11, reached=True, failures=10), "unreachable"),
        (Figures(3, reached=False, failures=3, failed=3), "unreachable"),
        (Figures(1, reached=False, failures=1, not_in_service=1), "not_in_service"),
    ],
)
def test_the_defaults(found: Figures, expected: str) -> None:
    assert state(found, ReachabilityPolicy()) == expected


def test_a_rule_that_is_off_says_nothing() -> None:
    off = ReachabilityPolicy(None, None, None, None, None)

    assert state(Figures(50, False, 50, 50, 50), off) == "unknown"
    assert state(Figures(50, True, 49, 49, 49), off) == "reachable"
