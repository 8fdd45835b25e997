"""SQL lives in `queries.sql` files; Python composes it in named places only, with `psycopg.sql`."""

from __future__ import annotations

import ast
import re

from tests.architecture.source import Module, modules

#: A statement that somebody wrote into Python.
STATEMENT = re.compile(
    r"^\s*(SELECT\b.+\bFROM\b|SELECT \w+\(|INSERT INTO\b|UPDATE \w+ SET\b|DELETE FROM\b|WITH \w+ AS\b|MERGE INTO\b"
    r"|(CREATE|ALTER|DROP|TRUNCATE)\b|SET (LOCAL|SESSION)\b)",
    re.DOTALL,
)
#: Lists whose filters, order and columns are chosen by the caller.
COMPOSES = frozenset(
    {
        "gomobile.bulk.selecting",
        "gomobile.contacts.listing",
        "gomobile.contacts.search",
        "gomobile.exports.store",
        "gomobile.audiences.choosing",
        "gomobile.audiences.exited_pages",
        "gomobile.audiences.live.preview",
        "gomobile.audiences.live.statements",
        "gomobile.audiences.member_pages",
    }
)


def literals(module: Module) -> list[tuple[int, str]]:
    """The texts of a module that are not documentation; of an f-string what comes first."""
    documentation = {
        id(node.body[0].value)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        (node.lineno, node.value)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation
    ]


def test_statements_are_in_queries_files() -> None:
    found = [
        f"{module.where(line)}: {text.strip()[:60]}"
        for module in modules()
        if module.noun != "db" and module.name not in COMPOSES
        for line, text in literals(module)
        if STATEMENT.match(text) and not module.allows(line)
    ]

    assert not found, "\n" + "\n".join(found)


def test_what_composes_statements_does_it_with_the_composer() -> None:
    composing = [module for module in modules() if module.name in COMPOSES]
    found = [
        module.where(node.lineno)
        for module in composing
        for node in ast.walk(module.tree)
        if isinstance(node, ast.JoinedStr)
        and any(isinstance(part, ast.Constant) and STATEMENT.match(part.value) for part in node.values)
    ]

    assert composing
    assert not found
