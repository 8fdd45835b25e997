"""Rules as the API shows them. Pure."""

from __future__ import annotations

from typing import Any, NotRequired

from typing_extensions import TypedDict

from gomobile.segments.describing import Group, Input
from gomobile.segments.nodes import Logic
from gomobile.segments.operators import Kind, Operator, Shape


class RuleCondition(TypedDict):
    """A question about a contact. `value` as the operator takes it; `zone` where the operator looks at the calendar."""

    field: str
    operator: Operator
    value: NotRequired[Any]
    zone: NotRequired[str]


class RuleGroup(TypedDict):
    """Rules put together. NOT is true when none of its conditions is."""

    logic: Logic
    conditions: list[RuleGroup | RuleCondition]


class ExplainedCondition(TypedDict):
    """A condition for one contact: `value` is the contact's own, `expected` what it was compared with.

    `matches` is null where that is unknown.
    """

    field: str
    operator: Operator
    expected: NotRequired[Any]
    zone: NotRequired[str]
    matches: bool | None
    value: Any


class ExplainedGroup(TypedDict):
    """A group for one contact; `matches` is null where that is unknown."""

    logic: Logic
    matches: bool | None
    conditions: list[ExplainedGroup | ExplainedCondition]


class RuleOption(TypedDict):
    """One of the values that a field can have; `label` is what people see."""

    value: str
    label: str


class RuleValue(TypedDict):
    """What an operator takes. `shape`: none, one value, many (a list), a pair, a part of a text, a span and so on;
    `input`: how a value is put in; `units` of a span.
    """

    shape: Shape
    input: Input
    units: NotRequired[list[str]]


class RuleField(TypedDict):
    """What a rule can ask about, and the operators that fit, with what each `takes`; `options` where the values are
    few. `label` is English where the field is no attribute.
    """

    name: str
    label: str
    group: Group
    type: Kind
    operators: list[Operator]
    takes: dict[Operator, RuleValue]
    options: NotRequired[list[RuleOption]]
