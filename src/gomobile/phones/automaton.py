"""Questions about digit strings, compiled to tables that answer them for whole columns.

A question (is this a Moroccan mobile number? how long is its trunk prefix?) is compiled for one length of
number: the tree of decisions over its digits, with equal branches shared and branches that no longer depend
on further digits cut short. Reading three digits a step, most numbers are decided in one or two look-ups.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Any, TypeVar

import numpy as np

from gomobile.phones.patterns import ANY_DIGIT, Choice, Digit, End, Group, Node, Path, Repeat, Sequence

DIGITS_OF = tuple(tuple(digit for digit in range(10) if mask >> digit & 1) for mask in range(ANY_DIGIT + 1))
STEP = 3
_BRANCHES = 10**STEP
State = TypeVar("State", bound=Hashable)


class Nfa:
    """Patterns side by side in one nondeterministic automaton; a set of its states is an integer's bits."""

    def __init__(self) -> None:
        self._masks: list[int] = []
        self._follow: list[int] = []
        self._steps: dict[int, tuple[int, ...]] = {}
        self.start = 0

    def add(self, tree: Node, *, prefix: bool = False) -> int:
        """Add a pattern; returns the bit that is set in the final states when the number matches it.

        With `prefix` it is enough that the number begins with the pattern.
        """
        accept = self._state(ANY_DIGIT if prefix else 0, 0)
        if prefix:
            self._follow[accept.bit_length() - 1] = accept
        self.start |= self._enter(tree, accept)
        return accept

    def step(self, states: int) -> tuple[int, ...]:
        """The states after each of the ten digits."""
        known = self._steps.get(states)
        if known is None:
            after = [0] * 10
            rest = states
            while rest:
                lowest = rest & -rest
                rest ^= lowest
                state = lowest.bit_length() - 1
                for digit in DIGITS_OF[self._masks[state]]:
                    after[digit] |= self._follow[state]
            known = self._steps[states] = tuple(after)
        return known

    def _state(self, mask: int, follow: int) -> int:
        self._masks.append(mask)
        self._follow.append(follow)
        return 1 << (len(self._masks) - 1)

    def _enter(self, node: Node, follow: int) -> int:
        if isinstance(node, Digit):
            return self._state(node.mask, follow)
        if isinstance(node, Sequence):
            for item in reversed(node.items):
                follow = self._enter(item, follow)
            return follow
        if isinstance(node, Choice):
            entry = 0
            for option in node.options:
                entry |= self._enter(option, follow)
            return entry
        if isinstance(node, Repeat):
            entry = follow
            for _ in range(node.high - node.low):
                entry = self._enter(node.item, entry) | follow
            for _ in range(node.low):
                entry = self._enter(node.item, entry)
            return entry
        if isinstance(node, Group):
            return self._enter(node.item, follow)
        assert isinstance(node, End)
        return follow


class FirstPath:
    """Which of several paths a backtracking engine would take at the start of a number: the first that fits.

    A state is (the paths that still fit, each with its position; the preferred path that is complete, or -1).
    """

    def __init__(self, options: Iterable[Path], length: int) -> None:
        self._options = tuple(options)
        self._length = length
        self.start = self._settle(range(len(self._options)), 0, -1)

    def step(self, state: tuple[tuple[int, ...], int, int]) -> tuple[Any, ...]:
        """The states after each of the ten digits."""
        alive, position, best = state
        after: list[list[int]] = [[] for _ in range(10)]
        for index in alive:
            for digit in DIGITS_OF[self._options[index].masks[position]]:
                after[digit].append(index)
        return tuple(self._settle(indexes, position + 1, best) for indexes in after)

    def _settle(self, indexes: Iterable[int], position: int, best: int) -> tuple[tuple[int, ...], int, int]:
        alive = []
        for index in indexes:
            option = self._options[index]
            if len(option.masks) > position:
                alive.append(index)
            elif not option.at_end or position == self._length:
                # A complete path beats every later one, so those need not be followed any longer.
                best = index
                break
        if not alive:
            position = 0
        return tuple(alive), position, best


class Tables:
    """All compiled questions: `cells` holds rows of a thousand, one entry for each value of the next digits.

    A root or an entry is the row to read next, or `~answer` where the question is decided.
    """

    def __init__(self) -> None:
        self.cells = np.empty(64 * _BRANCHES, dtype=np.int32)
        self._rows = 0
        self._row_of: dict[int, int] = {}
        self._nodes: list[tuple[int, ...]] = []
        self._node_of: dict[tuple[int, ...], int] = {}

    def compile(
        self,
        start: State,
        length: int,
        step: Callable[[State], Iterable[State]],
        answer: Callable[[State], int],
    ) -> int:
        """Compile one question for numbers of `length` digits; returns its root.

        `step` gives the ten next states of a state, `answer` the non-negative answer of a final one.
        """
        memo: dict[tuple[State, int], int] = {}

        def decide(state: State, left: int) -> int:
            if left == 0:
                return ~answer(state)
            key = (state, left)
            known = memo.get(key)
            if known is None:
                branches = tuple(decide(after, left - 1) for after in step(state))
                first = branches[0]
                if first < 0 and branches.count(first) == 10:
                    known = first
                else:
                    known = self._node_of.setdefault(branches, len(self._nodes))
                    if known == len(self._nodes):
                        self._nodes.append(branches)
                memo[key] = known
            return known

        return self._row(decide(start, length))

    def _row(self, node: int) -> int:
        """The row of `cells` that reads the next three digits at this node, filled if it is new."""
        if node < 0:
            return node
        row = self._row_of.get(node)
        if row is not None:
            return row
        row = self._row_of[node] = self._rows
        self._rows += 1
        ahead = [node]
        for _ in range(STEP):
            ahead = [branch for known in ahead for branch in (self._nodes[known] if known >= 0 else (known,) * 10)]
        entries = [self._row(after) for after in ahead]
        if self._rows * _BRANCHES > self.cells.size:
            # A new array: readers in other threads keep the old one, whose rows stay as they are.
            grown = np.empty(max(self.cells.size * 2, self._rows * _BRANCHES), dtype=np.int32)
            grown[: self.cells.size] = self.cells
            self.cells = grown
        self.cells[row * _BRANCHES : (row + 1) * _BRANCHES] = entries
        return row

    @property
    def rows(self) -> int:
        """How many rows of a thousand entries there are (4 kB each)."""
        return self._rows


def walk(cells: np.ndarray, roots: np.ndarray, triples: np.ndarray, at: np.ndarray) -> np.ndarray:
    """Answer a question for every row: from `roots`, read three digits at a time beginning at position `at`.

    `triples[i]` is the value of the three digits that start at position i; digits behind the end of a number
    may be anything. Returns the answers (int32).
    """
    states = roots.astype(np.int32, copy=True)
    open_rows = np.flatnonzero(states >= 0)
    position = at.take(open_rows)
    current = states.take(open_rows)
    while open_rows.size:
        current = cells.take(current.astype(np.int64) * _BRANCHES + triples.take(position))
        states[open_rows] = current
        unsure = current >= 0
        if not unsure.any():
            break
        open_rows, position, current = open_rows[unsure], position[unsure] + STEP, current[unsure]
    return ~states
