"""Whether a chain of lines is whole. Pure."""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from dataclasses import dataclass

from gomobile.audit.entry import GENESIS, Line


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check of the chain found.

    `lines` were read; `head` is the hash of the last one, to be noted elsewhere. Where it is broken `broken_at` is
    the first sequence that is wrong and `problem` says how.
    """

    ok: bool
    lines: int
    head: bytes | None
    broken_at: int | None = None
    problem: str | None = None


def check(lines: Iterable[Line], last: int, head: bytes | None, expect: bytes | None = None) -> Verdict:
    """Follow the chain to where it is said to end (`last`, `head`); `expect` must be one of its hashes."""
    previous, count, met = GENESIS, 0, expect is None
    for line in lines:
        problem = _problem(line, count + 1, previous)
        if problem:
            return Verdict(False, count, previous, *problem)
        count += 1
        previous = bytes(line.hash)
        met = met or hmac.compare_digest(previous, expect or b"")
    if count != last:
        short = f"The log ends at {count}, its head says {last}: lines at the end were removed."
        extra = f"The log goes on to {count}, its head says {last}: lines were added without it."
        return Verdict(False, count, previous, min(count, last) + 1, short if count < last else extra)
    if count and not hmac.compare_digest(previous, bytes(head or b"")):
        return Verdict(False, count, previous, count, "The last line is not the one that the head names.")
    if not met:
        text = "The expected hash is not in the chain: the log was written anew, or the hash is of another one."
        return Verdict(False, count, previous if count else None, None, text)
    return Verdict(True, count, previous if count else None)


def _problem(line: Line, sequence: int, previous: bytes) -> tuple[int, str] | None:
    if line.sequence != sequence:
        return sequence, f"Line {sequence} is missing."
    if not hmac.compare_digest(bytes(line.previous_hash), previous):
        return sequence, f"Line {sequence} does not follow the one before it."
    if not hmac.compare_digest(bytes(line.hash), line.expected_hash()):
        return sequence, f"Line {sequence} was changed."
    return None
