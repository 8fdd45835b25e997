"""The rules of reachability in Python and in SQL are the same."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from gomobile.db.pool import connect
from gomobile.quality.reachability import Figures, ReachabilityPolicy, state

COUNT = st.integers(0, 12)
LIMIT = st.none() | st.integers(1, 12)
FIGURES = st.builds(Figures, COUNT, st.booleans(), COUNT, COUNT, COUNT)
POLICIES = st.builds(ReachabilityPolicy, LIMIT, LIMIT, LIMIT, LIMIT, LIMIT)

QUERY = """
SELECT reachability_state(
    %(attempts)s, %(reached)s, %(failures)s, %(failed)s, %(not_in_service)s, %(not_in_service_limit)s::integer,
    %(failed_limit)s::integer, %(never_reached_limit)s::integer, %(failures_limit)s::integer,
    %(at_risk_limit)s::integer
)
"""


@settings(max_examples=400)
@given(found=FIGURES, policy=POLICIES)
def test_both_say_the_same(conninfo: str, found: Figures, policy: ReachabilityPolicy) -> None:
    values = {
        "attempts": found.attempts,
        "reached": found.reached,
        "failures": found.failures,
        "failed": found.failed,
        "not_in_service": found.not_in_service,
        **policy.limits(),
    }
    with connect(conninfo) as conn:
        assert conn.execute(QUERY, values).fetchone() == (state(found, policy),)
