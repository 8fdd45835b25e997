"""Rules as typed values: read from JSON and checked node by node, written back in one canonical form. Pure.

A group is `{"logic": "AND" | "OR" | "NOT", "conditions": [node, …]}`, a condition `{"field", "operator", "value"}`,
with a `zone` beside it where the operator looks at the calendar.
"""

from __future__ import annotations

from typing import Any, cast

from gomobile.attributes.messages import reportable
from gomobile.errors import FieldError, InvalidInput
from gomobile.segments.context import Context
from gomobile.segments.fields import Field, UnknownField, resolve
from gomobile.segments.nodes import LOGICS, Condition, Group, Logic, conditions, to_json
from gomobile.segments.operands import read_operand
from gomobile.segments.operators import CLOCK, FITTING, SHAPES, Operator
from gomobile.segments.readers import read_zone
from gomobile.segments.refusal import Refusal

__all__ = ["Condition", "Group", "conditions", "parse", "to_json"]

MAX_DEPTH = 8
MAX_CONDITIONS = 200
_GROUP = frozenset({"logic", "conditions"})
_CONDITION = frozenset({"field", "operator", "value", "zone"})


def parse(raw: object, context: Context, *, at: str = "rules", stored: bool = False) -> Group:
    """Read a rule group. Raises InvalidInput naming every wrong node by its path below `at`.

    `stored`: the rules were checked when they were saved. A condition on what has gone since (an archived attribute, a
    deleted tag or audience) is kept and is unknown for every contact, instead of being refused.
    """
    reader = _Reader(context, stored=stored)
    group = reader.group(raw, at, 1)
    if reader.conditions > MAX_CONDITIONS:
        text = f"Rules have at most {MAX_CONDITIONS} conditions; these have {reader.conditions}."
        reader.refuse(at, "maxItems", text, max=MAX_CONDITIONS)
    if reader.errors:
        raise InvalidInput(reader.errors)
    assert group is not None
    return group


class _Reader:
    """Reads one tree and collects what is wrong with it."""

    def __init__(self, context: Context, *, stored: bool) -> None:
        self.context = context
        self.stored = stored
        self.errors: list[FieldError] = []
        self.conditions = 0

    def refuse(self, path: str, code: str, text: str, value: object = None, **params: Any) -> None:
        self.errors.append(FieldError(path, code, text, params, reportable(value)))

    def node(self, raw: object, path: str, depth: int) -> Group | Condition | None:
        if isinstance(raw, dict) and not ("logic" in raw or "conditions" in raw):
            return self.condition(raw, path, depth)
        return self.group(raw, path, depth)

    def group(self, raw: object, path: str, depth: int) -> Group | None:
        if depth > MAX_DEPTH:
            self.refuse(path, "maxDepth", f"Rules nest at most {MAX_DEPTH} deep; flatten this group.", max=MAX_DEPTH)
            return None
        if not isinstance(raw, dict):
            self.refuse(path, "type", 'A rule group is {"logic": "AND", "conditions": […]}.', raw)
            return None
        self._known(raw, _GROUP, path)
        logic = raw.get("logic")
        logic = logic.upper() if isinstance(logic, str) else logic
        if logic not in LOGICS:
            code = "enum" if "logic" in raw else "required"
            self.refuse(f"{path}.logic", code, f"logic is one of {', '.join(LOGICS)}.", logic, enum=LOGICS)
        children = raw.get("conditions")
        if not isinstance(children, list) or not children:
            code = "required" if "conditions" not in raw else "type" if not isinstance(children, list) else "minItems"
            self.refuse(f"{path}.conditions", code, "conditions is a list of at least one rule.", children, min=1)
            return None
        if len(children) > MAX_CONDITIONS:
            text = f"A group has at most {MAX_CONDITIONS} conditions; this one has {len(children)}."
            self.refuse(f"{path}.conditions", "maxItems", text, max=MAX_CONDITIONS)
            return None
        read = [self.node(child, f"{path}.conditions.{place}", depth + 1) for place, child in enumerate(children)]
        if logic not in LOGICS:
            return None
        return Group(cast("Logic", logic), tuple(child for child in read if child is not None))

    def condition(self, raw: dict[str, Any], path: str, depth: int) -> Condition | None:
        self.conditions += 1
        if depth > MAX_DEPTH:
            self.refuse(path, "maxDepth", f"Rules nest at most {MAX_DEPTH} deep; flatten the group.", max=MAX_DEPTH)
            return None
        if self.conditions > MAX_CONDITIONS:
            return None
        self._known(raw, _CONDITION, path)
        field = self._field(raw, path)
        operator = self._operator(raw, path, field)
        if field is None or operator is None:
            return None
        if field.source == "gone":
            return Condition(field, operator, raw.get("value"), raw.get("zone"))
        zone = self._zone(raw, path, operator)
        if SHAPES[operator] == "none":
            if raw.get("value") is not None:
                self.refuse(f"{path}.value", "notApplicable", f"{operator} takes no value; leave it out.", raw["value"])
            return Condition(field, operator, None, zone)
        if raw.get("value") is None:
            self.refuse(f"{path}.value", "required", f"{operator} needs a value.")
            return None
        try:
            value = read_operand(raw["value"], field, operator, self.context)
        except Refusal as refused:
            if self.stored and refused.gone:
                return Condition(_gone(field), operator, raw["value"], zone)
            for place, code, text, params, shown in refused.problems:
                self.refuse(f"{path}.value{place}", code, text, shown, **params)
            return None
        return Condition(field, operator, value, zone)

    def _known(self, raw: dict[str, Any], known: frozenset[str], path: str) -> None:
        for name in raw.keys() - known:
            text = f"This property is not known; a rule has {', '.join(sorted(known))}."
            self.refuse(f"{path}.{name[:64]}", "unknownProperty", text)

    def _field(self, raw: dict[str, Any], path: str) -> Field | None:
        name = raw.get("field")
        if not isinstance(name, str):
            code = "required" if name is None else "type"
            self.refuse(f"{path}.field", code, "field names what is compared, such as city.", name)
            return None
        try:
            return resolve(name, self.context)
        except UnknownField as unknown:
            if self.stored:
                return Field(name, name, "text", "gone", name)
            self.refuse(f"{path}.field", unknown.code, unknown.message, name)
            return None

    def _operator(self, raw: dict[str, Any], path: str, field: Field | None) -> Operator | None:
        operator = raw.get("operator")
        fitting = FITTING[field.kind] if field is not None and field.source != "gone" else tuple(SHAPES)
        if isinstance(operator, str) and operator in fitting:
            return cast("Operator", operator)
        code, text = "operatorNotApplicable", f"{operator} does not fit {field.label if field else 'it'}"
        if not isinstance(operator, str):
            code, text = ("required" if operator is None else "type"), "A condition needs an operator"
        elif operator not in SHAPES:
            code, text = "unknownOperator", "There is no such operator"
        params: dict[str, Any] = {"operators": fitting} if field is not None else {}
        remedy = f"; use one of {', '.join(fitting)}." if field is not None else "."
        self.refuse(f"{path}.operator", code, text + remedy, operator, **params)
        return None

    def _zone(self, raw: dict[str, Any], path: str, operator: Operator) -> str | None:
        if operator not in CLOCK:
            if raw.get("zone") is not None:
                self.refuse(f"{path}.zone", "notApplicable", f"{operator} looks at no calendar; leave zone out.")
            return None
        try:
            return read_zone(raw.get("zone"))
        except Refusal as refused:
            for _, code, text, params, shown in refused.problems:
                self.refuse(f"{path}.zone", code, text, shown, **params)
            return None


def _gone(field: Field) -> Field:
    return Field(field.name, field.label, field.kind, "gone", field.key)
