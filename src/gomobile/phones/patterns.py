"""The regular expressions of libphonenumber's metadata, read into forms that automata can be built from.

The metadata uses a small language: digits, `\\d`, classes, groups, alternation, `?`, `{n}`, `{n,m}` and a
closing `$`. Reading it ourselves (and refusing anything else) keeps the bulk path independent of Python's
private regex parser; a pattern that is refused only makes its country slower, because the row-by-row path
takes over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

ANY_DIGIT = 0b1111111111
"""A set of digits is a bit mask: bit d is set when digit d belongs to it."""


class PatternError(ValueError):
    """The pattern uses something that the metadata did not use so far."""


@dataclass(frozen=True, slots=True)
class Digit:
    """One digit out of a set."""

    mask: int


@dataclass(frozen=True, slots=True)
class End:
    """The end of the number (`$`)."""


@dataclass(frozen=True, slots=True)
class Sequence:
    """All items, one after another."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the options; an earlier one is preferred, as a backtracking engine does."""

    options: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """`item` between `low` and `high` times, as often as possible."""

    item: Node
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Group:
    """A capturing group, counted from 1."""

    number: int
    item: Node


Node = Digit | End | Sequence | Choice | Repeat | Group

_LEXEME = re.compile(r"\\d|\d|\[[\d-]+\]|\(\?:|\(|\)|\||\?|\{\d+(?:,\d+)?\}|\$")


def read_pattern(pattern: str) -> Node:
    """The tree of a metadata pattern. Raises PatternError for anything outside the language above."""
    lexemes = _LEXEME.findall(pattern)
    if "".join(lexemes) != pattern:
        raise PatternError(pattern)
    reader = _Reader(lexemes)
    tree = reader.choice()
    if reader.lexemes:
        raise PatternError(pattern)
    return tree


class _Reader:
    """Recursive descent over the lexemes, which are consumed from the end of a reversed list."""

    def __init__(self, lexemes: list[str]) -> None:
        self.lexemes = lexemes[::-1]
        self.groups = 0

    def choice(self) -> Node:
        options = [self.sequence()]
        while self.lexemes and self.lexemes[-1] == "|":
            self.lexemes.pop()
            options.append(self.sequence())
        return options[0] if len(options) == 1 else Choice(tuple(options))

    def sequence(self) -> Node:
        items: list[Node] = []
        while self.lexemes and self.lexemes[-1] not in "|)":
            items.append(self.repeated(self.atom()))
        return items[0] if len(items) == 1 else Sequence(tuple(items))

    def atom(self) -> Node:
        lexeme = self.lexemes.pop()
        if lexeme == "$":
            return End()
        if lexeme == "(?:":
            return self.closed(self.choice())
        if lexeme == "(":
            self.groups += 1
            number = self.groups
            return Group(number, self.closed(self.choice()))
        if lexeme == "\\d":
            return Digit(ANY_DIGIT)
        if lexeme.isdigit():
            return Digit(1 << int(lexeme))
        if lexeme.startswith("["):
            return Digit(_class_mask(lexeme[1:-1]))
        raise PatternError(lexeme)

    def closed(self, item: Node) -> Node:
        if not self.lexemes or self.lexemes.pop() != ")":
            raise PatternError("unbalanced group")
        return item

    def repeated(self, item: Node) -> Node:
        if not self.lexemes or not (self.lexemes[-1] == "?" or self.lexemes[-1].startswith("{")):
            return item
        lexeme = self.lexemes.pop()
        if self.lexemes and (self.lexemes[-1] == "?" or self.lexemes[-1].startswith("{")):
            # `x??` and `x{2}?` are lazy: the order of preference would differ from ours.
            raise PatternError("lazy quantifier")
        if lexeme == "?":
            return Repeat(item, 0, 1)
        low, _, high = lexeme[1:-1].partition(",")
        return Repeat(item, int(low), int(high or low))


def _class_mask(inside: str) -> int:
    mask, index = 0, 0
    while index < len(inside):
        first = last = int(inside[index])
        if inside[index + 1 : index + 2] == "-":
            last = int(inside[index + 2])
            index += 2
        for digit in range(first, last + 1):
            mask |= 1 << digit
        index += 1
    return mask


@dataclass(frozen=True, slots=True)
class Path:
    """One way through a pattern: the digits allowed at each place, groups as (number, start, end), `$`."""

    masks: tuple[int, ...] = ()
    groups: tuple[tuple[int, int, int], ...] = ()
    at_end: bool = False

    def group(self, number: int) -> tuple[int, int] | None:
        """Start and end of a capturing group, or None when it took no part."""
        for known, start, end in self.groups:
            if known == number:
                return start, end
        return None


def paths(tree: Node) -> tuple[Path, ...]:
    """Every way through a pattern, the one that a backtracking engine prefers first.

    Made for the prefixes of the metadata (trunk, carrier and international prefixes), which have at most a
    few hundred.
    """
    return tuple(_extend(Path(), tree))


def _extend(path: Path, node: Node) -> Iterator[Path]:
    if path.at_end and not isinstance(node, End):
        raise PatternError("`$` inside a pattern")
    if isinstance(node, Digit):
        yield Path((*path.masks, node.mask), path.groups)
    elif isinstance(node, End):
        yield Path(path.masks, path.groups, at_end=True)
    elif isinstance(node, Sequence):
        yield from _extend_all(path, node.items)
    elif isinstance(node, Choice):
        for option in node.options:
            yield from _extend(path, option)
    elif isinstance(node, Group):
        start = len(path.masks)
        for longer in _extend(path, node.item):
            span = (node.number, start, len(longer.masks))
            yield Path(longer.masks, (*longer.groups, span), longer.at_end)
    else:
        yield from _extend_repeated(path, node, 0)


def _extend_repeated(path: Path, node: Repeat, done: int) -> Iterator[Path]:
    if done < node.high:
        for longer in _extend(path, node.item):
            yield from _extend_repeated(longer, node, done + 1)
    if done >= node.low:
        yield path


def _extend_all(path: Path, items: tuple[Node, ...]) -> Iterator[Path]:
    if not items:
        yield path
        return
    for longer in _extend(path, items[0]):
        yield from _extend_all(longer, items[1:])
