"""A connection to the migrated schema, shared by the tests that only look at it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from tests.conftest import Postgres


@pytest.fixture(scope="package")
def schema(postgres: Postgres) -> Iterator[psycopg.Connection[Any]]:
    """The schema as the migrations make it, with the stage of an upsert; what a test does is rolled back."""
    from gomobile.contacts.upsert import SQL

    name = "architecture"
    with psycopg.connect(postgres.clone(name), autocommit=True) as conn:
        conn.execute(SQL["create_stage"])
        yield conn
    postgres.drop(name)
