"""The nodes of a rule tree, and how they are written. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from gomobile.segments.fields import Field
from gomobile.segments.operators import SHAPES, Operator

Logic = Literal["AND", "OR", "NOT"]
LOGICS: tuple[Logic, ...] = ("AND", "OR", "NOT")


@dataclass(frozen=True)
class Condition:
    """One question about a contact. `value` is canonical JSON: ids of tags and options, canonical phones, ISO dates.

    zone: "organization", "contact" or an IANA name, of operators that look at the calendar; None of others
    """

    field: Field
    operator: Operator
    value: Any = None
    zone: str | None = None


@dataclass(frozen=True)
class Group:
    """Nodes put together. NOT is true when none of its nodes is."""

    logic: Logic
    conditions: tuple[Group | Condition, ...]


def to_json(node: Group | Condition) -> dict[str, Any]:
    """The canonical form of a node; `parse` reads it back to the same."""
    if isinstance(node, Group):
        return {"logic": node.logic, "conditions": [to_json(child) for child in node.conditions]}
    written: dict[str, Any] = {"field": node.field.name, "operator": node.operator}
    if SHAPES[node.operator] != "none":
        written["value"] = node.value
    if node.zone is not None:
        written["zone"] = node.zone
    return written


def conditions(node: Group | Condition, path: str = "rules") -> Iterator[tuple[str, Condition]]:
    """Every condition with its path, in the order of the tree."""
    if isinstance(node, Condition):
        yield path, node
    else:
        for at, child in enumerate(node.conditions):
            yield from conditions(child, f"{path}.conditions.{at}")
