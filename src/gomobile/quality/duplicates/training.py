"""The numbers of the model, learned from the organization's own contacts without anybody telling duplicates. Pure.

`u` comes from random pairs, which are no duplicates, and from how frequent each value is. `m` comes from expectation
maximisation on the pairs of a few blocks, mixed with what is usual: alone, it goes astray where there are hardly any
duplicates to learn from.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gomobile.quality.duplicates import model

Model = dict[str, Any]
Rates = dict[tuple[str, str], float]
"""By comparison and level."""

RANDOM_PAIRS = 1_000_000
USUAL_PAIRS = 10_000
"""How many random pairs the usual `u` is worth: a small list has few pairs of its own."""
LEARNED_WEIGHT = 2.0
"""What expectation maximisation weighs against the usual `m`."""
_LEAST = 1e-9


@dataclass(frozen=True, slots=True)
class Session:
    """What expectation maximisation made of the pairs of a key.

    pairs: how many there are; share: of duplicates among them; m: of the other fields
    chance: how many pairs there would be of contacts that have nothing to do with each other
    """

    pairs: int
    chance: float
    share: float
    m: Rates

    @property
    def is_telling(self) -> bool:
        """Whether there were duplicates to learn from: enough of them, and no mere homonyms."""
        return self.share * self.pairs >= 20 and self.chance <= self.pairs / 5


def levels(found: Model) -> list[tuple[str, dict[str, Any]]]:
    """(comparison, level) of those levels that say something."""
    return [
        (comparison["output_column_name"], level)
        for comparison in found["comparisons"]
        for level in comparison["comparison_levels"]
        if not level.get("is_null_level")
    ]


def combine(
    usual: Model, random: Rates, same: Mapping[str, float], sessions: Sequence[Session], contacts: int
) -> tuple[Model, float]:
    """The trained model and how many duplicates there are per contact.

    random: `u` of random pairs. same: per column, how often two contacts have the same value by chance.
    """
    made = copy.deepcopy(usual)
    pairs = min(RANDOM_PAIRS, contacts * (contacts - 1) // 2)
    telling = [one for one in sessions if one.is_telling]
    for name, level in levels(made):
        at = (name, level["label_for_charts"])
        column = level.get("tf_adjustment_column")
        observed = same.get(column, 0.0) if column and at[1] == "same" else random.get(at, 0.0)
        level["u_probability"] = (observed * pairs + level["u_probability"] * USUAL_PAIRS) / (pairs + USUAL_PAIRS)
        learned = [one.m[at] for one in telling if at in one.m]
        if learned:
            mean = sum(learned) / len(learned)
            level["m_probability"] = (level["m_probability"] + LEARNED_WEIGHT * mean) / (1 + LEARNED_WEIGHT)
    for comparison in made["comparisons"]:
        _order(comparison)
        for rate in ("m_probability", "u_probability"):
            _normalise(comparison, rate)
    found = max((one.share * one.pairs for one in telling), default=0.0) / max(1, contacts)
    per_contact = min(2.0, max(model.FEWEST, found))
    made["probability_two_random_records_match"] = model.prior(per_contact, contacts)
    return made, per_contact


def _order(comparison: dict[str, Any]) -> None:
    """Let no lesser agreement weigh more than the same value: a short list shows it so rarely that it would.

    Limits both rates, so that it holds of one name however much its frequency takes away: as many have its sound as
    have its spelling, or more.
    """
    best, *lesser = (level for level in comparison["comparison_levels"] if not level.get("is_null_level"))
    if best["label_for_charts"] != "same":
        return
    for level in lesser:
        level["m_probability"] = min(level["m_probability"], best["m_probability"])
        least = best["u_probability"] * level["m_probability"] / best["m_probability"]
        level["u_probability"] = max(level["u_probability"], least)


def _normalise(comparison: dict[str, Any], rate: str) -> None:
    """Let the rates of a comparison add up to one."""
    named = [level for level in comparison["comparison_levels"] if not level.get("is_null_level")]
    total = sum(level[rate] for level in named)
    for level in named:
        level[rate] = max(_LEAST, level[rate] / total)
