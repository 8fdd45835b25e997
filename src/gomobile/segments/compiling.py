"""A rule tree as one SQL condition over a row `c` of contacts. Pure; nothing that a user typed becomes SQL.

The tree is taken apart into two questions, asked of each node: is it true, is it false? A group of unknown answers is
neither, as Kleene's logic has it, and NOT only swaps the two questions. What comes out is never true by accident: where
the tree is unknown for a contact, the condition is false or NULL, and the contact is no member.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from psycopg import sql

from gomobile.segments.binding import Binder, Shared, all_of, any_of, least
from gomobile.segments.context import Context
from gomobile.segments.leaf import Leaf
from gomobile.segments.leaves import compile_leaf
from gomobile.segments.nodes import Condition, Group


@dataclass(frozen=True)
class Compiled:
    """A condition over `c`, with its parameters.

    predicate: true for members; false or NULL for everybody else
    values: its parameters; beside them a statement gives %(org_id)s and %(now)s, the moment that is asked about
    boundary: the next moment after now at which time alone may change the answer for this contact, NULL for never; not
        later than the true one, possibly earlier. None when the rules do not look at the time
    uses: what the answer depends on: contact, tags, engagement, calls, consent, suppression, time, audience:<id>
    """

    predicate: sql.Composable
    values: dict[str, Any]
    boundary: sql.Composable | None
    uses: frozenset[str]


def compile_rules(group: Group, context: Context, *, prefix: str, shared: Shared | None = None) -> Compiled:
    """The SQL of checked rules; every parameter's name begins with `prefix`.

    With `shared` the condition is one over `c` and the row `s` of shared values beside it.
    """
    bind = Binder(prefix, shared)
    leaves: list[Leaf] = []
    predicate = _ask(group, context, bind, leaves, true=True)
    boundary = least([moment for leaf in leaves for moment in leaf.boundaries])
    uses = frozenset().union(*(leaf.uses for leaf in leaves))
    return Compiled(predicate, bind.values, boundary, uses)


def _ask(node: Group | Condition, context: Context, bind: Binder, leaves: list[Leaf], *, true: bool) -> sql.Composable:
    """The question whether a node is true, or whether it is false."""
    if isinstance(node, Condition):
        leaf = compile_leaf(node, context, bind)
        leaves.append(leaf)
        return leaf.true if true else leaf.false
    wanted = not true if node.logic == "NOT" else true
    parts = [_ask(child, context, bind, leaves, true=wanted) for child in node.conditions]
    # NOT is true when each of its nodes is false, AND when each is true; OR is false when each is false.
    every = (node.logic == "OR") != true
    return all_of(parts) if every else any_of(parts)
