"""Why two contacts were taken for duplicates, field by field. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gomobile.quality.duplicates import training
from gomobile.quality.duplicates.name_keys import form, key
from gomobile.quality.duplicates.name_parts import split

FIELDS = {
    "first": "firstName",
    "last": "lastName",
    "email": "primaryEmail",
    "phone": "primaryPhone",
    "address": "address",
    "city": "city",
    "zip": "zip",
    "state": "state",
    "gender": "gender",
}
"""The columns that are compared, by the name of the field that they are made of."""

SAME_NAME, OTHER_NAME = 1.0, 0.9
"""Scores of a pair that has a number or an address in common: it is asked about even when the names differ, but then it
is not accepted together with those whose names agree."""

Names = tuple[str | None, str | None, str | None]
"""First, last and full name."""


def outcomes(model: training.Model, attributes: Mapping[str, str]) -> str:
    """The SQL of the explanation: a list of {field, outcome, weight} as JSON, for the fields that both contacts have.

    `weight` is log2 of how much likelier the outcome is for duplicates than for others.
    """
    entries = [_entry(comparison, attributes) for comparison in model["comparisons"]]
    return f"to_json(list_filter([{', '.join(entries)}], lambda entry: entry.outcome IS NOT NULL))::varchar"


def _entry(comparison: Mapping[str, Any], attributes: Mapping[str, str]) -> str:
    column = comparison["output_column_name"]
    named = [level["label_for_charts"] for level in comparison["comparison_levels"] if not level.get("is_null_level")]
    cases = " ".join(f"WHEN {len(named) - 1 - at} THEN '{name}'" for at, name in enumerate(named))
    weighed = any("tf_adjustment_column" in level for level in comparison["comparison_levels"])
    frequency = f' * p."bf_tf_adj_{column}"' if weighed else ""
    field = f"customAttributes.{attributes[column]}" if column in attributes else FIELDS[column]
    return (
        f"{{'field': '{field}', 'outcome': CASE p.\"gamma_{column}\" {cases} END,"
        f" 'weight': round(log2(greatest(p.\"bf_{column}\"{frequency}, 1e-30)), 2)}}"
    )


def certain(field: str, left: Names, right: Names) -> tuple[float, list[dict[str, Any]]]:
    """Score and explanation of two contacts that have `field` in common: primaryEmail or primaryPhone."""
    names = _compare_names(left, right)
    agree = names != "different"
    entries = [{"field": field, "outcome": "same", "weight": None}]
    if names is not None:
        entries.append({"field": "displayName", "outcome": names, "weight": None})
    return (SAME_NAME if agree else OTHER_NAME), entries


def _compare_names(left: Names, right: Names) -> str | None:
    """same, sameSound or different; None when a name is not known."""
    ours, theirs = _parts(left), _parts(right)
    if not ours or not theirs:
        return None
    if sorted(map(form, ours)) == sorted(map(form, theirs)):
        return "same"
    mine, other = set(map(key, ours)), set(map(key, theirs))
    return "sameSound" if mine <= other or other <= mine else "different"


def _parts(names: Names) -> list[str]:
    return [part for part in split(*names) if form(part)]
