"""Every named query is understood by PostgreSQL on the migrated schema, gives what its dataclass takes, and is bound
to one organization.
"""

from __future__ import annotations

import re
from dataclasses import fields
from typing import Any

import psycopg
import pytest
from psycopg.pq import ExecStatus

from tests.architecture.queries import Query, queries, row_classes
from tests.architecture.source import PACKAGE, modules

#: What the driver says of a value whose place does not tell: the type of `UUID`, `str`, `int`, `list[str]`.
TYPES = {"org_id": "uuid", "id": "uuid", "import_id": "uuid", "actor": "uuid", "actor_kind": "text"}
#: Says in a query's comment why it reaches across organizations.
ACROSS = re.compile(r"\bof every organization\b|\bnot bound to a tenant\b|\beach organization\b", re.IGNORECASE)
_TABLE = re.compile(r"\b(?:FROM|JOIN|INTO|UPDATE|USING|COPY)\s+(\w+)", re.IGNORECASE)


def prepare(conn: psycopg.Connection[Any], query: Query) -> Any:
    """Let the server parse a query; returns its description."""
    types = [_oid(conn, TYPES.get(name)) for name in query.parameters]
    result = conn.pgconn.prepare(b"", query.numbered().encode(), types)
    assert result.status == ExecStatus.COMMAND_OK, result.error_message.decode()
    return conn.pgconn.describe_prepared(b"")


def _oid(conn: psycopg.Connection[Any], type_name: str | None) -> int:
    info = conn.adapters.types.get(type_name) if type_name else None
    return info.oid if info else 0


def columns(described: Any) -> list[str]:
    return [described.fname(at).decode() for at in range(described.nfields)]


@pytest.mark.parametrize("query", queries(), ids=lambda query: query.id)
def test_the_server_understands(query: Query, schema: psycopg.Connection[Any]) -> None:
    prepare(schema, query)


@pytest.mark.parametrize("query", queries(), ids=lambda query: query.id)
def test_a_query_says_what_it_is_for(query: Query) -> None:
    assert re.match(r"[A-Z].*[.…:]", query.comment), f"{query.id} has no sentence above it"


def test_rows_become_dataclasses_of_the_same_columns(schema: psycopg.Connection[Any]) -> None:
    by_id = {query.id: query for query in queries()}
    pairs = list(row_classes())

    found = {
        f"{id} → {row.__name__}": sorted(given ^ taken)
        for id, row in pairs
        if (given := set(columns(prepare(schema, by_id[id])))) != (taken := {field.name for field in fields(row)})
    }

    assert len(pairs) > 20
    assert not found


def test_every_query_on_a_tenant_table_names_the_organization(schema: psycopg.Connection[Any]) -> None:
    tenant = tenant_tables(schema)
    found = [
        query.id
        for query in queries()
        if tenant & set(_TABLE.findall(query.sql))
        and not ("organization_id" in query.sql and "org_id" in query.parameters)
        and not ACROSS.search(query.comment)
        and not query.sql.startswith("COPY")  # the rows carry it
    ]

    assert "contacts" in tenant
    assert not found


def tenant_tables(conn: psycopg.Connection[Any]) -> set[str]:
    """The tables that have an `organization_id`."""
    rows = conn.execute(
        "SELECT attrelid::regclass::text FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid"
        " WHERE attname = 'organization_id' AND relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"
    ).fetchall()
    return {name for (name,) in rows}


def test_every_query_is_used() -> None:
    code = "\n".join(module.text for module in modules())
    included = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("queries.sql"))
    found = [
        query.id
        for query in queries()
        if f'"{query.name}"' not in code and not re.search(rf"-- include: {query.name}$", included, re.MULTILINE)
    ]

    assert not found


def test_every_query_that_is_asked_for_exists() -> None:
    by_package: dict[str, set[str]] = {}
    for query in queries():
        by_package.setdefault(query.package, set()).add(query.name)
    found = []
    for module in modules():
        loaded = re.search(r'^SQL = load\("([\w.]+)"\)', module.text, re.MULTILINE)
        asked = re.findall(r'(?<![.\w])SQL\["(\w+)"\]', module.text)
        found += [f"{module.name}: {name}" for name in asked if loaded and name not in by_package[loaded[1]]]

    assert not found
