"""Live audiences: what they cost an import, how fast a preview, a count and a refresh are."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import httpx2

from bench import imports
from bench.http import percentile_95
from bench.world import World

# Twenty audiences as people make them: by city, tier, balance, name, phone and time, some with several conditions.
CITIES = ["Casablanca", "Rabat", "Fès", "Marrakech", "Tanger", "Agadir"]
TREES: list[dict[str, Any]] = [
    *({"logic": "AND", "conditions": [{"field": "city", "operator": "equals", "value": city}]} for city in CITIES),
    *(
        {"logic": "AND", "conditions": [{"field": "customAttributes.tier", "operator": "equals", "value": tier}]}
        for tier in ("gold", "silver", "bronze", "vip")
    ),
    *(
        {
            "logic": "AND",
            "conditions": [
                {"field": "customAttributes.account_balance", "operator": "gt", "value": amount},
                {"field": "city", "operator": "in", "value": CITIES[:3]},
            ],
        }
        for amount in (1_000, 3_000, 5_000, 8_000)
    ),
    *(
        {"logic": "AND", "conditions": [{"field": "customAttributes.due_date", "operator": operator, **rest}]}
        for operator, rest in (
            ("within_next", {"value": {"amount": 7, "unit": "days"}}),
            ("within_last", {"value": {"amount": 30, "unit": "days"}}),
        )
    ),
    {"logic": "OR", "conditions": [
        {"field": "firstName", "operator": "starts_with", "value": "moh"},
        {"field": "lastName", "operator": "contains", "value": "ben"},
    ]},
    {"logic": "AND", "conditions": [{"field": "phone.status", "operator": "equals", "value": "valid"},
                                    {"field": "phone.type", "operator": "equals", "value": "mobile"},
                                    {"field": "customAttributes.tier", "operator": "equals", "value": "trial"}]},
    {"logic": "AND", "conditions": [{"field": "primaryEmail", "operator": "is_empty"}]},
    {"logic": "NOT", "conditions": [{"field": "city", "operator": "in", "value": CITIES}]},
]  # fmt: skip

FIVE_CONDITIONS = [
    {
        "logic": "AND",
        "conditions": [
            {"field": "city", "operator": "in", "value": [city, "Safi"]},
            {"field": "customAttributes.account_balance", "operator": "gt", "value": amount},
            {"logic": "OR", "conditions": [
                {"field": "customAttributes.tier", "operator": "equals", "value": "gold"},
                {"field": "customAttributes.due_date", "operator": "within_next",
                 "value": {"amount": 30, "unit": "days"}},
            ]},
            {"field": "phone.status", "operator": "equals", "value": "valid"},
        ],
    }
    for city in CITIES for amount in (10, 2_000, 7_000)
]  # fmt: skip


def import_ratio(world: World, file: Path, base: str) -> float:
    """Seconds of an import into a new organization with twenty live audiences, against one without right before."""
    without = imports.run(world, file, world.organize("No audiences"))
    organization = world.organize("Audiences")
    with _client(world, base, organization) as client:
        for at, rules in enumerate(TREES):
            client.post("/audience", json={"name": f"Live {at}", "type": "live", "rules": rules}).raise_for_status()
        done = imports.run(world, file, organization)
        listed = client.get("/audience", params={"limit": 100}).json()["data"]
        members = sum(audience["contactCount"] for audience in listed)
        if members < done["created"]:
            raise AssertionError(f"only {members} members of {done['created']} contacts")
    return done["seconds"] / without["seconds"]


def preview_p95(world: World, base: str) -> float:
    """Milliseconds of a preview of five conditions on the bench's organization."""
    with _client(world, base, world.organization) as client:

        def call(n: int) -> None:
            body = {"rules": FIVE_CONDITIONS[n % len(FIVE_CONDITIONS)]}
            client.post("/audience/preview", json=body).raise_for_status()

        return percentile_95(60, call)


def count_p95(world: World, base: str) -> float:
    """Milliseconds of reading an audience with its count."""
    with _client(world, base, world.organization) as client:
        rules = TREES[0]
        made = client.post("/audience", json={"name": "Counted", "type": "live", "rules": rules}).json()
        taken = percentile_95(100, lambda _: client.get(f"/audience/{made['id']}").raise_for_status())
        # Later imports are measured without a live audience.
        client.delete(f"/audience/{made['id']}").raise_for_status()
        return taken


def refresh_seconds(world: World, base: str, phones: list[str]) -> float:
    """Seconds of replacing the members of a static audience by these phones, half of which it had."""
    with _client(world, base, world.organization) as client:
        made = client.post("/audience", json={"name": "Refreshed"}).json()
        half = phones[: len(phones) // 2]
        client.put(f"/audience/{made['id']}/members", json={"phones": half}).raise_for_status()
        started = time.perf_counter()
        answer = client.put(f"/audience/{made['id']}/members", json={"phones": phones})
        seconds = time.perf_counter() - started
        answer.raise_for_status()
        counts = answer.json()
        if counts["added"] + counts["kept"] != len(phones):
            raise AssertionError(counts)
    return seconds


def _client(world: World, base: str, organization: Any) -> httpx2.Client:
    return httpx2.Client(headers={"X-API-Key": world.key(organization)}, base_url=base, timeout=300)
