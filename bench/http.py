"""The HTTP service under load: upserts per second, and the 95th percentile of reads."""

from __future__ import annotations

import multiprocessing
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx2
import orjson

from bench import data
from bench.world import World

CLIENTS = 4
BATCH = 1_000


@contextmanager
def served(world: World) -> Iterator[str]:
    """The service in a process of its own, on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "GOMOBILE_DATA_DIR": str(world.settings.data_dir), "GOMOBILE_LOG_LEVEL": "warning"}
    command = [sys.executable, "-m", "gomobile.cli.main", "serve", "--role", "api", "--port", str(port)]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    base = f"http://127.0.0.1:{port}/api"
    try:
        for _ in range(300):
            try:
                if httpx2.get(f"{base}/ready", timeout=2).status_code == 200:
                    break
            except httpx2.TransportError:
                time.sleep(0.1)
        yield base
    finally:
        process.terminate()
        process.wait(30)


def upsert_rate(world: World, base: str, contacts: int) -> float:
    """Contacts per second of 4 clients that send batches of 1,000 new contacts."""
    organization = world.organize("Upserts")
    key = world.key(organization)
    share = contacts // CLIENTS // BATCH * BATCH
    with multiprocessing.get_context("spawn").Pool(CLIENTS) as pool:
        jobs = [(base, key, _bodies(client * share, share)) for client in range(CLIENTS)]
        pool.map(_warm_up, [base] * CLIENTS, chunksize=1)
        started = time.perf_counter()
        sent = sum(pool.imap_unordered(_send, jobs))
        return sent / (time.perf_counter() - started)


def _bodies(start: int, count: int) -> list[bytes]:
    rows = data.frame(count, start).rename(
        {"mobile": "primaryPhone", "first name": "firstName", "last name": "lastName", "email": "primaryEmail"}
    )
    items = list(rows.drop("account balance", "due date", "tier").iter_rows(named=True))
    attributes = rows.select("account balance", "due date", "tier").rename(
        {"account balance": "account_balance", "due date": "due_date"}
    )
    for item, values in zip(items, attributes.iter_rows(named=True), strict=True):
        item["customAttributes"] = values
    return [orjson.dumps({"data": items[at : at + BATCH]}) for at in range(0, count, BATCH)]


def _warm_up(base: str) -> None:
    """Import what a client imports, before the clock runs."""
    httpx2.get(f"{base}/ready").raise_for_status()


def _send(job: tuple[str, str, list[bytes]]) -> int:
    base, key, bodies = job
    sent = 0
    with httpx2.Client(headers={"X-API-Key": key, "Content-Type": "application/json"}, timeout=60) as client:
        for body in bodies:
            answer = client.post(f"{base}/contact/upsert", content=body)
            answer.raise_for_status()
            counts = answer.json()
            if counts["created"] + counts["updated"] + counts["unchanged"] != BATCH:
                raise AssertionError(counts)
            sent += BATCH
    return sent


def p95(world: World, base: str, calls: int = 200) -> dict[str, float]:
    """Milliseconds within which 95 % of calls are answered, by kind of call."""
    key = world.key(world.organization)
    with httpx2.Client(headers={"X-API-Key": key}, base_url=base, timeout=60) as client:

        def get(path: str, **params: Any) -> Any:
            answer = client.get(path, params=params)
            answer.raise_for_status()
            return answer.json()

        first = get("contact")
        ids = [contact["id"] for contact in get("contact", limit=100)["data"]]
        terms = [
            "mohamed",
            "alaoui",
            "example",
            "élodie rou",
            "zzzqqq",
            "martin4242",
            "0612 34",
            "salma.tazi",
            "@",
            "12345",
        ]
        sorts = ["createdAt", "firstName", "lastName", "primaryPhone", "primaryEmail"]
        deep = first["meta"]["nextCursor"]
        for _ in range(200):
            deep = get("contact", cursor=deep, limit=100)["meta"]["nextCursor"] or deep
        return {
            "list": percentile_95(
                calls, lambda n: get("contact", sortBy=sorts[n % 5], sortOrder=("asc", "desc")[n % 2])
            ),
            "search": percentile_95(calls, lambda n: get("contact", search=terms[n % len(terms)])),
            "get": percentile_95(calls, lambda n: get(f"contact/{ids[n % len(ids)]}")),
            "first page": percentile_95(calls, lambda _: get("contact", limit=100)),
            "deep cursor page": percentile_95(calls, lambda _: get("contact", limit=100, cursor=deep)),
        }


def percentile_95(calls: int, call: Callable[[int], Any]) -> float:
    """Milliseconds within which 95 % of the calls are answered, after ten to warm up."""
    for n in range(10):
        call(n)
    taken = []
    for n in range(calls):
        started = time.perf_counter()
        call(n)
        taken.append((time.perf_counter() - started) * 1000)
    return statistics.quantiles(taken, n=20)[-1]
