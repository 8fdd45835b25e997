"""A file that is read while it is written."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from gomobile.exports.spool import Abandoned, Spool


def everything(spool: Spool) -> bytes:
    return b"".join(iter(spool.read, b""))


def test_the_reader_gets_what_is_written_in_order(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    spool.fill(lambda sink: [sink.write(bytes([n % 256]) * 10_000) for n in range(300)])

    assert everything(spool) == b"".join(bytes([n % 256]) * 10_000 for n in range(300))
    spool.close()


def test_the_writer_does_not_wait_for_the_reader(tmp_path: Path) -> None:
    done = threading.Event()

    def work(sink: Spool) -> None:
        for _ in range(100):
            sink.write(b"x" * 100_000)
        done.set()

    spool = Spool(tmp_path)
    spool.fill(work)

    assert done.wait(timeout=30)
    assert len(everything(spool)) == 10_000_000
    spool.close()


def test_a_failure_reaches_the_reader_after_what_was_written(tmp_path: Path) -> None:
    def work(sink: Spool) -> None:
        sink.write(b"half")
        raise ConnectionError("the database went away")

    spool = Spool(tmp_path)
    spool.fill(work)

    assert spool.read() == b"half"
    with pytest.raises(ConnectionError, match="went away"):
        spool.read()
    spool.close()


def test_closing_stops_the_writer_and_wakes_the_reader(tmp_path: Path) -> None:
    stopped = threading.Event()
    begun = threading.Event()

    def work(sink: Spool) -> None:
        try:
            while True:
                sink.write(b"x")
                begun.set()
        except Abandoned:
            stopped.set()

    spool = Spool(tmp_path)
    spool.fill(work)
    assert begun.wait(timeout=30)
    spool.close()

    assert stopped.is_set()
    assert spool.read() == b""


def test_the_file_has_no_name_to_be_left_behind(tmp_path: Path) -> None:
    folder = tmp_path / "tmp"
    spool = Spool(folder)
    spool.fill(lambda sink: sink.write(b"personal"))

    assert everything(spool) == b"personal"
    assert list(folder.iterdir()) == []
    assert folder.stat().st_mode & 0o077 == 0
    spool.close()
