"""PostgreSQL: embedded server, pool, queries, migrations."""
