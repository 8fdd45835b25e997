"""The hash of a line, against the description in the guide; and any change of a chain is found."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gomobile.audit.entry import GENESIS, Line, plain
from gomobile.audit.requests import describe
from gomobile.audit.verification import check

ORG = UUID(int=7)
NOW = datetime(2026, 5, 31, 10, 0, tzinfo=UTC)
facts = st.none() | st.dictionaries(
    st.text(max_size=5),
    st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5), st.lists),
    max_size=3,
)


def chain(afters: list[dict[str, Any] | None]) -> list[Line]:
    lines: list[Line] = []
    previous = GENESIS
    for at, after in enumerate(afters, 1):
        line = Line(
            ORG, at, NOW + timedelta(microseconds=at), "api_key.created", "key", UUID(int=at), "clé", "::1", "r",
            "api_key", str(at), None, after, previous, b"",
        )  # fmt: skip
        previous = line.expected_hash()
        lines.append(dataclasses.replace(line, hash=previous))
    return lines


def test_the_hash_is_what_the_guide_says() -> None:
    (line,) = chain([{"role": "admin", "count": 2}])
    text = json.dumps(
        [str(ORG), 1, "2026-05-31T10:00:00.000001Z", "api_key.created", "key", str(UUID(int=1)), "clé", "::1", "r",
         "api_key", "1", None, {"count": 2, "role": "admin"}],
        ensure_ascii=False, separators=(",", ":"),
    )  # fmt: skip

    assert line.hash == hashlib.sha256(bytes(32) + text.encode()).digest()


@given(st.lists(facts, max_size=6))
def test_a_whole_chain_is_whole(afters: list[dict[str, Any] | None]) -> None:
    lines = chain(afters)
    head = lines[-1].hash if lines else None

    assert check(lines, len(lines), head).ok
    assert all(check(lines, len(lines), head, line.hash).ok for line in lines)


@given(st.lists(facts, min_size=1, max_size=6), st.data())
def test_any_loss_swap_or_change_is_found(afters: list[dict[str, Any] | None], data: st.DataObject) -> None:
    lines = chain(afters)
    head, last = lines[-1].hash, len(lines)
    at = data.draw(st.integers(0, last - 1))
    changed = dataclasses.replace(lines[at], subject_id="other")

    assert not check(lines[:at] + lines[at + 1 :], last, head).ok
    assert not check([*lines[:at], changed, *lines[at + 1 :]], last, head).ok
    if at:
        swapped = [*lines[: at - 1], lines[at], lines[at - 1], *lines[at + 1 :]]
        assert not check(swapped, last, head).ok


@given(st.text(max_size=20), st.dictionaries(st.text(max_size=20), st.text(max_size=20), max_size=4))
def test_a_request_leaves_names_only(number: str, given: dict[str, str]) -> None:
    found = describe(
        "POST", "/api/contact/{id}/phones", "contacts.add", {"id": UUID(int=1)}, {"phone": number} | given, b""
    )

    assert found is not None
    assert found.subject_id == str(UUID(int=1))
    assert found.before is None
    assert set(found.after or {}) - {"fields"} <= {"role", "isActive", "plan"}


def test_a_number_in_a_path_is_not_the_subject() -> None:
    parameters = {"key": "+212655443322", "id": UUID(int=1)}
    found = describe("DELETE", "/api/contact/{id}/phones/{key}", "contacts.drop", parameters, {}, None)

    assert found is not None
    assert "655443322" not in str(found)


def test_a_route_that_is_not_listed_is_recorded_all_the_same() -> None:
    found = describe("POST", "/api/anything", "contacts.do_it", {}, {}, None)

    assert found is not None
    assert found.action == "contacts.do_it"


@pytest.mark.parametrize("value", [1.5, object(), float("nan")])
def test_what_json_would_not_keep_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        plain({"x": value})
