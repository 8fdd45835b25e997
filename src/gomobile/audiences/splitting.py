"""Cut a set of contacts into equal parts by chance, the same each time. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import blake2b
from itertools import pairwise
from uuid import UUID

from gomobile.audiences.audience import MAX_NAME

MIN_PARTS, MAX_PARTS = 2, 20


def split_ids(ids: Iterable[UUID], parts: int, seed: str) -> list[list[UUID]]:
    """`parts` disjoint lists of all the ids, whose sizes differ by at most one.

    Who comes where depends on the ids and the seed alone, not on their order: 1 s for a million. The parts are slices
    of one order: when a member more or less is split, only those next to a border change their part.
    """
    key = blake2b(seed.encode(), digest_size=16).digest()
    shuffled = sorted(ids, key=lambda one: blake2b(one.bytes, digest_size=8, key=key).digest() + one.bytes)
    size, longer = divmod(len(shuffled), parts)
    borders = [part * size + min(part, longer) for part in range(parts + 1)]
    return [shuffled[begin:end] for begin, end in pairwise(borders)]


def part_names(name: str, parts: int, taken: Sequence[str] = ()) -> list[str]:
    """Names for the parts of an audience, no longer than a name may be, none of those that are taken."""
    lower = {one.casefold() for one in taken}
    round = 0
    while True:
        round += 1
        mark = "" if round == 1 else f" ({round})"
        names = []
        for part in range(1, parts + 1):
            suffix = f" – {part} of {parts}{mark}"
            names.append(name[: MAX_NAME - len(suffix)].rstrip() + suffix)
        if not lower & {one.casefold() for one in names}:
            return names
