"""Rules that are refused: every wrong node by its path, with what would fit."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from gomobile.accounts.caller import Organization
from gomobile.attributes.definition import Definition, EnumOption
from gomobile.errors import InvalidInput
from gomobile.segments.context import Context
from gomobile.segments.tree import conditions, parse, to_json

TAG = UUID(int=1)
AUDIENCE = UUID(int=2)
OWNER = Organization(UUID(int=9), "Org", "org", "basic", "MA", "Africa/Casablanca", "MAD", "MA")
OPTIONS = (EnumOption("gold", "Gold"), EnumOption("old", "Old", archived=True))


def definition(name: str, type: Any, **more: Any) -> Definition:
    return Definition(UUID(int=5), name, name.title(), type, OPTIONS if type == "enum" else (), **more)


CONTEXT = Context(
    OWNER,
    {
        **{name: definition(name, name) for name in ("number", "boolean", "date", "datetime", "enum")},
        "gone": definition("gone", "text", deleted_at=datetime(2026, 1, 1, tzinfo=UTC)),
    },
    {"vip": TAG},
    frozenset({AUDIENCE}),
)


def condition(field: str, operator: str, *value: Any, **more: Any) -> dict[str, Any]:
    made = {"field": field, "operator": operator, **more}
    return {**made, "value": value[0]} if value else made


def rules(*nodes: Any, logic: str = "AND") -> dict[str, Any]:
    return {"logic": logic, "conditions": list(nodes)}


def refused(raw: Any, **options: Any) -> list[tuple[str, str]]:
    with pytest.raises(InvalidInput) as error:
        parse(raw, CONTEXT, **options)
    assert all(one.message.strip() for one in error.value.errors)
    return [(one.field, one.code) for one in error.value.errors]


def canonical(raw: Any) -> Any:
    return to_json(parse(rules(raw), CONTEXT))["conditions"][0]


SPAN = {"amount": 7, "unit": "days"}


@pytest.mark.parametrize(
    ("node", "place", "code"),
    [
        (condition("city", "gt", "a"), "operator", "operatorNotApplicable"),
        (condition("city", "like", "a"), "operator", "unknownOperator"),
        (condition("city", ["equals"], "a"), "operator", "type"),
        ({"field": "city", "value": "a"}, "operator", "required"),
        ({"operator": "equals", "value": "a"}, "field", "required"),
        (condition("town", "equals", "a"), "field", "unknownField"),
        (condition("customAttributes.nope", "equals", "a"), "field", "unknownAttribute"),
        (condition("customAttributes.gone", "equals", "a"), "field", "archivedAttribute"),
        (condition("consent.call", "equals", "granted"), "field", "unknownField"),
        (condition("consent.marketing.pigeon", "equals", "granted"), "field", "unknownField"),
        (condition("city", "equals"), "value", "required"),
        (condition("city", "equals", " "), "value", "required"),
        (condition("city", "equals", {"a": 1}), "value", "type"),
        (condition("city", "equals", "a\0"), "value", "invalidCharacter"),
        (condition("city", "is_empty", "a"), "value", "notApplicable"),
        (condition("city", "contains", 5), "value", "type"),
        (condition("city", "contains", "a" * 257), "value", "maxLength"),
        (condition("city", "in", []), "value", "minItems"),
        (condition("city", "in", "Rabat"), "value", "type"),
        (condition("city", "in", ["a"] * 10_001), "value", "maxItems"),
        (condition("city", "in", ["a", None]), "value.1", "required"),
        (condition("city", "equals", "a", zone="contact"), "zone", "notApplicable"),
        (condition("city", "equals", "a", limit=1), "limit", "unknownProperty"),
        (condition("primaryPhone", "equals", "call me"), "value", "unreadable"),
        (condition("primaryPhone", "contains", "abc"), "value", "format"),
        (condition("phone.status", "equals", "fine"), "value", "enum"),
        (condition("phone.region", "equals", "Morocco"), "value", "enum"),
        (condition("phone.timeZone", "equals", "Mars/Base"), "value", "enum"),
        (condition("phone.carrier", "equals", "Nobody Tel"), "value", "enum"),
        (condition("archived", "equals", "perhaps"), "value", "format"),
        (condition("customAttributes.number", "gt", "many"), "value", "format"),
        (condition("customAttributes.number", "gt", True), "value", "type"),
        (condition("customAttributes.number", "between", [2]), "value", "type"),
        (condition("customAttributes.number", "between", [2, 1]), "value", "range"),
        (condition("customAttributes.number", "between", [1, "x"]), "value.1", "format"),
        (condition("customAttributes.date", "gt", "03/04/2026"), "value", "ambiguousDate"),
        (condition("customAttributes.enum", "equals", "Silver"), "value", "enum"),
        (condition("customAttributes.date", "within_next", 7), "value", "type"),
        (condition("customAttributes.date", "within_next", {"amount": 0, "unit": "days"}), "value.amount", "range"),
        (condition("customAttributes.date", "within_next", {"amount": True, "unit": "days"}), "value.amount", "range"),
        (condition("customAttributes.date", "within_next", {"amount": 7, "unit": "hours"}), "value.unit", "enum"),
        (condition("customAttributes.date", "within_next", {**SPAN, "x": 1}), "value.x", "unknownProperty"),
        (condition("customAttributes.date", "within_next", SPAN, zone="Mars/Base"), "zone", "enum"),
        (condition("customAttributes.date", "anniversary_within_next", {"amount": 13, "unit": "months"}),
         "value.amount", "range"),
        (condition("customAttributes.date", "day_of_month_is", 32), "value", "range"),
        (condition("tags", "has_any", ["vip", "nope"]), "value.1", "unknownTag"),
        (condition("tags", "equals", "vip"), "operator", "operatorNotApplicable"),
        (condition("audience", "in", [str(TAG)]), "value.0", "unknownAudience"),
        (condition("calls", "happened", "answered"), "value", "type"),
        (condition("calls", "happened", {"result": "perhaps"}), "value.result.0", "enum"),
        (condition("calls", "happened", {"atLeast": 0}), "value.atLeast", "range"),
        (condition("calls", "happened", {"withinLast": {"amount": 1, "unit": "y"}}), "value.withinLast.unit", "enum"),
        (condition("calls", "happened", {"who": "me"}), "value.who", "unknownProperty"),
        (condition("engagement.attempts", "contains", "1"), "operator", "operatorNotApplicable"),
        (condition("consent.marketing.call", "equals", "yes"), "value", "enum"),
    ],
)  # fmt: skip
def test_a_wrong_node_is_named(node: dict[str, Any], place: str, code: str) -> None:
    assert refused(rules(condition("city", "equals", "a"), rules(node, logic="NOT"))) == [
        (f"rules.conditions.1.conditions.0.{place}", code)
    ]


def test_every_wrong_node_is_named_at_once() -> None:
    raw = rules(condition("town", "equals", "a"), rules(), condition("city", "gt", 1), 5, logic="XOR")

    assert refused(raw, at="filter") == [
        ("filter.logic", "enum"),
        ("filter.conditions.0.field", "unknownField"),
        ("filter.conditions.1.conditions", "minItems"),
        ("filter.conditions.2.operator", "operatorNotApplicable"),
        ("filter.conditions.3", "type"),
    ]


def test_an_operator_that_does_not_fit_is_told_with_those_that_do() -> None:
    with pytest.raises(InvalidInput) as error:
        parse(rules(condition("archived", "gt", 1)), CONTEXT)

    assert error.value.errors[0].params["operators"] == ("equals", "not_equals", "is_empty", "is_not_empty")


def test_an_unknown_option_is_told_with_those_in_use() -> None:
    with pytest.raises(InvalidInput) as error:
        parse(rules(condition("customAttributes.enum", "equals", "Silver")), CONTEXT)

    assert error.value.errors[0].params["options"] == ["Gold"]


def test_the_root_is_a_group() -> None:
    assert refused([]) == [("rules", "type")]
    assert refused(condition("city", "equals", "a")) != []
    assert refused({}) == [("rules.logic", "required"), ("rules.conditions", "required")]


def nested(depth: int) -> dict[str, Any]:
    """Rules of so many nodes in depth, the condition included."""
    node = condition("city", "equals", "a")
    for _ in range(depth - 1):
        node = rules(node)
    return node


def test_eight_nodes_deep_is_the_limit() -> None:
    parse(nested(8), CONTEXT)

    assert refused(nested(9)) == [("rules" + ".conditions.0" * 8, "maxDepth")]
    assert refused(nested(5_000)) == [("rules" + ".conditions.0" * 8, "maxDepth")]


def test_200_conditions_are_the_limit() -> None:
    hundred = rules(*[condition("city", "equals", "a")] * 100)
    parse(rules(hundred, hundred), CONTEXT)

    assert refused(rules(hundred, hundred, condition("city", "equals", "b"))) == [("rules", "maxItems")]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (condition("primaryPhone", "equals", "06 12 34 56 78"), "+212612345678"),
        (condition("customAttributes.enum", "equals", "GOLD"), "gold"),
        (condition("customAttributes.enum", "in", ["Old", "gold", "Gold"]), ["old", "gold"]),
        (condition("customAttributes.date", "gt", "31/12/2026"), "2026-12-31"),
        (condition("customAttributes.datetime", "gt", "2026-03-10 12:00"), "2026-03-10T12:00:00.000Z"),
        (condition("customAttributes.boolean", "equals", "oui"), True),
        (condition("tags", "has_any", ["VIP", str(TAG)]), [str(TAG)]),
        (condition("audience", "in", str(AUDIENCE)), [str(AUDIENCE)]),
        (condition("phone.region", "equals", "ma"), "MA"),
        (condition("phone.carrier", "equals", "maroc telecom"), "Maroc Telecom"),
        (condition("zip", "equals", 20000), "20000"),
        (condition("calls", "happened", {"pressed": 2, "result": "busy"}), {"result": ["busy"], "pressed": ["2"]}),
    ],
)  # fmt: skip
def test_values_are_kept_in_one_form(given: dict[str, Any], kept: Any) -> None:
    assert canonical(given)["value"] == kept


def test_relative_dates_are_in_the_zone_of_the_organization_unless_another_is_named() -> None:
    assert canonical(condition("customAttributes.date", "is_today"))["zone"] == "organization"
    assert canonical(condition("customAttributes.date", "is_today", zone="contact"))["zone"] == "contact"
    assert "zone" not in canonical(condition("customAttributes.date", "gt", "2026-12-31"))


def test_stored_rules_outlive_what_they_name() -> None:
    raw = rules(
        condition("customAttributes.gone", "equals", "a"),
        condition("tags", "has_any", [str(UUID(int=77))]),
        condition("audience", "in", [str(UUID(int=78))]),
    )
    assert len(refused(raw)) == 3

    kept = parse(raw, CONTEXT, stored=True)

    assert {one.field.source for _, one in conditions(kept)} == {"gone"}
    assert to_json(kept) == raw
