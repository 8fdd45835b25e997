"""What is wrong with contacts, as rules: what a clean-up looks for, what the health page counts and what a list of
contacts opens are one and the same. Pure.
"""

from __future__ import annotations

from typing import Any

from gomobile.segments.answers import RuleCondition, RuleGroup
from gomobile.segments.operators import Operator

Rules = RuleGroup
Node = RuleGroup | RuleCondition

OUT_OF_REACH = ("unreachable", "not_in_service")
"""Reachability with which a number leaves dialling until it is verified."""


def condition(field: str, operator: Operator, value: Any = None) -> RuleCondition:
    """One condition."""
    found: RuleCondition = {"field": field, "operator": operator}
    if value is not None:
        found["value"] = value
    return found


def every(*nodes: Node) -> Rules:
    """All of these."""
    return {"logic": "AND", "conditions": list(nodes)}


def some(*nodes: Node) -> Rules:
    """Any of these."""
    return {"logic": "OR", "conditions": list(nodes)}


def phone_status(status: str) -> Rules:
    """Numbers that the numbering plan calls valid, possible or invalid."""
    return every(condition("phone.status", "equals", status))


def empty(field: str) -> Rules:
    """Contacts without a value."""
    return every(condition(field, "is_empty"))


def reachability(*states: str) -> Rules:
    """Numbers of these states."""
    return every(condition("engagement.reachability", "in", list(states)))


def inactive(days: int) -> Rules:
    """No update and no call for so many days."""
    span = {"amount": days, "unit": "days"}
    return every(
        condition("updatedAt", "more_than_ago", span),
        some(
            condition("engagement.lastCalledAt", "is_empty"),
            condition("engagement.lastCalledAt", "more_than_ago", span),
        ),
    )


def engagement() -> dict[str, Rules]:
    """How contacts answered lately: active (in 30 days), at risk (60 to 90 days ago), inactive (not in 90 days, though
    called before), never called. Who answered 30 to 60 days ago is none of these.
    """
    answered, called = "engagement.lastAnsweredAt", "engagement.lastCalledAt"
    month, two, three = ({"amount": days, "unit": "days"} for days in (30, 60, 90))
    return {
        "active": every(condition(answered, "within_last", month)),
        "atRisk": every(
            condition(answered, "more_than_ago", two),
            {"logic": "NOT", "conditions": [condition(answered, "more_than_ago", three)]},
        ),
        "inactive": every(
            condition("engagement.firstCalledAt", "more_than_ago", three),
            some(condition(answered, "is_empty"), condition(answered, "more_than_ago", three)),
        ),
        "neverCalled": every(condition(called, "is_empty")),
    }


def suppressed(channel: str) -> Rules:
    """Numbers that must not be called."""
    return every(condition(f"suppressed.{channel}", "equals", value=True))


def callable_now() -> Rules:
    """Contacts that a campaign may call: see `quality.callable`."""
    return every(
        condition("phone.status", "not_equals", "invalid"),
        condition("engagement.reachability", "not_in", list(OUT_OF_REACH)),
        condition("suppressed.call", "equals", value=False),
    )


def numbers_that_work() -> tuple[RuleCondition, RuleCondition]:
    """What is left after invalid numbers and those out of reach."""
    return (
        condition("phone.status", "not_equals", "invalid"),
        condition("engagement.reachability", "not_in", list(OUT_OF_REACH)),
    )


def first_reasons() -> dict[str, Rules]:
    """The first reason, in this order, for which a contact cannot be called: each contact has one at most."""
    works, _ = numbers_that_work()
    return {
        "invalid_phone": phone_status("invalid"),
        "not_in_service": every(works, condition("engagement.reachability", "equals", "not_in_service")),
        "unreachable": every(works, condition("engagement.reachability", "equals", "unreachable")),
        "suppressed": every(*numbers_that_work(), condition("suppressed.call", "equals", value=True)),
    }


def failing(*, invalid: bool, unreachable: bool, not_in_service: bool) -> Rules | None:
    """Numbers to look at, of the chosen kinds; None when no kind is."""
    states = [state for state, chosen in zip(OUT_OF_REACH, (unreachable, not_in_service), strict=True) if chosen]
    parts = [condition("phone.status", "equals", "invalid")] if invalid else []
    if states:
        parts.append(condition("engagement.reachability", "in", states))
    return some(*parts) if parts else None
