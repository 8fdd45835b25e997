"""Every tenant table begins with the organization: in its primary key, its unique indexes and its foreign keys."""

from __future__ import annotations

from typing import Any

import psycopg

#: Tables that belong to no organization, and why.
NO_TENANT = {
    "organizations": "the tenants themselves",
    "schema_migrations": "which migrations were applied",
    "people": "may belong to several organizations",
    "sessions": "of a person, who may look at one organization after another",
    "sign_in_links": "found by their secret alone; invitations name their organization",
    "sign_in_attempts": "counts of those who are not known yet",
    "phone_time_zones": "facts of numbering plans",
    "feed_eras": "how often the database moved to another cluster",
}
#: Unique without the organization, and why.
GLOBAL_KEYS = {
    *("organizations_pkey", "organizations_slug_key", "people_pkey", "people_email_key", "sessions_pkey"),
    *("sign_in_links_pkey", "sign_in_attempts_pkey"),
}
#: Of the job queue, which a library owns.
QUEUE = "procrastinate_%"


def rows(conn: psycopg.Connection[Any], query: str) -> list[tuple[Any, ...]]:
    return conn.execute(query, {"queue": QUEUE}).fetchall()  # type: ignore[arg-type]


def test_every_table_belongs_to_an_organization(schema: psycopg.Connection[Any]) -> None:
    found = rows(
        schema,
        """
        SELECT c.relname FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
          AND c.relname NOT LIKE %(queue)s
          AND NOT EXISTS (
            SELECT FROM pg_attribute WHERE attrelid = c.oid AND attname = 'organization_id' AND attnotnull)
        """,
    )

    assert {name for (name,) in found} == set(NO_TENANT)


def test_the_organization_comes_first_in_every_key(schema: psycopg.Connection[Any]) -> None:
    found = rows(
        schema,
        """
        SELECT i.indexrelid::regclass::text, a.attname, i.indisprimary
        FROM pg_index i
        JOIN pg_class c ON c.oid = i.indrelid
        LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
        WHERE i.indisunique AND c.relnamespace = 'public'::regnamespace AND c.relname NOT LIKE %(queue)s
        """,
    )
    wrong = {name for name, first, _ in found if first != "organization_id"}

    assert len(found) > 15
    assert wrong == GLOBAL_KEYS | {"schema_migrations_pkey", "feed_eras_pkey", "phone_time_zones_pkey"}


def test_every_tenant_table_has_a_primary_key(schema: psycopg.Connection[Any]) -> None:
    found = rows(
        schema,
        """
        SELECT c.relname FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
          AND NOT EXISTS (SELECT FROM pg_index WHERE indrelid = c.oid AND indisprimary)
          AND c.relname NOT LIKE %(queue)s
        """,
    )

    assert not found


def test_foreign_keys_stay_within_an_organization(schema: psycopg.Connection[Any]) -> None:
    found = rows(
        schema,
        """
        SELECT k.conname, a.attname, f.attname
        FROM pg_constraint k
        JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
        JOIN pg_attribute f ON f.attrelid = k.confrelid AND f.attnum = k.confkey[1]
        JOIN pg_class c ON c.oid = k.conrelid
        WHERE k.contype = 'f' AND c.relnamespace = 'public'::regnamespace AND c.relname NOT LIKE %(queue)s
        """,
    )
    wrong = [
        name for name, column, target in found if column != "organization_id" or target not in ("organization_id", "id")
    ]

    assert len(found) >= 5
    assert not wrong


def test_constraints_have_names_that_tell_what_they_guard(schema: psycopg.Connection[Any]) -> None:
    found = rows(
        schema,
        """
        SELECT c.relname, k.conname
        FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
        WHERE k.contype IN ('c', 'u') AND c.relnamespace = 'public'::regnamespace AND c.relname NOT LIKE %(queue)s
        """,
    )

    assert found
    assert all(name.startswith(table) for table, name in found)
