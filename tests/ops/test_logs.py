"""Logs for machines and for people, without contacts in them."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import psycopg
import pytest
import structlog

from gomobile import logs
from gomobile.db.embedded import embedded_database
from gomobile.settings import Settings


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """What the logs write; the process's own logging is put back afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    target = io.StringIO()
    logs.configure("info", target)
    yield target
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def test_each_line_is_one_json_object_from_whichever_library(stream: io.StringIO) -> None:
    structlog.get_logger("gomobile.test").info("imported", rows=3)
    logging.getLogger("some.library").warning("slow %s", "disk")
    first, second = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert (first["event"], first["rows"], first["level"]) == ("imported", 3, "info")
    assert (second["event"], second["logger"]) == ("slow disk", "some.library")


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
