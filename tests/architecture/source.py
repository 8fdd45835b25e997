"""The source as data: its modules, what each imports, and the literals that it holds."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src"
PACKAGE = SOURCE / "gomobile"
ALLOWED = "# allow: "


@dataclass(frozen=True, slots=True)
class Import:
    """One import: the module, the name taken from it, where, and whether it happens when the module is loaded."""

    module: str
    name: str
    line: int
    at_load: bool
    allowed: bool

    @property
    def library(self) -> str:
        """The top-level package."""
        return self.module.partition(".")[0]


@dataclass(frozen=True)
class Module:
    """A Python file of the package."""

    name: str
    path: Path

    @functools.cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @functools.cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, str(self.path))

    @property
    def docstring(self) -> str | None:
        """What the module says of itself."""
        return ast.get_docstring(self.tree)

    @property
    def parts(self) -> list[str]:
        """Below `gomobile`: `["contacts", "store"]`; packages without `__init__`."""
        return self.name.split(".")[1:]

    @property
    def noun(self) -> str:
        """The package below `gomobile`, or the module there: contacts, db, settings."""
        return self.parts[0] if self.parts else ""

    @property
    def kind(self) -> str:
        """The last part: service, store, routes."""
        return self.parts[-1] if self.parts else ""

    @functools.cached_property
    def imports(self) -> list[Import]:
        """Every import, those for type checkers alone left out."""
        return [*_imports(self, self.tree.body, at_load=True)]

    def where(self, line: int) -> str:
        """`src/gomobile/contacts/store.py:12`."""
        return f"{self.path.relative_to(ROOT)}:{line}"

    def allows(self, line: int) -> bool:
        """Whether a line carries `# allow: reason`."""
        return ALLOWED in self.text.splitlines()[line - 1]


@functools.cache
def modules() -> tuple[Module, ...]:
    """Every module of the package."""
    return tuple(Module(_name(path), path) for path in sorted(PACKAGE.rglob("*.py")))


@functools.cache
def module_names() -> frozenset[str]:
    return frozenset(module.name for module in modules())


KERNEL = frozenset({"db", "http", "jobs", "cli"})


@functools.cache
def nouns() -> frozenset[str]:
    """The packages that the product is about: all but the kernel and the SDK, which stands alone."""
    packages = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    return frozenset(packages - KERNEL - {"client"})


def _name(path: Path) -> str:
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imports(module: Module, body: list[ast.stmt], *, at_load: bool) -> Iterator[Import]:
    for node in body:
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(alias.name, "", node.lineno, at_load, module.allows(node.lineno))
        elif isinstance(node, ast.ImportFrom):
            assert node.module, f"{module.where(node.lineno)}: relative imports are not used here"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                found = inner if inner in module_names() else node.module
                yield Import(found, alias.name, node.lineno, at_load, module.allows(node.lineno))
        elif isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            yield from _imports(module, node.orelse, at_load=at_load)
        else:
            inside = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            for field in ("body", "orelse", "finalbody"):
                yield from _imports(module, getattr(node, field, []), at_load=at_load and not inside)
            for part in (*getattr(node, "handlers", ()), *getattr(node, "cases", ())):
                yield from _imports(module, part.body, at_load=at_load and not inside)
