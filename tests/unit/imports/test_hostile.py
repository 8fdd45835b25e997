"""Whatever the bytes are: a table that can be read, or a clear refusal, in bounded memory."""

from __future__ import annotations

import gzip
import inspect
import json
import tempfile
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gomobile.errors import AppError
from gomobile.imports.sources import ReadOptions, SourceError, errors, open_table, read, split
from gomobile.imports.sources.isolated import read_elsewhere
from gomobile.imports.sources.spool import spool_path

from .conftest import rows_of

_CARD = b"BEGIN:VCARD\r\nN;ENCODING=QUOTED-PRINTABLE:=D9=85=\r\n=AB;b\r\nTEL;CELL:1\r\nADR:;;x\\;;y;;\r\nEND:VCARD\r\n"
_SEEDS = [
    b'tel,name\r\n0612345678,"a ""b"", c\nd"\n,5" pipe\n',
    json.dumps([{"a": "1", "channels": ["x"], "phone": {"b": None}}, {"a": 2.5e3}]).encode(),
    b'{"a": "1"}\n{"a": [1]}\n',
    _CARD,
    gzip.compress(b"tel,name\n0612345678,a\n", mtime=0),
    "tel;nom\n0612345678;Élodie\n".encode("utf-16"),
]
_EDITS = st.lists(st.tuples(st.integers(0, 400), st.integers(0, 6), st.binary(max_size=4)), min_size=1, max_size=4)


@given(st.sampled_from(_SEEDS), _EDITS, st.integers(1, 200))
def test_damaged_files_are_read_or_refused(seed: bytes, edits: list[tuple[int, int, bytes]], target: int) -> None:
    for at, removed, added in edits:
        seed = seed[:at] + added + seed[at + removed :]
    _read_or_refuse(seed, target)


@given(st.text(st.sampled_from("a1,;\"'\n\r\t \\é"), min_size=1, max_size=80), st.integers(1, 50))
def test_text_with_quotes_and_line_ends_anywhere_is_always_read(text: str, target: int) -> None:
    table_lines = _read_or_refuse(("tel,name\n0612345678,x\n" + text).encode(), target)
    assert table_lines is not None
    assert table_lines >= 1


def _read_or_refuse(content: bytes, target_bytes: int) -> int | None:
    """How many rows were read, None when the file was refused."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "upload"
        path.write_bytes(content)
        try:
            table = open_table(path, Path(folder) / "work", filename="file")
        except SourceError:
            return None
        blocks = list(split(table, target_bytes))
        assert sum(block.lines for block in blocks) == table.lines
        return sum(read(table, block)[0].height for block in blocks)


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    fine, stray = '0612345678,Élodie,"12, rue Verte",a\n', '0612345678,Élodie,12 rue Verte,5" pipe\n'
    path.write_text("tel,name,address,note\n" + (fine * 999 + stray) * 500, encoding="utf-8")
    tracemalloc.start()
    table = open_table(path, tmp_path / "work", options=ReadOptions())
    count = sum(block.lines for block in split(table, 500_000))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 500_000
    assert peak < 8_000_000 < path.stat().st_size / 2


def test_rows_of_a_spool_survive_until_the_table_is_no_longer_needed(tmp_path: Path) -> None:
    path = tmp_path / "upload"
    path.write_bytes("tel,nom\n0612345678,Élodie\n".encode("cp1252"))
    table = open_table(path, tmp_path / "work")
    path.unlink()
    assert rows_of(table) == [["0612345678", "Élodie"]]


def test_a_reader_that_dies_leaves_the_stated_error_and_no_spool(tmp_path: Path) -> None:
    path = tmp_path / "upload"
    path.write_bytes(b"PAR1")
    target = spool_path(tmp_path / "work")
    options = ReadOptions(reader_memory=1)
    with pytest.raises(errors.UnreadableFile):
        read_elsewhere("parquet", path, target, options, died=errors.UnreadableFile)
    assert not target.exists()


def test_every_refusal_is_a_client_error_with_a_code_of_its_own_and_a_remedy() -> None:
    kinds = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, SourceError)]
    assert len({kind.code for kind in kinds}) == len(kinds)
    assert all(issubclass(kind, AppError) and len(kind().message) > 40 for kind in kinds)
    assert {kind.status for kind in kinds} == {400, 507}
