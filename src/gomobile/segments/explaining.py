"""Why a contact is in or out: the verdict of each node of the rules, and the value that it saw. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from psycopg import sql

from gomobile.segments import answers
from gomobile.segments.binding import ORG, Binder, fill
from gomobile.segments.context import Context
from gomobile.segments.fields import Field
from gomobile.segments.leaves import compile_leaf
from gomobile.segments.nodes import Condition, Group, conditions
from gomobile.segments.operators import SHAPES

Verdict = bool | None


@dataclass(frozen=True)
class Explain:
    """One statement about one contact, and how to read its row.

    query: gives one row, or none when there is no such contact; takes `values`, %(org_id)s, %(now)s and %(contact_id)s
    """

    query: sql.Composable
    values: dict[str, Any]
    group: Group

    def tree(self, row: Sequence[Any]) -> answers.ExplainedGroup:
        """The rules with "matches" on every node: true, false, or null for unknown.

        A condition has the contact's own value as "value" and what it was compared with as "expected".
        """
        return _group(self.group, iter(row))


def explain_query(group: Group, context: Context, *, prefix: str) -> Explain:
    """The statement that answers every condition of checked rules for one contact."""
    bind = Binder(prefix)
    columns: list[sql.Composable] = []
    for _, condition in conditions(group):
        leaf = compile_leaf(condition, context, bind)
        columns.append(fill("CASE WHEN {true} THEN true WHEN {false} THEN false END", true=leaf.true, false=leaf.false))
        columns.append(leaf.seen)
    query = fill(
        "SELECT {columns} FROM contacts c"  # allow: the columns are the conditions of the rules
        " WHERE c.organization_id = {org} AND c.id = %(contact_id)s::uuid",
        columns=sql.SQL(", ").join(columns),
        org=ORG,
    )
    return Explain(query, bind.values, group)


def _group(group: Group, cells: Iterator[Any]) -> answers.ExplainedGroup:
    children = [
        _condition(child, cells) if isinstance(child, Condition) else _group(child, cells) for child in group.conditions
    ]
    verdict = combine(group.logic, [child["matches"] for child in children])
    return {"logic": group.logic, "matches": verdict, "conditions": children}


def _condition(node: Condition, cells: Iterator[Any]) -> answers.ExplainedCondition:
    verdict, seen = next(cells), next(cells)
    shown: answers.ExplainedCondition = {
        "field": node.field.name,
        "operator": node.operator,
        "matches": verdict,
        "value": _shown(node.field, seen),
    }
    if SHAPES[node.operator] != "none":
        shown["expected"] = node.value
    if node.zone is not None:
        shown["zone"] = node.zone
    return shown


def combine(logic: str, verdicts: Sequence[Verdict]) -> Verdict:
    """The verdict of a group, by Kleene's logic: NOT is true when none of its nodes is true and none is unknown."""
    decisive = logic != "AND"
    if any(verdict is decisive for verdict in verdicts):
        return logic == "OR"
    if any(verdict is None for verdict in verdicts):
        return None
    return logic != "OR"


def _shown(field: Field, seen: Any) -> Any:
    """A value as people know it: the label of an option, the carrier of a number."""
    if field.kind == "carrier" and isinstance(seen, str):
        from gomobile.phones.facts import facts

        return facts(seen).carrier
    if field.definition is not None and field.kind == "choice":
        return field.definition.label(seen) or seen
    return seen
