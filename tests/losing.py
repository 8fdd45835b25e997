"""Statements that PostgreSQL refuses a number of times, as it does to who loses a deadlock."""

from __future__ import annotations

from psycopg import sql

from gomobile.db.pool import connect

DEADLOCK = "40P01"
BUG = "XX000"
GONE = "57P01"


def refuse(conninfo: str, table: str, *, state: str = DEADLOCK, times: int = 1) -> None:
    """Let the first statements that write to `table` end with an error of this SQLSTATE, whoever sends them."""
    name = sql.Identifier(f"refused_{table}")
    with connect(conninfo) as conn:
        # What a sequence gives is not taken back with the transaction that is refused.
        conn.execute(sql.SQL("CREATE SEQUENCE {}").format(name))
        conn.execute(
            sql.SQL(
                "CREATE FUNCTION {}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                " IF nextval({}) <= {} THEN RAISE EXCEPTION 'refused by a test' USING ERRCODE = {}; END IF;"
                " RETURN NULL; END $$"
            ).format(name, sql.Literal(f"refused_{table}"), sql.Literal(times), sql.Literal(state))
        )
        conn.execute(
            sql.SQL(
                "CREATE TRIGGER {} BEFORE INSERT OR UPDATE OR DELETE ON {} FOR EACH STATEMENT EXECUTE FUNCTION {}()"
            ).format(name, sql.Identifier(table), name)
        )


def accept(conninfo: str, table: str) -> None:
    """Refuse no more."""
    with connect(conninfo) as conn:
        name = sql.Identifier(f"refused_{table}")
        conn.execute(sql.SQL("DROP TRIGGER {} ON {}").format(name, sql.Identifier(table)))


def refused(conninfo: str, table: str) -> int:
    """How many statements wrote to `table`, or tried to."""
    with connect(conninfo) as conn:
        query = sql.SQL("SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {}")
        row = conn.execute(query.format(sql.Identifier(f"refused_{table}"))).fetchone()
    assert row is not None
    return row[0]
