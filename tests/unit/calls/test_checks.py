"""What is taken as a call result."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gomobile.calls.checks import check
from gomobile.calls.columns import fields_of, missing, told
from gomobile.calls.result import ids_at
from gomobile.ids import created_at

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
GOOD = {"phone": "0612345678", "result": "answered"}


def codes(raw: object) -> list[tuple[str, str]]:
    return sorted((error.field, error.code) for error in check(raw, NOW)[1])


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, []),
        ({"result": "hello"}, [("result", "enum")]),
        ({"result": None}, [("result", "required")]),
        ({"phone": None}, [("phone", "required")]),
        ({"contactId": "x"}, [("contactId", "exclusive"), ("contactId", "format")]),
        ({"hangupCause": 0}, [("hangupCause", "range")]),
        ({"hangupCause": "16"}, [("hangupCause", "type")]),
        ({"hangupCause": True}, [("hangupCause", "type")]),
        ({"durationSeconds": -1}, [("durationSeconds", "range")]),
        ({"occurredAt": "2026-11-22"}, [("occurredAt", "timeZone")]),
        ({"occurredAt": "2026-11-22T10:00:00"}, [("occurredAt", "timeZone")]),
        ({"occurredAt": "yesterday"}, [("occurredAt", "format")]),
        ({"occurredAt": 5}, [("occurredAt", "format")]),
        ({"occurredAt": "2026-11-22T12:06:00Z"}, [("occurredAt", "future")]),
        ({"occurredAt": "2026-11-22T12:04:00Z"}, []),
        ({"occurredAt": "1999-11-22T12:04:00Z"}, [("occurredAt", "range")]),
        ({"pressed": "1"}, [("pressed", "type")]),
        ({"pressed": [""]}, [("pressed", "maxLength")]),
        ({"reference": "x" * 256}, [("reference", "maxLength")]),
        ({"flow": "a\0"}, [("flow", "invalidCharacter")]),
        ({"colour": 1, "result": "x"}, [("colour", "unknownProperty"), ("result", "enum")]),
    ],
)
def test_each_problem_is_told(given: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert codes({**GOOD, **given}) == expected


def test_what_is_no_object_is_refused() -> None:
    assert codes("answered") == [("callResult", "type")]


@pytest.mark.parametrize(
    ("result", "cause", "meant"),
    [
        ("failed", 1, "not_in_service"),
        ("failed", 22, "not_in_service"),
        ("no_answer", 28, "not_in_service"),
        ("failed", 34, "failed"),
        ("answered", 1, "answered"),
    ],
)
def test_a_cause_can_say_more_than_the_result(result: str, cause: int, meant: str) -> None:
    found, _ = check({**GOOD, "result": result, "hangupCause": cause}, NOW)

    assert found is not None
    assert found.call.result == meant


@given(
    raw=st.dictionaries(
        st.sampled_from([*GOOD, "contactId", "occurredAt", "pressed", "flow"]),
        st.integers() | st.text() | st.none() | st.lists(st.text()),
    )
)
def test_anything_is_either_taken_or_told_what_is_wrong(raw: dict[str, Any]) -> None:
    found, errors = check(raw, NOW)

    assert (found is None) == bool(errors)


@given(moments=st.lists(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)), max_size=20))
def test_ids_carry_the_moment(moments: list[datetime]) -> None:
    ids = ids_at(moments)

    assert len(set(ids)) == len(ids)
    for id, moment in zip(ids, moments, strict=True):
        assert id.version == 7
        assert abs(created_at(id) - moment) <= timedelta(milliseconds=1)


def test_columns_of_a_dialling_system_are_understood() -> None:
    header = ["calldate", "dst", "disposition", "billsec", "uniqueid", "hangupcause", "dtmf", "accountcode"]
    fields = fields_of(header)

    assert missing(fields) == []
    assert missing(fields_of(["name", "duration"])) == ["phone", "result"]
    row = ["2026-11-22T10:00:00Z", "0612345678", "NO ANSWER", "0", "x.1", "16.0", "1;42#", "z"]
    assert told(row, fields, None) == {
        "phone": "0612345678",
        "result": "no_answer",
        "hangupCause": 16,
        "occurredAt": "2026-11-22T10:00:00Z",
        "durationSeconds": 0,
        "pressed": ["1", "42#"],
        "reference": "x.1",
    }
