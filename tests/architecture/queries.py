"""The named queries of every noun, and which dataclass the rows of each become."""

from __future__ import annotations

import ast
import functools
import importlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from gomobile.db.queries import load
from tests.architecture.source import PACKAGE, Module, modules

_PARAMETER = re.compile(r"%\((\w+)\)s")
_COMMENT = re.compile(r"^--.*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Query:
    """A named query: `comment` is what stands above it, `sql` what is sent."""

    package: str
    name: str
    text: str

    @property
    def id(self) -> str:
        return f"{self.package.removeprefix('gomobile.')}.{self.name}"

    @property
    def comment(self) -> str:
        return " ".join(line.removeprefix("--").strip() for line in self.text.splitlines() if line.startswith("--"))

    @property
    def sql(self) -> str:
        """The statement alone, without what a reader is told."""
        return _COMMENT.sub("", self.text).strip()

    @property
    def parameters(self) -> list[str]:
        """The named parameters in the order of their first use."""
        return list(dict.fromkeys(_PARAMETER.findall(self.sql)))

    def numbered(self) -> str:
        """The statement with `$1`, `$2` in place of names, as the driver sends it."""
        names = self.parameters
        return _PARAMETER.sub(lambda found: f"${names.index(found[1]) + 1}", self.sql).replace("%%", "%")


@functools.cache
def queries() -> tuple[Query, ...]:
    """Every query of every `queries.sql`."""
    packages = sorted(
        ".".join(["gomobile", *path.parent.relative_to(PACKAGE).parts]) for path in PACKAGE.rglob("queries.sql")
    )
    return tuple(Query(package, name, text) for package in packages for name, text in load(package).items())


def row_classes() -> Iterator[tuple[str, type]]:
    """(id of a query, dataclass of its rows), read from the functions that run it with a row factory."""
    for module in modules():
        package = _loaded(module)
        if package is None:
            continue
        functions = [node for node in ast.walk(module.tree) if isinstance(node, ast.FunctionDef)]
        helpers = {node.name: _annotated(node) for node in functions}
        for node in functions:
            classes = {*_factories(node), *filter(None, (helpers.get(name) for name in _called(node)))}
            if len(classes) == 1:
                row = _resolve(module, *classes)
                yield from ((f"{package.removeprefix('gomobile.')}.{query}", row) for query in sorted(_named(node)))


def _loaded(module: Module) -> str | None:
    """The package whose queries a module runs: the argument of `SQL = load(…)`."""
    for node in module.tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and _name(node.value.func) == "load":
            return ast.literal_eval(node.value.args[0])
    return None


def _factories(node: ast.AST) -> set[str]:
    """X of each `class_row(X)`."""
    return {
        _name(call.args[0]) for call in ast.walk(node) if isinstance(call, ast.Call) and _name(call.func) == "class_row"
    }


def _annotated(node: ast.FunctionDef) -> str | None:
    """X of a helper that returns `Cursor[X]`."""
    found = re.fullmatch(r"Cursor\[(\w+)\]", ast.unparse(node.returns)) if node.returns else None
    return found[1] if found else None


def _called(node: ast.AST) -> set[str]:
    return {_name(call.func) for call in ast.walk(node) if isinstance(call, ast.Call)}


def _named(node: ast.AST) -> set[str]:
    """The names in `SQL["…"]`, also of a choice between two; not those run on `conn`, whose rows are tuples."""
    plain = {
        id(inside)
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and _name(call.func.value) == "conn"
        for inside in ast.walk(call)
    }
    subscripts = [one for one in ast.walk(node) if isinstance(one, ast.Subscript) and _name(one.value) == "SQL"]
    return {
        constant.value
        for one in subscripts
        for constant in ast.walk(one.slice)
        if id(one) not in plain and isinstance(constant, ast.Constant) and isinstance(constant.value, str)
    }


def _name(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def _resolve(module: Module, name: str) -> type:
    return getattr(importlib.import_module(module.name), name)
