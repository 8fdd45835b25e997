"""Every route that changes something is recorded, or exempt for a reason that is written down."""

from __future__ import annotations

from scripts.reference.api import roles
from starlette.testclient import TestClient

from gomobile.audit.actions import EXEMPT, RECORDED


def test_every_change_is_recorded_or_exempt(http: TestClient) -> None:
    found = {(method.upper(), path.removeprefix("/api")) for method, path in roles(http.app)}  # type: ignore[arg-type]
    changes = {one for one in found if one[0] != "GET"}

    assert len(changes) > 20
    assert changes - RECORDED.keys() - EXEMPT.keys() == set()


def test_every_export_is_recorded(http: TestClient) -> None:
    found = {(method.upper(), path.removeprefix("/api")) for method, path in roles(http.app)}  # type: ignore[arg-type]
    exports = {one for one in found if one[1].endswith(("/export", "/rejects"))}

    assert len(exports) > 4
    assert exports - RECORDED.keys() == set()


def test_nothing_is_both_and_each_exemption_has_a_reason() -> None:
    assert not RECORDED.keys() & EXEMPT.keys()
    assert all(len(reason) >= 5 for reason in EXEMPT.values())
