"""The pure parts of the embedded database."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gomobile.db.embedded_config import GB, MB, Machine, measure, quoted, render, tuned
from gomobile.db.embedded_postmaster import Postmaster, parse_postmaster

machines = st.builds(
    Machine,
    memory=st.integers(64 * MB, 4096 * GB),
    cpus=st.integers(1, 512),
    disk_free=st.integers(0, 10_000 * GB),
    shared_memory=st.integers(0, 100 * GB),
)


@given(machines)
def test_memory_settings_fit_every_machine(machine: Machine) -> None:
    settings = tuned(machine)
    shared = _bytes(settings["shared_buffers"])
    assert 128 * MB <= shared <= 4 * GB
    assert shared <= max(128 * MB, machine.memory / 4)
    assert _bytes(settings["effective_cache_size"]) >= shared
    assert 64 * MB <= _bytes(settings["maintenance_work_mem"]) <= max(64 * MB, machine.memory // 16)


@given(machines)
def test_the_write_ahead_log_leaves_room_on_the_disk(machine: Machine) -> None:
    settings = tuned(machine)
    largest, smallest = _bytes(settings["max_wal_size"]), _bytes(settings["min_wal_size"])
    assert 512 * MB <= largest <= max(512 * MB, machine.disk_free // 4)
    # PostgreSQL refuses less than two segments of 16 MB.
    assert 32 * MB <= smallest < largest


@given(machines)
def test_what_was_acknowledged_is_on_disk_unless_a_test_says_otherwise(machine: Machine) -> None:
    settings = tuned(machine)
    assert (settings["fsync"], settings["full_page_writes"], settings["synchronous_commit"]) == (
        "on",
        "on",
        "on",
    )
    assert tuned(machine, fsync=False)["fsync"] == "off"


def test_an_operators_lines_come_last() -> None:
    text = render({"work_mem": "32MB"}, "work_mem = 1GB\n")
    assert text.index("'32MB'") < text.index("1GB")


def test_quotes_and_backslashes_in_a_path_stay_inside_the_string() -> None:
    assert quoted(r"/o'brien\n") == r"'/o''brien\\n'"


def test_this_machine_can_be_measured(tmp_path: os.PathLike[str]) -> None:
    found = measure(tmp_path)  # type: ignore[arg-type]
    assert found.memory > 64 * MB
    assert found.cpus >= 1
    assert found.disk_free > 0


@given(st.text())
def test_any_text_can_stand_in_a_pid_file(text: str) -> None:
    found = parse_postmaster(text)
    assert found is None or found.pid >= 0


@pytest.mark.parametrize("cut", range(0, 90, 7))
def test_a_pid_file_that_is_still_being_written_is_never_ready(cut: int) -> None:
    text = "123\n/data/postgres\n1700000000\n5432\n/data/postgres\n\n  5432001   12345\nready   \n"
    assert parse_postmaster(text) == Postmaster(123, 1700000000, "/data/postgres", "ready")
    found = parse_postmaster(text[: min(cut, text.index("ready"))])
    assert found is None or found.state == ""


def _bytes(size: str) -> int:
    return int(size.removesuffix("MB")) * MB
