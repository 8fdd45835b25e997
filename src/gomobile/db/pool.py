"""Connections to PostgreSQL: one pool per process, one transaction per request or job."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg_pool import ConnectionPool, PoolTimeout

from gomobile.errors import Unavailable

Connection = psycopg.Connection[tuple[Any, ...]]

# Custom plans always: a generic plan for "any organization, any search term" is wrong by a factor of 100 for some.
SESSION = (
    "-c timezone=UTC -c plan_cache_mode=force_custom_plan -c jit=off "
    "-c idle_in_transaction_session_timeout=120s -c application_name={name}"
)


def connect(conninfo: str, *, name: str = "gomobile", autocommit: bool = False) -> Connection:
    """Open one connection outside the pool, as commands and jobs do."""
    return psycopg.connect(conninfo, autocommit=autocommit, options=SESSION.format(name=name))


class Database:
    """The pool of a process. Close it, or use it as a context manager."""

    def __init__(self, conninfo: str, *, max_size: int = 12, name: str = "gomobile", timeout_ms: int = 30_000) -> None:
        """`timeout_ms` bounds each statement of a request; jobs pass 0 for none."""
        self.conninfo = conninfo
        self._pool = ConnectionPool(
            conninfo,
            min_size=1,
            max_size=max_size,
            open=True,
            timeout=10,
            kwargs={"options": SESSION.format(name=name) + f" -c statement_timeout={timeout_ms}"},
            check=ConnectionPool.check_connection if timeout_ms == 0 else None,
        )

    def __enter__(self) -> Database:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """One transaction: committed when the block ends, rolled back when it raises."""
        with self._connection() as conn, conn.transaction():
            yield conn

    @contextmanager
    def autocommit(self) -> Iterator[Connection]:
        """A connection on which each statement is a transaction of its own."""
        with self._connection() as conn:
            conn.autocommit = True
            try:
                yield conn
            finally:
                if not conn.closed:
                    conn.autocommit = False

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        try:
            with self._pool.connection() as conn:
                yield conn
        except PoolTimeout as error:
            raise Unavailable("All database connections are busy; try again shortly.") from error
