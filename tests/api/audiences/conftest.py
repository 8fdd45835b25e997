"""Audiences for tests."""

from __future__ import annotations

from typing import Any

from tests import make


def contact(api: make.Api, **values: Any) -> str:
    """The id of a new contact."""
    answer = api.post("/contact", json={"primaryPhone": make.phone(), **values})
    assert answer.status_code == 201, answer.text
    return answer.json()["contact"]["id"]


def audience(api: make.Api, name: str = "Donors", *members: str, **values: Any) -> str:
    """The id of a new audience with these members."""
    answer = api.post("/audience", json={"name": name, **values})
    assert answer.status_code == 201, answer.text
    id = answer.json()["id"]
    if members:
        added = api.post(f"/audience/{id}/add-contacts", json={"contacts": list(members)})
        assert added.json()["added"] == len(members), added.text
    return id


def count(api: make.Api, id: str) -> int:
    """How many members an audience says that it has."""
    return api.get(f"/audience/{id}").json()["contactCount"]
