"""Reading simple numbers by the column: the steps of phonenumbers' `parse`, each for all rows that take it.

A simple number is digits and punctuation with an optional leading `+` (see `scan`), so only its digits
matter. Where a step would rewrite digits or fail, the row is marked `slow`: the row-by-row path, which asks
phonenumbers, decides it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gomobile.phones.automaton import walk
from gomobile.phones.classifier import POSSIBLE, TOO_LONG
from gomobile.phones.plans import MAX_LENGTH, UNDECIDED, Plans
from gomobile.phones.scan import POWERS, Digits

MIN_NATIONAL, MAX_NATIONAL = 2, 16
"""Digits of a national number that are read here (phonenumbers goes to 17, which does not fit an integer)."""


@dataclass(slots=True)
class Numbers:
    """Numbers that were read, one entry per row.

    code, kind: calling code and class, as indexes into the plans
    start, length: where the digits of the national number stand
    slow: not decided here
    """

    code: np.ndarray
    start: np.ndarray
    length: np.ndarray
    kind: np.ndarray
    slow: np.ndarray

    def pick(self, rows: np.ndarray) -> Numbers:
        """Some of the rows."""
        return Numbers(self.code[rows], self.start[rows], self.length[rows], self.kind[rows], self.slow[rows])

    def put(self, rows: np.ndarray, other: Numbers) -> None:
        """Put `other` into these rows."""
        self.code[rows], self.start[rows], self.length[rows] = other.code, other.start, other.length
        self.kind[rows], self.slow[rows] = other.kind, other.slow

    def national(self, digits: Digits) -> np.ndarray:
        """The national numbers as integers (uint64); leading zeros are told by `length`."""
        return digits.last(self.start + self.length, self.length)

    def international(self, digits: Digits, plans: Plans) -> np.ndarray:
        """The digits of the E.164 form as integers (uint64)."""
        code = plans.calling_codes.take(self.code).astype(np.uint64)
        return code * POWERS.take(self.length) + self.national(digits)


class Reader:
    """Reads the numbers of one column as a person in `region` means them."""

    def __init__(self, plans: Plans, region: str, digits: Digits) -> None:
        self._plans = plans
        self._digits = digits
        self._home = plans.plan_of(region)
        self._home_code = plans.code_of(region)

    def read(self, start: np.ndarray, length: np.ndarray, plus: np.ndarray) -> Numbers:
        """Read every row; `start` and `length` say where its digits stand, `plus` whether it begins with `+`.

        What cannot be a number at home but is valid with the `+` that it may have lost is read so.
        """
        long = length > MAX_LENGTH
        length = np.where(long, MAX_LENGTH, length)
        numbers = self._read(start, length, plus)
        numbers.slow |= long
        lost = np.flatnonzero(~numbers.slow & ~plus & self._plans.have_status(numbers.kind, "invalid"))
        self._rescue(numbers, lost, start, length, 0)
        lost = lost[self._plans.have_status(numbers.kind[lost], "invalid")]
        zeros = (self._digits.at(start[lost]) == 0) & (self._digits.at(start[lost] + 1) == 0)
        self._rescue(numbers, lost[zeros], start, length, 2)
        return numbers

    def _rescue(self, numbers: Numbers, rows: np.ndarray, start: np.ndarray, length: np.ndarray, skip: int) -> None:
        """Take the reading as an international number, from digit `skip` on, where that is valid."""
        rows = rows[length[rows] > skip]
        if not rows.size:
            return
        found = self._read_international(start[rows] + skip, length[rows] - skip)
        # Unreadable is no gain; what cannot be decided here must be decided by the row-by-row path.
        better = self._plans.have_status(found.kind, "valid") | (found.slow & (found.code >= 0))
        chosen = np.flatnonzero(better)
        numbers.put(rows[chosen], found.pick(chosen))

    def _read(self, start: np.ndarray, length: np.ndarray, plus: np.ndarray) -> Numbers:
        idd = self._idd(start, length, plus)
        abroad = plus | (idd > 0)
        numbers = _nothing(start.size)
        rows = np.flatnonzero(abroad & (idd != UNDECIDED))
        if rows.size:
            numbers.put(rows, self._read_international(start[rows] + idd[rows], length[rows] - idd[rows]))
        rows = np.flatnonzero(~abroad)
        if rows.size:
            numbers.put(rows, self._read_national(start[rows], length[rows]))
        return numbers

    def _idd(self, start: np.ndarray, length: np.ndarray, plus: np.ndarray) -> np.ndarray:
        """How many digits of international prefix each row begins with; none when a zero follows it."""
        home = np.full(start.size, self._home, dtype=np.int64)
        roots = self._plans.idd_roots(home, length)
        roots[plus] = ~0
        found = walk(self._plans.cells, roots, self._digits.triples, start).astype(np.int64)
        zero = (found > 0) & (found < length) & (self._digits.at(start + np.minimum(found, length)) == 0)
        found[zero & (found != UNDECIDED)] = 0
        return found

    def _read_international(self, start: np.ndarray, length: np.ndarray) -> Numbers:
        code = self._plans.code_at.take(self._digits.triples.take(start))
        # Too few digits or no calling code: phonenumbers gives up, or tries again without the plus.
        known = (code >= 0) & (length > 2)
        code = np.where(known, code, 0)
        code_length = self._plans.code_lengths.take(code)
        length = np.where(known, length - code_length, MIN_NATIONAL)
        numbers = self._finish(code, self._plans.main_plan.take(code), start + code_length, length)
        numbers.slow |= ~known
        numbers.code[~known] = -1
        return numbers

    def _read_national(self, start: np.ndarray, length: np.ndarray) -> Numbers:
        code = np.full(start.size, self._home_code, dtype=np.int64)
        plan = np.full(start.size, self._home, dtype=np.int64)
        slow = length < 3
        start, length = start.copy(), length.copy()
        rows, rest_start, rest_length, rest_slow = self._without_calling_code(start, length)
        start[rows], length[rows], slow[rows] = rest_start, rest_length, rest_slow
        plan[rows] = self._plans.main_plan[self._home_code]
        numbers = self._finish(code, plan, start, length)
        numbers.slow |= slow
        return numbers

    def _without_calling_code(
        self, start: np.ndarray, length: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """Rows that begin with their own calling code without `+`, and what remains: start, length, slow."""
        size = int(self._plans.code_lengths[self._home_code])
        leading = self._digits.triples.take(start) // 10 ** (3 - size)
        begins = (leading == self._plans.calling_codes[self._home_code]) & (length >= 3)
        rows = np.flatnonzero(begins)
        home = np.full(rows.size, self._home, dtype=np.int64)
        whole_start, whole_length = start[rows], length[rows]
        cut, slow = self._trunk(home, whole_start + size, whole_length - size)
        rest_start, rest_length = whole_start + size + cut, whole_length - size - cut
        fits_whole = self._is_general(home, whole_start, whole_length)
        fits_rest = self._is_general(home, rest_start, rest_length)
        too_long = self._plans.length_kinds(home, whole_length) == TOO_LONG
        taken = (~fits_whole & fits_rest) | too_long | slow
        return rows[taken], rest_start[taken], rest_length[taken], slow[taken]

    def _finish(self, code: np.ndarray, plan: np.ndarray, start: np.ndarray, length: np.ndarray) -> Numbers:
        """Cut off the trunk prefix unless that leaves too few digits, and classify what remains."""
        slow = (length < MIN_NATIONAL) | (length > MAX_LENGTH)
        length = np.where(slow, MIN_NATIONAL, length)
        cut, undecided = self._trunk(plan, start, length)
        kinds = self._plans.length_kinds(plan, length - cut)
        cut[(kinds != POSSIBLE) & (kinds != TOO_LONG)] = 0
        start, length = start + cut, length - cut
        slow |= undecided | (length < MIN_NATIONAL) | (length > MAX_NATIONAL)
        length = np.where(slow, MIN_NATIONAL, length)
        roots = self._plans.class_roots(code, length)
        kind = walk(self._plans.cells, roots, self._digits.triples, start).astype(np.int64)
        return Numbers(code, start, length, kind, slow)

    def _trunk(self, plan: np.ndarray, start: np.ndarray, length: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Digits of national prefix and carrier code to cut off, and where that cannot be decided here.

        Nothing is cut when the number fits its plan as it is and would not afterwards.
        """
        roots = self._plans.trunk_roots(plan, length)
        cut = walk(self._plans.cells, roots, self._digits.triples, start).astype(np.int64)
        undecided = cut == UNDECIDED
        cut[undecided] = 0
        rows = np.flatnonzero(cut)
        if rows.size:
            plans, starts, lengths, cuts = plan[rows], start[rows], length[rows], cut[rows]
            fits = self._is_general(plans, starts, lengths)
            spoiled = rows[fits & ~self._is_general(plans, starts + cuts, lengths - cuts)]
            cut[spoiled] = 0
        return cut, undecided

    def _is_general(self, plan: np.ndarray, start: np.ndarray, length: np.ndarray) -> np.ndarray:
        roots = self._plans.general_roots(plan, length)
        return walk(self._plans.cells, roots, self._digits.triples, start) == 1


def _nothing(size: int) -> Numbers:
    """Rows that nothing is known about yet; whoever leaves them so leaves them to the row-by-row path."""
    zero = np.zeros(size, dtype=np.int64)
    two = np.full(size, MIN_NATIONAL, dtype=np.int64)
    return Numbers(zero, zero + MAX_NATIONAL, two, zero - 1, np.ones(size, dtype=bool))
