"""Each operator of each field is understood by PostgreSQL."""

from __future__ import annotations

from typing import Any

from gomobile.segments.fields import CONSENT, all_fields, resolve
from gomobile.segments.operators import CLOCK, FITTING
from gomobile.segments.tree import parse, to_json
from tests.api.segments.conftest import Rules
from tests.api.segments.examples import example


def every_condition(rules: Rules) -> list[dict[str, Any]]:
    """A condition for each operator of each field, relative dates in each kind of zone."""
    fields = [*all_fields(rules.context), resolve(f"{CONSENT}marketing.call", rules.context)]
    made = []
    for field in fields:
        for operator in FITTING[field.kind]:
            condition = {"field": field.name, "operator": operator}
            value = example(field, operator)
            if value is not None:
                condition["value"] = value
            zones = ("organization", "contact", "Asia/Tokyo") if operator in CLOCK else (None,)
            made += [{**condition, "zone": zone} if zone else condition for zone in zones]
    return made


def test_every_condition_runs_where_it_is_asked_for_and_where_it_is_excluded(rules: Rules) -> None:
    conditions = every_condition(rules)

    assert len(conditions) > 400
    for condition in conditions:
        for logic in ("AND", "NOT"):
            tree = {"logic": logic, "conditions": [condition]}
            assert rules.members(tree) == set()
            rules.boundaries(tree)


def test_the_canonical_form_is_read_back_to_itself(rules: Rules) -> None:
    for condition in every_condition(rules):
        once = to_json(parse({"logic": "and", "conditions": [condition]}, rules.context))

        assert to_json(parse(once, rules.context)) == once
