"""A worker beside the HTTP service."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest

from gomobile.imports import service
from gomobile.jobs import worker as jobs
from gomobile.settings import Settings
from tests.make import Api


@pytest.fixture
def worker(conninfo: str, app_settings: Settings) -> Iterator[None]:
    """The real worker, in a thread."""
    stop = threading.Event()
    thread = threading.Thread(target=jobs.run, args=(conninfo, app_settings, stop))
    thread.start()
    yield
    stop.set()
    thread.join(timeout=30)
    assert not thread.is_alive()


@pytest.fixture
def finished(worker: None) -> Callable[[Api, str], dict[str, Any]]:
    """Wait until an import rests."""

    def wait(api: Api, id: str) -> dict[str, Any]:
        for _ in range(300):
            found = api.get(f"/imports/{id}").json()
            # An uploaded import with a queued preview rests only once it has one.
            if found["status"] in ("validated", "completed", "cancelled", "failed", "undone"):
                return found
            time.sleep(0.05)
        raise AssertionError(f"the import is still {found['status']}")

    return wait


@pytest.fixture
def settled(api: Api, conninfo: str, app_settings: Settings) -> Callable[[str], dict[str, Any]]:
    """Make the dry run of an import as the worker would."""

    def work(id: str) -> dict[str, Any]:
        service.preview(conninfo, app_settings, api.organization.id, UUID(id))
        return api.get(f"/imports/{id}").json()

    return work
