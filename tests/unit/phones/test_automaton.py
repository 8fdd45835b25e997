"""Compiled questions answer what Python's own regular expressions answer."""

from __future__ import annotations

import re

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gomobile.phones.automaton import FirstPath, Nfa, Tables, walk
from gomobile.phones.patterns import PatternError, paths, read_pattern
from gomobile.phones.scan import scan

atoms = st.sampled_from(["0", "1", "5", r"\d", "[0-4]", "[13-57]", "[9]"])
patterns = st.recursive(
    atoms,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda options: f"(?:{'|'.join(options)})"),
        inner.map(lambda item: f"({item})"),
        inner.map(lambda item: f"(?:{item})?"),
        st.tuples(inner, st.integers(0, 2), st.integers(0, 2)).map(
            lambda item: f"(?:{item[0]}){{{item[1]},{item[1] + item[2]}}}"
        ),
    ),
    max_leaves=6,
)
numbers = st.text("0123456789", min_size=1, max_size=12)


def ask(tables: Tables, root: int, number: str) -> int:
    """The answer of a compiled question, read from a column with other numbers around."""
    seen = scan(pl.Series(["987", number, "123456"]))
    roots = np.array([root], dtype=np.int32)
    return int(walk(tables.cells, roots, seen.digits.triples, seen.starts[1:2])[0])


@settings(max_examples=300)
@given(patterns, numbers)
def test_a_whole_match_is_found(pattern: str, number: str) -> None:
    nfa, tables = Nfa(), Tables()
    accept = nfa.add(read_pattern(pattern))
    root = tables.compile(nfa.start, len(number), nfa.step, lambda states: int(bool(states & accept)))
    assert ask(tables, root, number) == int(re.fullmatch(pattern, number) is not None)


@settings(max_examples=300)
@given(patterns, patterns, numbers)
def test_two_patterns_in_one_automaton_do_not_disturb_each_other(first: str, second: str, number: str) -> None:
    nfa, tables = Nfa(), Tables()
    whole, begins = nfa.add(read_pattern(first)), nfa.add(read_pattern(second), prefix=True)
    root = tables.compile(
        nfa.start, len(number), nfa.step, lambda states: bool(states & whole) + 2 * bool(states & begins)
    )
    expected = bool(re.fullmatch(first, number)) + 2 * bool(re.match(second, number))
    assert ask(tables, root, number) == expected


@settings(max_examples=300)
@given(st.lists(patterns, min_size=1, max_size=3), st.booleans(), numbers)
def test_the_path_of_a_backtracking_engine_is_found(options: list[str], at_end: bool, number: str) -> None:
    pattern = "|".join([f"{options[0]}$" if at_end else options[0], *options[1:]])
    ways = paths(read_pattern(pattern))
    question, tables = FirstPath(ways, len(number)), Tables()
    root = tables.compile(question.start, len(number), question.step, lambda state: state[2] + 1)
    found = ask(tables, root, number) - 1
    match = re.match(pattern, number)
    assert (found >= 0) == (match is not None)
    if match is not None:
        assert len(ways[found].masks) == match.end()
        for group in range(1, match.re.groups + 1):
            assert ways[found].group(group) == (match.span(group) if match[group] is not None else None)


@pytest.mark.parametrize("pattern", ["a", "1*", "1+", "(?=1)2", "1??", "[^1]", "(1", "1)", "^1", "1{2}?", "\\D", "."])
def test_a_construct_that_the_metadata_never_used_is_refused(pattern: str) -> None:
    with pytest.raises(PatternError):
        read_pattern(pattern)


def test_an_end_inside_a_prefix_is_refused() -> None:
    with pytest.raises(PatternError):
        paths(read_pattern("1$2"))


@settings(max_examples=300)
@given(st.lists(st.text("01239 +-./()x٣", max_size=20), min_size=1, max_size=8))
def test_a_column_is_scanned_as_its_texts_are(texts: list[str]) -> None:
    seen = scan(pl.Series(texts))
    for row, text in enumerate(texts):
        digits = "".join(char for char in text if char in "0123456789")
        simple = re.fullmatch(r"[-+ ./()0-9]*", text) and ("+" not in text or re.fullmatch(r"[^+0-9]*\+[^+]*", text))
        assert seen.simple[row] == bool(simple)
        assert seen.counts[row] == len(digits)
        assert seen.slash[row] == ("/" in text)
        if simple:
            assert seen.plus[row] == ("+" in text)
        start = int(seen.starts[row])
        read = [int(digit) for digit in seen.digits.at(np.arange(start, start + len(digits)))]
        assert read == [int(digit) for digit in digits]
        if digits:
            tail = digits[-16:]
            end, count = np.array([start + len(digits)]), np.array([len(tail)])
            assert int(seen.digits.last(end, count)[0]) == int(tail)
