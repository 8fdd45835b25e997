"""What nothing uses is removed: every public function has a user in the product, its scripts or its benchmarks.

By name alone: of two functions of one name a user of either counts for both. One that only tests call tells why:
`# allow: reason`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architecture.source import ROOT, modules


def used(tree: ast.AST, *, inside: str = "") -> Iterator[str]:
    """Names that code says; of a function not its own, by which it calls itself."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Name) and node.id != inside:
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        yield from used(node, inside=node.name if isinstance(node, ast.FunctionDef) else inside)


def test_every_public_function_has_a_user() -> None:
    others = (path for folder in ("scripts", "bench") for path in (ROOT / folder).rglob("*.py"))
    trees = [module.tree for module in modules()] + [ast.parse(path.read_text(encoding="utf-8")) for path in others]
    known = {name for tree in trees for name in used(tree)}

    unused = [
        f"{module.name}.{node.name}"
        for module in modules()
        for node in module.tree.body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        # A decorator hands it to somebody: a route, a command.
        and not node.decorator_list
        and node.name not in known
        and not module.allows(node.lineno)
    ]

    assert unused == []
