"""What two contacts are compared by, and how much each outcome says before the organization's own data is asked. Pure.

The model is Fellegi and Sunter's: each level of a comparison has `m`, how often duplicates come out there, and `u`, how
often contacts do that have nothing to do with each other. The weight of a level is log2(m/u).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

ATTRIBUTE = "attribute_"
"""Begins the columns of identifying attributes: `attribute_0` and so on."""

FEWEST = 0.02
"""Duplicates per contact that are expected at least."""
_KNOWS_FREQUENCIES = 1_000
"""Contacts from which on the frequency of a value weighs half of what it says: of ten every name is frequent."""


@dataclass(frozen=True, slots=True)
class Level:
    """One outcome of a comparison.

    condition: SQL over the two values; None for what is left over
    m, u: how often it comes out for duplicates and for others, before training
    frequency: the column whose frequent values say less (a Mohamed is no news); None for none
    """

    name: str
    condition: str | None
    m: float
    u: float
    frequency: str | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """One field of the two contacts: `name` is its column."""

    name: str
    levels: tuple[Level, ...]

    @property
    def unknown(self) -> str:
        """SQL: nothing can be said, because one of the two has no value."""
        return f'"{self.name}_l" IS NULL OR "{self.name}_r" IS NULL'


def _name(column: str, other: str) -> Comparison:
    return Comparison(
        column,
        (
            Level("same", f'"{column}_l" = "{column}_r"', 0.68, 0.004, column),
            Level("sameSound", f'"{column}_sound_l" = "{column}_sound_r"', 0.10, 0.001, f"{column}_sound"),
            Level("similar", f'jaro_winkler_similarity("{column}_l", "{column}_r") >= 0.9', 0.08, 0.003),
            Level(
                "swapped",
                f'"{column}_sound_l" = "{other}_sound_r" OR "{column}_sound_r" = "{other}_sound_l"',
                0.04,
                0.002,
            ),
            Level("slightlySimilar", f'jaro_winkler_similarity("{column}_l", "{column}_r") >= 0.8', 0.03, 0.01),
            Level("different", None, 0.07, 0.98),
        ),
    )


def _exact(column: str, m: float, u: float) -> Level:
    return Level("same", f'"{column}_l" = "{column}_r"', m, u, column)


def _typo(column: str, m: float, u: float) -> Level:
    return Level("oneTypo", f'damerau_levenshtein("{column}_l", "{column}_r") <= 1', m, u)


def _jaro(column: str, least: float, name: str, m: float, u: float) -> Level:
    return Level(name, f'jaro_winkler_similarity("{column}_l", "{column}_r") >= {least}', m, u)


FIELDS = (
    _name("first", "last"),
    _name("last", "first"),
    Comparison(
        "email",
        (
            _exact("email", 0.70, 2e-5),
            Level("sameLocalPart", '"email_local_l" = "email_local_r"', 0.10, 1e-4, "email_local"),
            # Not how similar: addresses are made of names, which are compared already.
            Level("different", None, 0.20, 0.999),
        ),
    ),
    Comparison(
        "phone",
        (
            Level("sameTail", '"tail_l" = "tail_r"', 0.05, 1e-5),
            Level(
                "oneTypo",
                'length("phone_l") = length("phone_r") AND damerau_levenshtein("phone_l", "phone_r") <= 1',
                0.10,
                1e-5,
            ),
            Level("different", None, 0.85, 0.999),
        ),
    ),
    Comparison(
        "address",
        (
            _exact("address", 0.60, 5e-4),
            _jaro("address", 0.92, "similar", 0.18, 0.001),
            _jaro("address", 0.80, "slightlySimilar", 0.10, 0.005),
            Level("different", None, 0.12, 0.99),
        ),
    ),
    Comparison(
        "city",
        (_exact("city", 0.82, 0.1), _jaro("city", 0.88, "similar", 0.08, 0.02), Level("different", None, 0.10, 0.88)),
    ),
    Comparison("zip", (_exact("zip", 0.82, 0.02), _typo("zip", 0.08, 0.05), Level("different", None, 0.10, 0.93))),
    Comparison("state", (_exact("state", 0.90, 0.15), Level("different", None, 0.10, 0.85))),
    Comparison("gender", (_exact("gender", 0.96, 0.5), Level("different", None, 0.04, 0.5))),
)


def comparisons(columns: Iterable[str]) -> tuple[Comparison, ...]:
    """The comparisons of these columns, those of attributes after the fields."""
    given = list(columns)
    attributes = [
        Comparison(
            column,
            (_exact(column, 0.88, 0.002), _typo(column, 0.06, 0.01), Level("different", None, 0.06, 0.988)),
        )
        for column in sorted(given)
        if column.startswith(ATTRIBUTE)
    ]
    return (*(field for field in FIELDS if field.name in given), *attributes)


def prior(per_contact: float, contacts: int) -> float:
    """How probably two contacts are duplicates before anything is compared."""
    return min(0.2, 2 * per_contact / max(1, contacts - 1))


def settings(compared: Iterable[Comparison], contacts: int) -> dict[str, Any]:
    """The comparisons as Splink takes them, before training, for so many contacts."""
    return {
        "link_type": "dedupe_only",
        "sql_dialect": "duckdb",
        "unique_id_column_name": "n",
        "probability_two_random_records_match": prior(FEWEST, contacts),
        "blocking_rules_to_generate_predictions": [],
        "retain_matching_columns": True,
        "retain_intermediate_calculation_columns": True,
        "additional_columns_to_retain": [],
        "comparisons": [_comparison(one, contacts) for one in compared],
    }


def _comparison(compared: Comparison, contacts: int) -> dict[str, Any]:
    unknown = {"sql_condition": compared.unknown, "label_for_charts": "unknown", "is_null_level": True}
    return {
        "output_column_name": compared.name,
        "comparison_levels": [unknown, *(_level(one, contacts) for one in compared.levels)],
    }


def _level(level: Level, contacts: int) -> dict[str, Any]:
    made: dict[str, Any] = {
        "sql_condition": level.condition or "ELSE",
        "label_for_charts": level.name,
        "m_probability": level.m,
        "u_probability": level.u,
    }
    if level.frequency:
        made |= {
            "tf_adjustment_column": level.frequency,
            "tf_adjustment_weight": round(contacts / (contacts + _KNOWS_FREQUENCIES), 3),
            "tf_minimum_u_value": 1e-6,
        }
    return made
