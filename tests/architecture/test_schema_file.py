"""`db/schema.sql` is what the migrations make."""

from __future__ import annotations

from scripts.schema import SCHEMA, schema_sql

from tests.conftest import Postgres


def test_the_committed_schema_is_what_the_migrations_make(postgres: Postgres) -> None:
    name = "schema_file"
    conninfo = postgres.clone(name)
    try:
        found = schema_sql(conninfo)
    finally:
        postgres.drop(name)

    assert "CREATE TABLE public.contacts (" in found
    assert SCHEMA.read_text(encoding="utf-8") == found, "the schema changed: run `make docs`"
