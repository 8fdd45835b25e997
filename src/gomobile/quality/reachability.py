"""Whether a number can be reached, judged by what became of the calls to it. Pure.

`contact_engagement.reachability` is worked out by the SQL function `reachability_state`, the twin of `state`; a test
holds the two together.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from typing import Literal

from gomobile.policies.policy import setting

State = Literal["unknown", "reachable", "at_risk", "unreachable", "not_in_service"]

NAME = "reachability"


@dataclass(frozen=True, slots=True)
class ReachabilityPolicy:
    """After how many calls a number is at risk, unreachable or not in service, and so leaves dialling until it is
    verified. Counted since the contact was last reached (answered or voicemail) or verified.
    """

    not_in_service_in_a_row: int | None = setting(
        1, "Results `not_in_service` in a row: not in service.", minimum=1, maximum=100, nullable=True
    )
    failed_in_a_row: int | None = setting(
        3, "Calls in a row that failed at once: unreachable.", minimum=1, maximum=100, nullable=True
    )
    attempts_never_reached: int | None = setting(
        5, "Attempts that all reached nobody: unreachable.", minimum=1, maximum=100, nullable=True
    )
    failures_in_a_row: int | None = setting(
        10, "Failures in a row of a number that was reached before: unreachable.", minimum=1, maximum=100, nullable=True
    )
    failures_at_risk: int | None = setting(3, "Failures in a row: at risk.", minimum=1, maximum=100, nullable=True)

    def limits(self) -> dict[str, int | None]:
        """The parameters of the SQL function."""
        names = ("not_in_service_limit", "failed_limit", "never_reached_limit", "failures_limit", "at_risk_limit")
        return dict(zip(names, astuple(self), strict=True))


@dataclass(frozen=True, slots=True)
class Figures:
    """What is counted of the calls to a contact since it was last verified.

    attempts: all of them
    reached: whether any was answered or taken by a voicemail
    failures, failed, not_in_service: at the end of them, in a row: those that reached nobody, those that failed at
        once, those to a number out of service
    """

    attempts: int = 0
    reached: bool = False
    failures: int = 0
    failed: int = 0
    not_in_service: int = 0


def state(figures: Figures, policy: ReachabilityPolicy) -> State:
    """What the figures say of the number; the worst rule that applies wins."""
    if _over(figures.not_in_service, policy.not_in_service_in_a_row):
        return "not_in_service"
    if (
        _over(figures.failed, policy.failed_in_a_row)
        or (not figures.reached and _over(figures.attempts, policy.attempts_never_reached))
        or _over(figures.failures, policy.failures_in_a_row)
    ):
        return "unreachable"
    if _over(figures.failures, policy.failures_at_risk):
        return "at_risk"
    return "reachable" if figures.reached else "unknown"


def _over(count: int, limit: int | None) -> bool:
    return limit is not None and count >= limit
