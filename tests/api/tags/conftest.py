"""Tags to test with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests import make

Tag = Callable[..., str]


@pytest.fixture
def tag(api: make.Api) -> Tag:
    """Creates a tag and returns its id."""

    def create(name: str, **more: Any) -> str:
        answer = api.post("/tags", json={"name": name, **more})
        assert answer.status_code == 201, answer.text
        return answer.json()["id"]

    return create


@pytest.fixture
def people(api: make.Api) -> list[str]:
    """The ids of five contacts."""
    made = [api.post("/contact", json={"primaryPhone": make.phone()}) for _ in range(5)]
    return [answer.json()["contact"]["id"] for answer in made]
