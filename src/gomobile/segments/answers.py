"""Rules as the API shows them. Pure."""

from __future__ import annotations

from typing import Any, NotRequired

from typing_extensions import TypedDict

from gomobile.segments.nodes import Logic
from gomobile.segments.operators import Kind, Operator


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


class RuleField(TypedDict):
    """What a rule can ask about, and the operators that fit; `options` where the values are few."""

    name: str
    label: str
    type: Kind
    operators: list[Operator]
    options: NotRequired[list[RuleOption]]
