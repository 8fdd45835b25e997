"""Which statement holds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from gomobile.privacy.consent.consent import Consent, holding

START = datetime(2026, 1, 1, tzinfo=UTC)
NOBODY = UUID(int=0)


def statement(id: int, hours: int, status: str = "granted", ends: int | None = None) -> Consent:
    return Consent(
        id=UUID(int=id),
        contact_id=NOBODY,
        purpose="marketing",
        channel="call",
        status=status,  # type: ignore[arg-type]
        source=None,
        proof=None,
        stated_at=START + timedelta(hours=hours),
        expires_at=None if ends is None else START + timedelta(hours=ends),
        recorded_at=START,
        actor_kind="system",
        actor=None,
    )


@given(st.lists(st.integers(0, 5), max_size=8), st.randoms())
def test_it_does_not_matter_in_which_order_statements_are_noted(hours: list[int], random: object) -> None:
    statements = [statement(id, at) for id, at in enumerate(hours)]
    shuffled = statements[:]
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    assert holding(shuffled) == holding(statements)
    if statements:
        assert holding(statements) == sorted(statements, key=lambda one: (one.stated_at, one.id))[-1]


def test_nothing_holds_of_nothing() -> None:
    assert holding([]) is None


def test_only_a_grant_that_has_not_ended_allows() -> None:
    at = START + timedelta(hours=3)
    assert statement(1, 0).allows(at)
    assert statement(1, 0, ends=4).allows(at)
    assert not statement(1, 0, ends=3).allows(at)
    assert not statement(1, 0, "denied").allows(at)
    assert not statement(1, 0, "withdrawn").allows(at)
