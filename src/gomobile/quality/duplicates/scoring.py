"""Pairs of contacts that are probably duplicates, found by Splink on DuckDB from the files of `source`.

DuckDB works in a file of its own with a bound on its memory; nothing is downloaded, drawn or sent anywhere.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from gomobile.db.queries import load
from gomobile.quality.duplicates import blocks, model, training
from gomobile.quality.duplicates.training import Model, Session

if TYPE_CHECKING:
    import duckdb
    from splink import Linker

DUCK = load("gomobile.quality.duplicates", "duckdb.sql")
MEMORY = "800MB"
ASKED = 0.5
"""The least score of a pair that is asked about, chosen once for every organization: more probably one person than two.
What is accepted together has a limit of its own."""
TRAINING_PAIRS = 300_000
_STEP = 20_000


@dataclass(frozen=True, slots=True)
class LargeBlocks:
    """What was left out of a key: values that too many contacts share."""

    key: str
    values: int
    contacts: int


@dataclass(frozen=True, slots=True)
class Trained:
    """A model, with the columns that it compares and the duplicates per contact that it expects."""

    model: Model
    columns: tuple[str, ...]
    per_contact: float

    def to_json(self) -> dict[str, Any]:
        """As a run keeps it."""
        return {"model": self.model, "columns": list(self.columns), "perContact": self.per_contact}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Trained:
        """What `to_json` gave."""
        return cls(kept["model"], tuple(kept["columns"]), kept["perContact"])


@dataclass
class Scoring:
    """The contacts of a scan in DuckDB: `columns` are those that have values."""

    duck: duckdb.DuckDBPyConnection
    contacts: int
    columns: tuple[str, ...]
    large: list[LargeBlocks] = field(default_factory=list)

    @property
    def keys(self) -> dict[str, str]:
        """The keys that the columns allow."""
        return blocks.keys(self.columns)

    def take_all_as_changed(self) -> None:
        """Compare each contact with each other one."""
        self.duck.execute(DUCK["change_all"])

    def changed_ids(self) -> list[UUID]:
        """The contacts that changed since the last scan."""
        return [UUID(id) for (id,) in self.duck.sql(DUCK["changed_ids"]).fetchall()]

    def train(self) -> Trained:
        """Learn the model from these contacts."""
        usual = model.settings(model.comparisons(self.columns), self.contacts)
        same = self._same(usual)
        sessions = [session for key in self.keys if (session := self._session(usual, key, same))]
        made, per_contact = training.combine(usual, self._random(usual), same, sessions, self.contacts)
        return Trained(made, self.columns, per_contact)

    def pairs(self, trained: Trained, outcomes: Callable[[Model], str]) -> Iterator[list[tuple[str, str, float, str]]]:
        """(left id, right id, score, explanation as JSON) of the pairs to ask about, some thousands at a time.

        Looks at pairs with at least one changed contact. `outcomes` gives the SQL of the explanation.
        """
        chosen = {
            **trained.model,
            "probability_two_random_records_match": model.prior(trained.per_contact, self.contacts),
            "blocking_rules_to_generate_predictions": [
                {"blocking_rule": rule} for rule in blocks.rules(self.keys, changed=True)
            ],
        }
        found = self._linker(chosen).inference.predict(threshold_match_probability=ASKED)
        query = DUCK["found_pairs"].format(pairs=found.physical_name, outcomes=outcomes(trained.model))
        for start in range(0, self.contacts, _STEP):
            rows = self.duck.execute(query, [start, start + _STEP])
            while chunk := rows.fetchmany(5_000):
                yield chunk

    def _linker(self, settings: Model) -> Linker:
        from splink import DuckDBAPI, Linker

        return Linker("contacts", settings, DuckDBAPI(self.duck), set_up_basic_logging=False)

    def _random(self, usual: Model) -> training.Rates:
        """How often each level comes out for random pairs."""
        if self.contacts < 2:
            return {}
        linker = self._linker(usual)
        linker.training.estimate_u_using_random_sampling(max_pairs=training.RANDOM_PAIRS, seed=1)
        return _rates(linker.misc.save_model_to_json(), "u_probability")

    def _same(self, usual: Model) -> dict[str, float]:
        """How often two contacts have the same value by chance, per column that is weighed by frequency."""
        columns = {
            level["tf_adjustment_column"] for _, level in training.levels(usual) if "tf_adjustment_column" in level
        }
        return {
            column: (self.duck.sql(DUCK["same_value"].format(column=column)).fetchall()[0][0] or 0.0)
            for column in sorted(columns)
        }

    def _session(self, usual: Model, key: str, same: Mapping[str, float]) -> Session | None:
        """Expectation maximisation on the pairs of a key, on a share of its blocks where there are many."""
        count, members = self.duck.sql(DUCK["count_pairs"].format(name=key)).fetchall()[0]
        if not count or count < 100 or any(large.key == key for large in self.large):
            return None
        chance = blocks.chance(key, same, count, members) * self.contacts * (self.contacts - 1) / 2
        if chance > count / 5:
            return None
        rule = f'l."block_{key}" = r."block_{key}"'
        if (share := -(-count // TRAINING_PAIRS)) > 1:
            rule += f' AND hash(l."block_{key}") % {share} = 0'
        learning = self._linker({**usual, "probability_two_random_records_match": 0.01})
        done = learning.training.estimate_parameters_using_expectation_maximisation(
            rule, estimate_without_term_frequencies=True, fix_probability_two_random_records_match=False
        )
        core = done.core_model_settings
        rates = {
            (comparison.output_column_name, level.label_for_charts): float(level.m_probability)
            for comparison in core.comparisons
            for level in comparison.comparison_levels
            if not level.is_null_level and isinstance(level.m_probability, float)
        }
        return Session(count, chance, float(core.probability_two_random_records_match), rates)


def open_scoring(folder: Path) -> Scoring:
    """Load the files of `source` from `folder`, which also takes DuckDB's own files. Close its `duck`."""
    import duckdb

    logging.getLogger("splink").setLevel(logging.CRITICAL)
    options: dict[str, Any] = {
        "memory_limit": MEMORY,
        "threads": os.cpu_count() or 2,
        "temp_directory": str(folder / "spill"),
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "preserve_insertion_order": "false",
    }
    duck = duckdb.connect(str(folder / "scan.duckdb"), config=options)
    duck.execute("SET enable_progress_bar = false")
    duck.execute(DUCK["read_contacts"].format(files=folder / "part-*.parquet"))
    duck.execute(DUCK["blank_shared_emails"].format(largest=blocks.SHARED_EMAIL))
    given = [name for name, *_ in duck.sql("DESCRIBE raw").fetchall()]
    counts = ", ".join(f'count("{name}")' for name in given)
    filled = dict(zip(given, duck.sql(DUCK["count_values"].format(counts=counts)).fetchall()[0], strict=True))
    columns = tuple(name for name in given if filled[name] > 0)
    scoring = Scoring(duck, filled["n"], columns)
    made = [f'"{name}"' for name in given]
    for name, key in scoring.keys.items():
        duck.execute(DUCK["find_large_blocks"].format(name=name, key=key, largest=blocks.LARGEST))
        values, contacts = duck.sql(DUCK["count_large_blocks"].format(name=name)).fetchall()[0]
        if values:
            scoring.large.append(LargeBlocks(name, values, contacts))
        made.append(DUCK["block_column"].partition("\n")[2].format(name=name, key=key))
    duck.execute(DUCK["make_contacts"].format(columns=", ".join(made)))
    duck.execute(DUCK["drop_raw"])
    return scoring


def _rates(found: Model, rate: str) -> training.Rates:
    return {
        (name, level["label_for_charts"]): level[rate]
        for name, level in training.levels(found)
        if isinstance(level.get(rate), float)
    }


def attribute_columns(names: Sequence[str]) -> dict[str, str]:
    """The columns of identifying attributes, with their names."""
    return {f"{model.ATTRIBUTE}{at}": name for at, name in enumerate(names)}
