"""What each plan allows. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Bucket = Literal["requests", "bulk"]
PlanName = Literal["trial", "free", "basic", "advanced", "enterprise"]


@dataclass(frozen=True, slots=True)
class Plan:
    """Limits of a plan: requests and bulk requests per second of an organization, contacts per bulk request."""

    name: PlanName
    requests_per_second: int
    bulk_per_second: int
    bulk_contacts: int

    def limit(self, bucket: Bucket) -> int:
        """Requests per second for one kind of request."""
        return self.bulk_per_second if bucket == "bulk" else self.requests_per_second


DEFAULT_PLAN: PlanName = "basic"

PLANS: dict[str, Plan] = {
    plan.name: plan
    for plan in (
        Plan("trial", 50, 5, 1_000),
        Plan("free", 100, 5, 1_000),
        Plan("basic", 1_000, 10, 1_000),
        Plan("advanced", 2_000, 50, 1_000),
        Plan("enterprise", 10_000, 1_000, 1_000),
    )
}
