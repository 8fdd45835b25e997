"""libphonenumber's numbering plans, compiled on demand to the questions that reading a number asks.

Follows `parse` of phonenumbers 9 step by step; the tests compare every region with the library itself.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from functools import cache

import numpy as np
import polars as pl
from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata

from gomobile.phones.automaton import FirstPath, Nfa, Tables
from gomobile.phones.classifier import STATUSES, Classifier, NumberClass, length_kind
from gomobile.phones.patterns import Path, PatternError, paths, read_pattern
from gomobile.phones.regions import NON_GEOGRAPHIC, all_regions, general_description, trunk_prefix

MAX_LENGTH = 20
"""Longest digit string that a question is compiled for; longer ones are read one by one."""

UNDECIDED = 99
"""Answer of a prefix question when the prefix is not simply cut off: such a number is read one by one."""

_NOT_COMPILED = np.iinfo(np.int32).min


class Plans:
    """The numbering plans of all regions and non-geographic codes by index, and the compiled questions."""

    def __init__(self) -> None:
        codes = sorted(COUNTRY_CODE_TO_REGION_CODE)
        shared = [code for code in codes if COUNTRY_CODE_TO_REGION_CODE[code][0] == NON_GEOGRAPHIC]
        self._keys: list[tuple[int, str]] = [
            *((0, region) for region in all_regions()),
            *((code, NON_GEOGRAPHIC) for code in shared),
        ]
        self._index = {key: index for index, key in enumerate(self._keys)}
        self._lock = threading.RLock()
        self._tables = Tables()
        by_plan = (len(self._keys), MAX_LENGTH + 1)
        by_code = (len(codes), MAX_LENGTH + 1)
        self._trunk = _Roots(by_plan, self._compile_trunk, self._lock)
        self._idd = _Roots(by_plan, self._compile_idd, self._lock)
        self._general = _Roots(by_plan, self._compile_general, self._lock)
        self._class = _Roots(by_code, self._compile_class, self._lock)
        self._length_kind = _Roots(by_plan, self._find_length_kind, self._lock)
        self._class_index: dict[NumberClass, int] = {}
        self._general_nfas: dict[int, Nfa] = {}
        self._classifiers: dict[int, Classifier | None] = {}

        self.calling_codes = np.array(codes, dtype=np.int64)
        self.code_lengths = np.array([len(str(code)) for code in codes], dtype=np.int64)
        self.main_plan = np.array([self._main_plan(code) for code in codes], dtype=np.int64)
        self.code_at = _codes_by_leading_digits(codes)
        self.trunk_prefixes = pl.Series([trunk_prefix(code) for code in codes], dtype=pl.String)
        self.code_size_column = pl.Series(self.code_lengths)
        self.classes: list[NumberClass] = []
        self._class_columns = ClassColumns([])

    def plan_of(self, region: str) -> int:
        """Index of a region's plan."""
        return self._index[(0, region)]

    def code_of(self, region: str) -> int:
        """Index of a region's calling code."""
        return self._code_index(self.plan_of(region))

    @property
    def cells(self) -> np.ndarray:
        """The decision table that roots point into; take it after the roots."""
        return self._tables.cells

    def trunk_roots(self, plans: np.ndarray, lengths: np.ndarray) -> np.ndarray:
        """Question: how many digits of trunk prefix and carrier code to cut off at home, or UNDECIDED."""
        return self._trunk.at(plans, lengths)

    def idd_roots(self, plans: np.ndarray, lengths: np.ndarray) -> np.ndarray:
        """Question: how many digits of international prefix (`00`) the number begins with, or UNDECIDED."""
        return self._idd.at(plans, lengths)

    def general_roots(self, plans: np.ndarray, lengths: np.ndarray) -> np.ndarray:
        """Question: does the national number fit the general pattern of the plan (1 or 0)?"""
        return self._general.at(plans, lengths)

    def class_roots(self, codes: np.ndarray, lengths: np.ndarray) -> np.ndarray:
        """Question: which of `classes` has the national number of a calling code?"""
        return self._class.at(codes, lengths)

    def length_kinds(self, plans: np.ndarray, lengths: np.ndarray) -> np.ndarray:
        """How each length stands to the possible lengths of the plan: POSSIBLE, LOCAL_ONLY, TOO_SHORT, …"""
        return self._length_kind.at(plans, lengths)

    def class_columns(self) -> ClassColumns:
        """`classes` as columns."""
        columns = self._class_columns
        if columns.size < len(self.classes):
            columns = self._class_columns = ClassColumns(self.classes.copy())
        return columns

    def have_status(self, kinds: np.ndarray, status: str) -> np.ndarray:
        """Which rows have this status; `kinds` are indexes into `classes`, or -1 for none."""
        return self.class_columns().statuses.take(kinds) == STATUSES.index(status)

    def _compile_trunk(self, plan: int, length: int) -> int:
        if self._is_opaque(plan):
            return ~UNDECIDED
        metadata = self._metadata(plan)
        pattern = metadata.national_prefix_for_parsing
        options = _prefix_paths(pattern)
        groups = re.compile(pattern or "").groups
        cuts = [_cut(option, groups, metadata.national_prefix_transform_rule) for option in options]
        return self._compile_prefix(options, cuts, length)

    def _compile_idd(self, plan: int, length: int) -> int:
        if self._is_opaque(plan):
            return ~UNDECIDED
        options = _prefix_paths(self._metadata(plan).international_prefix)
        return self._compile_prefix(options, [len(option.masks) for option in options], length)

    def _compile_prefix(self, options: tuple[Path, ...], cuts: list[int], length: int) -> int:
        question = FirstPath(options, length)
        return self._tables.compile(
            question.start, length, question.step, lambda state: cuts[state[2]] if state[2] >= 0 else 0
        )

    def _compile_general(self, plan: int, length: int) -> int:
        if self._is_opaque(plan):
            return ~0
        nfa = self._general_nfas.get(plan)
        if nfa is None:
            nfa = self._general_nfas[plan] = Nfa()
            nfa.add(read_pattern(general_description(self._metadata(plan)).national_number_pattern or ""))
        return self._tables.compile(nfa.start, length, nfa.step, lambda states: states & 1)

    def _compile_class(self, code: int, length: int) -> int:
        classifier = self._classifier(code)
        assert classifier is not None
        return self._tables.compile(
            classifier.nfa.start,
            length,
            classifier.nfa.step,
            lambda states: self._index_of(classifier.classify(states, length)),
        )

    def _find_length_kind(self, plan: int, length: int) -> int:
        return length_kind(general_description(self._metadata(plan)), length)

    def _is_opaque(self, plan: int) -> bool:
        """Whether the patterns of this plan, or of one that shares its calling code, cannot be read here."""
        metadata = self._metadata(plan)
        try:
            _prefix_paths(metadata.national_prefix_for_parsing)
            _prefix_paths(metadata.international_prefix)
        except PatternError:
            return True
        return self._classifier(self._code_index(plan)) is None

    def _classifier(self, code: int) -> Classifier | None:
        if code not in self._classifiers:
            try:
                self._classifiers[code] = Classifier(int(self.calling_codes[code]))
            except PatternError:
                self._classifiers[code] = None
        return self._classifiers[code]

    def _index_of(self, found: NumberClass) -> int:
        index = self._class_index.setdefault(found, len(self.classes))
        if index == len(self.classes):
            self.classes.append(found)
        return index

    def _metadata(self, plan: int) -> PhoneMetadata:
        metadata = PhoneMetadata.metadata_for_region_or_calling_code(*self._keys[plan])
        assert metadata is not None
        return metadata

    def _code_index(self, plan: int) -> int:
        return int(np.searchsorted(self.calling_codes, self._metadata(plan).country_code or 0))

    def _main_plan(self, code: int) -> int:
        region = COUNTRY_CODE_TO_REGION_CODE[code][0]
        return self._index[(code if region == NON_GEOGRAPHIC else 0, region)]


class ClassColumns:
    """Number classes by index, as columns; index -1 is no class."""

    def __init__(self, classes: list[NumberClass]) -> None:
        self.size = len(classes)
        self.statuses = np.array([*(STATUSES.index(known.status) for known in classes), -1], dtype=np.int8)
        self._columns = {
            name: pl.Series(name, [*(getattr(known, name) for known in classes), None], dtype=pl.String)
            for name in ("status", "type", "region")
        }

    def gather(self, kinds: np.ndarray) -> dict[str, pl.Series]:
        """The columns status, type and region for a class index per row; null for -1."""
        rows = np.where(kinds < 0, self.size, kinds)
        return {name: column.gather(rows) for name, column in self._columns.items()}


class _Roots:
    """The answer or root for each plan (or calling code) and length, found when it is first asked for."""

    def __init__(self, shape: tuple[int, int], compile_one: Callable[[int, int], int], lock: threading.RLock) -> None:
        self._table = np.full(shape, _NOT_COMPILED, dtype=np.int32)
        self._compile_one = compile_one
        self._lock = lock

    def at(self, which: np.ndarray, lengths: np.ndarray) -> np.ndarray:
        cells = which * self._table.shape[1] + lengths
        found = self._table.take(cells)
        missing = found == _NOT_COMPILED
        if missing.any():
            with self._lock:
                for cell in set(cells[missing].tolist()):
                    plan, length = divmod(cell, self._table.shape[1])
                    if self._table[plan, length] == _NOT_COMPILED:
                        self._table[plan, length] = self._compile_one(plan, length)
            found = self._table.take(cells)
        return found


def _prefix_paths(pattern: str | None) -> tuple[Path, ...]:
    return paths(read_pattern(pattern)) if pattern else ()


def _cut(path: Path, groups: int, rule: str | None) -> int:
    """How many leading digits go when this national prefix was found, or UNDECIDED when digits are rewritten.

    A transform rule applies when the last of the pattern's groups took part. Where it only refers to the
    group that ends the match, what precedes that group goes; any other rule writes new digits.
    """
    if rule and path.group(groups) is not None:
        reference = re.fullmatch(r"\\(\d)", rule)
        span = path.group(int(reference[1])) if reference else None
        return span[0] if span is not None and span[1] == len(path.masks) else UNDECIDED
    return len(path.masks)


def _codes_by_leading_digits(codes: list[int]) -> np.ndarray:
    """For every three leading digits the index of the calling code that they begin with, or -1.

    No calling code begins another one, so the first that fits is the only one.
    """
    found = np.full(1000, -1, dtype=np.int64)
    for index, code in enumerate(codes):
        spare = 10 ** (3 - len(str(code)))
        found[code * spare : (code + 1) * spare] = index
    return found


@cache
def plans() -> Plans:
    """The numbering plans of this process."""
    return Plans()
