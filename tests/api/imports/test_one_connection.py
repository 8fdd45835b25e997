"""What waits for an import holds no connection of the pool meanwhile: with a single one it still gets through."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from gomobile.db.pool import Database
from gomobile.imports import ingestion_routes
from tests.make import Api


@pytest.fixture
def database(conninfo: str) -> Iterator[Database]:
    with Database(conninfo, max_size=1) as opened:
        yield opened


def test_a_session_is_validated_and_executed(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingestion_routes, "_WAIT_SECONDS", 0.0)  # no worker runs
    files = {"file": ("p.csv", b"0612345678,Ann\n")}
    session = api.post("/contact/ingestion/upload", files=files).json()["sessionId"]
    body = {"sessionId": session, "columnMappings": [{"column": 0, "field": "primaryPhone"}]}

    checked = api.post("/contact/ingestion/validate", json=body, headers={"Idempotency-Key": "check"})
    again = api.post("/contact/ingestion/validate", json=body, headers={"Idempotency-Key": "check"})
    begun = api.post("/contact/ingestion/execute", json={"sessionId": session})

    assert (checked.status_code, checked.json()["summary"]["valid"]) == (200, 1)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert (begun.status_code, begun.json()["status"]) == (202, "executing")
