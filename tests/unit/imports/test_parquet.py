"""Parquet files."""

from __future__ import annotations

import datetime as dt
import io

import polars as pl
import pytest

from gomobile.imports.sources.errors import ArchiveTooLarge, EncryptedFile, TruncatedFile, UnreadableFile

from .conftest import Open, problems_of, rows_of


def parquet(frame: pl.DataFrame, **options: object) -> bytes:
    content = io.BytesIO()
    frame.write_parquet(content, **options)  # type: ignore[arg-type]
    return content.getvalue()


def test_each_type_becomes_the_text_that_people_read(opened: Open) -> None:
    frame = pl.DataFrame(
        {
            "text": ["Élodie", 'a "b", c\nd'],
            "float": [212612345678.0, 1234.5],
            "int": pl.Series([612345678, None], dtype=pl.Int32),
            "boolean": [True, False],
            "date": [dt.date(2026, 1, 31), None],
            "moment": [dt.datetime(2026, 1, 31), dt.datetime(2026, 1, 31, 10, 30)],
            "zoned": pl.Series([dt.datetime(2026, 1, 31, 10), None]).dt.replace_time_zone("Africa/Casablanca"),
            "decimal": pl.Series(["12.50", None]).cast(pl.Decimal(10, 2)),
            "kind": pl.Series(["a", "b"], dtype=pl.Categorical),
            "bytes": [b"x", b"y"],
        }
    )
    table = opened(parquet(frame), "a.parquet")
    assert (table.format, table.header) == ("parquet", tuple(frame.columns))
    assert rows_of(table, 10) == [
        [
            "Élodie",
            "212612345678",
            "612345678",
            "true",
            "2026-01-31",
            "2026-01-31",
            "2026-01-31T09:00:00Z",
            "12.50",
            "a",
            "x",
        ],
        ['a "b", c\nd', "1234.5", None, "false", None, "2026-01-31T10:30:00", None, None, "b", "y"],
    ]
    assert not problems_of(table)


def test_attributes_become_columns_and_other_nested_values_are_named(opened: Open) -> None:
    frame = pl.DataFrame(
        {
            "tel": ["0612345678"],
            "customAttributes": [{"tier": "gold", "tags": ["x"]}],
            "channels": [["voice", "sms"]],
            "history": [[1, 2]],
        }
    )
    table = opened(parquet(frame), "a.parquet")
    assert table.header == ("tel", "customAttributes.tier", "channels")
    assert rows_of(table) == [["0612345678", "gold", "voice;sms"]]
    assert [note.split()[1] for note in table.notes] == ["customAttributes.tags", "history"]


@pytest.mark.parametrize("share", [0.1, 0.5, 0.999])
def test_a_truncated_file_is_refused(opened: Open, share: float) -> None:
    content = parquet(pl.DataFrame({"tel": [f"06{n:08d}" for n in range(5000)]}))
    with pytest.raises(TruncatedFile):
        opened(content[: int(len(content) * share)], "a.parquet")


def test_a_damaged_file_is_refused(opened: Open) -> None:
    content = parquet(pl.DataFrame({"tel": [f"06{n:08d}" for n in range(5000)]}))
    with pytest.raises(UnreadableFile):
        opened(content[:4] + bytes(len(content) - 300) + content[-296:], "a.parquet")
    with pytest.raises(UnreadableFile):
        opened(b"PAR1" + b"x" * 100 + b"PAR1", "a.parquet")


def test_an_encrypted_file_is_refused(opened: Open) -> None:
    with pytest.raises(EncryptedFile):
        opened(b"PARE" + b"x" * 100 + b"PARE", "a.parquet")


def test_a_bomb_is_refused(opened: Open) -> None:
    frame = pl.DataFrame({"text": ["x" * 10_000] * 20_000})
    with pytest.raises(ArchiveTooLarge):
        opened(parquet(frame), "a.parquet")


def test_many_batches_keep_their_order(opened: Open) -> None:
    names = [f"n{n}" for n in range(120_001)]
    table = opened(parquet(pl.DataFrame({"name": names}), row_group_size=7000), "a.parquet")
    assert [row[0] for row in rows_of(table)] == names
