"""Ready-made rules for audiences that nearly everybody who calls people wants. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from gomobile.errors import FieldError, InvalidInput
from gomobile.segments.answers import RuleCondition, RuleGroup
from gomobile.segments.operators import Operator

Rules = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a template asks for. `default` of an optional one; `below`: the parameter that is to be greater."""

    name: str
    description: str
    default: str | int | None = None
    below: str | None = None

    @property
    def required(self) -> bool:
        """Whether nothing stands in for it."""
        return self.default is None


@dataclass(frozen=True, slots=True)
class Template:
    """A kind of audience. In `rules` a text `{name}` stands for the parameter of that name."""

    id: str
    name: str
    description: str
    rules: RuleGroup
    parameters: tuple[Parameter, ...] = ()

    def fill(self, given: Mapping[str, Any]) -> tuple[str, Rules]:
        """Name and rules with these values. Raises InvalidInput for a value that is missing, not asked for or not below
        another one.
        """
        known = {parameter.name for parameter in self.parameters}
        problems = [
            FieldError(f"parameters.{name[:64]}", "unknownProperty", f"The template {self.id} does not ask for this.")
            for name in given.keys() - known
        ]
        values = {parameter.name: parameter.default for parameter in self.parameters} | dict(given)
        problems += [
            FieldError(f"parameters.{one.name}", "required", f"The template {self.id} needs it: {one.description}")
            for one in self.parameters
            if values[one.name] in (None, "")
        ]
        problems += [
            FieldError(f"parameters.{one.name}", "range", f"{one.name} is below {one.below}.", {}, values[one.name])
            for one in self.parameters
            if one.below is not None and not _rising(values[one.name], values[one.below])
        ]
        if problems:
            raise InvalidInput(problems)
        return self.name.format(**{key: _shown(value) for key, value in values.items()}), _filled(self.rules, values)

    def blame(self, error: FieldError) -> FieldError:
        """What is wrong with a node of the filled rules, as what is wrong with the parameter that stands there."""
        node: Any = {"rules": self.rules}
        for step in error.field.split("."):
            if isinstance(node, list) and step.isdigit() and int(step) < len(node):
                node = node[int(step)]
            elif isinstance(node, dict) and step in node:
                node = node[step]
        named = re.search(r"{(\w+)}", str(node))
        return replace(error, field=f"parameters.{named[1]}") if named and error.field.startswith("rules") else error


def _rising(low: Any, high: Any) -> bool:
    """False where both are numbers out of order; what is no number is refused by the rules."""
    return not (isinstance(low, int) and isinstance(high, int)) or low < high


def _shown(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _filled(node: Any, values: Mapping[str, Any]) -> Any:
    if isinstance(node, dict):
        return {key: _filled(value, values) for key, value in node.items()}
    if isinstance(node, list):
        return [_filled(child, values) for child in node]
    if isinstance(node, str) and node.startswith("{") and node.endswith("}"):
        return values[node[1:-1]]
    if isinstance(node, str) and "{" in node:
        return node.format(**values)
    return node


def _when(field: str, operator: Operator, value: Any = None) -> RuleCondition:
    condition: RuleCondition = {"field": field, "operator": operator}
    if value is not None:
        condition["value"] = value
    return condition


def _days(amount: Any) -> dict[str, Any]:
    return {"amount": amount, "unit": "days"}


def _all(*conditions: RuleGroup | RuleCondition) -> RuleGroup:
    return {"logic": "AND", "conditions": list(conditions)}


_ATTRIBUTE = Parameter("attribute", "the name of the custom attribute, such as customer_segment")
_LAST = "engagement.lastCalledAt"
_ANSWERED = "engagement.lastAnsweredAt"

TEMPLATES: tuple[Template, ...] = (
    Template(
        "campaign-type",
        "Campaign: {tag}",
        "Contacts with a tag that stands for a kind of campaign, such as renewal or survey.",
        _all(_when("tags", "has_any", ["{tag}"])),
        (Parameter("tag", "the tag of the campaign type"),),
    ),
    Template(
        "customer-segment",
        "Segment: {value}",
        "Contacts with a value of a custom attribute, such as premium.",
        _all(_when("customAttributes.{attribute}", "equals", "{value}")),
        (_ATTRIBUTE, Parameter("value", "the value, or the option of an enum")),
    ),
    Template(
        "city",
        "City: {city}",
        "Contacts in a city.",
        _all(_when("city", "equals", "{city}")),
        (Parameter("city", "the city"),),
    ),
    Template(
        "state",
        "State: {state}",
        "Contacts in a state or region.",
        _all(_when("state", "equals", "{state}")),
        (Parameter("state", "the state"),),
    ),
    Template(
        "active",
        "Active in the last {days} days",
        "Contacts who answered a call lately.",
        _all(_when(_ANSWERED, "within_last", _days("{days}"))),
        (Parameter("days", "days back", 30),),
    ),
    Template(
        "at-risk",
        "At risk: last answer {from} to {to} days ago",
        "Contacts who answered a while ago, and not since.",
        _all(
            _when(_ANSWERED, "more_than_ago", _days("{from}")),
            {"logic": "NOT", "conditions": [_when(_ANSWERED, "more_than_ago", _days("{to}"))]},
        ),
        (
            Parameter("from", "days since the last answer, at the least", 60, below="to"),
            Parameter("to", "and at the most", 90),
        ),
    ),
    Template(
        "inactive",
        "Inactive for {days} days",
        "Contacts who were first called so long ago and have not answered since, or never.",
        _all(
            # Not by createdAt: calls may be older than the import that brought the contact here.
            _when("engagement.firstCalledAt", "more_than_ago", _days("{days}")),
            {
                "logic": "OR",
                "conditions": [_when(_ANSWERED, "is_empty"), _when(_ANSWERED, "more_than_ago", _days("{days}"))],
            },
        ),
        (Parameter("days", "days without an answer", 90),),
    ),
    Template(
        "birthday-this-week",
        "Birthday this week",
        "Contacts whose birthday is in the present week.",
        _all(_when("customAttributes.{attribute}", "anniversary_this_week")),
        (Parameter("attribute", "the name of the custom attribute with the date of birth", "birthday"),),
    ),
    Template(
        "never-called",
        "Never called",
        "Contacts whom nobody has called yet.",
        _all(_when(_LAST, "is_empty")),
    ),
    Template(
        "callable",
        "Callable",
        "Contacts with a valid number that is not suppressed.",
        _all(_when("phone.status", "equals", "valid"), _when("suppressed.call", "equals", value=False)),
    ),
)
_BY_ID = {template.id: template for template in TEMPLATES}


def find_template(id: str) -> Template | None:
    """The template of this id."""
    return _BY_ID.get(id)
