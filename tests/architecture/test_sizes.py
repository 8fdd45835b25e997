"""Files stay small: half of them under 120 lines, none above 800."""

from __future__ import annotations

import ast
import statistics

from tests.architecture.source import ROOT, modules

LONGEST = 800
USUAL = 120
LONGEST_FUNCTION = 120


def test_no_file_is_too_long_to_be_read() -> None:
    files = [*ROOT.glob("src/**/*.py"), *ROOT.glob("src/**/queries.sql"), *ROOT.glob("tests/**/*.py")]
    found = {
        str(path.relative_to(ROOT)): lines
        for path in files
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
    }

    assert not found


def test_files_are_small_as_a_rule() -> None:
    sizes = [len(module.text.splitlines()) for module in modules()]

    assert statistics.median(sizes) <= USUAL


def test_no_function_is_too_long_to_be_understood() -> None:
    found = {
        module.where(node.lineno): node.end_lineno - node.lineno
        for module in modules()
        if module.noun != "cli"  # a group of commands is registered by one function
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno
        and node.end_lineno - node.lineno > LONGEST_FUNCTION
    }

    assert not found
