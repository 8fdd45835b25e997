"""Many call results at once, as somebody wrote them: checked, their numbers read, then recorded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from gomobile import clock
from gomobile.accounts.caller import Actor, Organization
from gomobile.attributes.messages import reportable
from gomobile.calls.checks import Told, check
from gomobile.calls.result import CallResult
from gomobile.calls.service import Recorded, record_call_results
from gomobile.db.pool import Connection
from gomobile.errors import FieldError
from gomobile.phones.errors import PhoneError
from gomobile.phones.vectorized import normalize_series


def record_batch(conn: Connection, organization: Organization, actor: Actor, data: Sequence[object]) -> Recorded:
    """Record each result of `data`, objects as in a request body; those with a problem are left out."""
    now = clock.now()
    told: dict[int, Told] = {}
    problems: list[tuple[int, FieldError]] = []
    for index, raw in enumerate(data):
        one, errors = check(raw, now)
        problems += [(index, error) for error in errors]
        if one is not None:
            told[index] = one
    calls = _with_numbers(told, organization.default_region, problems)
    done = record_call_results(conn, organization, actor, list(calls.values()))
    at = list(calls)
    done.problems = sorted([*problems, *((at[index], error) for index, error in done.problems)], key=lambda one: one[0])
    assert len(data) == done.recorded + done.unknown + done.duplicates + done.failed
    return done


def _with_numbers(told: dict[int, Told], region: str, problems: list[tuple[int, FieldError]]) -> dict[int, CallResult]:
    """The calls by their index, with the canonical form of each number that was given."""
    phones = normalize_series(pl.Series([one.phone for one in told.values()], dtype=pl.String), region)
    calls: dict[int, CallResult] = {}
    for (index, one), key, error in zip(told.items(), phones["key"], phones["error"], strict=True):
        if one.phone is None:
            calls[index] = one.call
        elif error is not None:
            text = PhoneError.messages[error]
            problems.append((index, FieldError("phone", error, text, {}, reportable(one.phone))))
        else:
            calls[index] = replace(one.call, phone_key=key)
    return calls
