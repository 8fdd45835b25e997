"""Logs for machines and for people, without contacts in them."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
import structlog

from gomobile import logs
from gomobile.db.embedded import embedded_database
from gomobile.settings import Settings


class Terminal(io.StringIO):
    """Looks like a terminal."""

    def isatty(self) -> bool:
        return True


@contextmanager
def logging_to(target: io.StringIO) -> Iterator[io.StringIO]:
    """Configure logging within the block and put the process's own back afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    logs.configure("info", target)
    try:
        yield target
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
        structlog.reset_defaults()


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """What the logs write for machines."""
    with logging_to(io.StringIO()) as target:
        yield target


def test_each_line_is_one_json_object_from_whichever_library(stream: io.StringIO) -> None:
    structlog.get_logger("gomobile.test").info("imported", rows=3)
    logging.getLogger("some.library").warning("slow %s", "disk")
    first, second = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert (first["event"], first["rows"], first["level"]) == ("imported", 3, "info")
    assert (second["event"], second["logger"]) == ("slow disk", "some.library")


def test_people_get_tracebacks_without_variables() -> None:
    people = ["Amina"]
    with logging_to(Terminal()) as target:
        structlog.get_logger("gomobile.test").info("imported", rows=3)
        try:
            people[1]
        except IndexError:
            structlog.get_logger("gomobile.test").exception("failed")
    assert "imported" in target.getvalue()
    assert "IndexError: list index out of range" in target.getvalue()
    assert "Amina" not in target.getvalue()


def test_the_level_is_obeyed(stream: io.StringIO) -> None:
    structlog.get_logger("gomobile.test").debug("noise")
    assert stream.getvalue() == ""


def test_the_rows_that_database_errors_quote_are_left_out(stream: io.StringIO, settings: Settings) -> None:
    with embedded_database(settings) as conninfo, psycopg.connect(conninfo, autocommit=True) as conn:
        conn.execute("CREATE TABLE people (phone text PRIMARY KEY, name text NOT NULL)")
        conn.execute("INSERT INTO people VALUES ('+212612345678', 'Amina')")
        for row in (("+212612345678", "Amina"), ("+212699999999", None)):
            try:
                conn.execute("INSERT INTO people VALUES (%s, %s)", row)
            except psycopg.Error as error:
                structlog.get_logger("gomobile.test").exception("failed", error=str(error))
    text = stream.getvalue()
    assert "people_pkey" in text
    assert "violates not-null constraint" in text
    assert "+212612345678" not in text
    assert "+212699999999" not in text
