"""Imports against one COPY of ready rows into the same table with the same indexes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import polars as pl
import psycopg
from psycopg import sql

from bench import data
from bench.world import World
from gomobile.accounts.caller import Organization
from gomobile.contacts import upsert
from gomobile.db.pool import connect
from gomobile.imports import engine
from gomobile.imports import service as imports
from gomobile.imports.sources import split

ACTOR = "import"


def limit_seconds(world: World, file: Path) -> float:
    """Seconds of one COPY of ready rows into an empty contacts table in a database of its own."""
    conninfo = world.fresh_database("bench_limit")
    ready = world.folder / "ready.csv"
    _write_ready(world, file, ready)
    columns = sql.SQL(", ").join(map(sql.Identifier, upsert.CONTACT_COLUMNS))
    with connect(conninfo) as conn:
        conn.execute("CHECKPOINT") if _may_checkpoint(conn) else None
        started = time.perf_counter()
        with conn.cursor() as cursor, ready.open("rb") as source:
            with cursor.copy(sql.SQL("COPY contacts ({}) FROM STDIN (FORMAT csv)").format(columns)) as copy:
                while part := source.read(1 << 20):
                    copy.write(part)
            conn.commit()
        seconds = time.perf_counter() - started
    ready.unlink()
    return seconds


def _may_checkpoint(conn: psycopg.Connection[Any]) -> bool:
    row = conn.execute("SELECT pg_has_role(current_user, 'pg_checkpoint', 'USAGE')").fetchone()
    return bool(row and row[0])


def _write_ready(world: World, file: Path, target: Path) -> None:
    """Every row as the engine would copy it."""
    row = world.upload(file)
    with connect(world.conninfo) as conn:
        job = imports.make_job(world.conninfo, world.settings, conn, world.organization, row)
        found = engine.Survey(list(split(job.table, job.block_bytes)), [], 0, pl.Series([], dtype=pl.Int64).to_numpy())
        with target.open("wb") as out:
            for block in found.blocks:
                found.first_rows.append(0)
                prepared = engine.prepare(job, found, block)
                upsert.ready_rows(world.organization.id, job.actor, prepared.rows).write_csv(out, include_header=False)
        imports.discard(conn, world.settings, world.organization.id, row.id)


def run(world: World, file: Path, organization: Organization | None = None) -> dict[str, Any]:
    """Import a file in a process of its own, as the command does; returns its summary and peak memory in MB."""
    environment = {**os.environ, "GOMOBILE_DATA_DIR": str(world.settings.data_dir)}
    code = (
        "import sys; from gomobile.cli.main import app; sys.argv = sys.argv[1:];\n"
        "try: app()\n"
        "except SystemExit as end: pass\n"
        # Not ru_maxrss: that starts with the peak of the process that forked this one.
        "print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    )
    command = [sys.executable, "-c", code, "gomobile", "import", str(file), "--json", "--create-attributes",
               "--org", (organization or world.organization).slug]  # fmt: skip
    started = time.perf_counter()
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    seconds = time.perf_counter() - started
    *_, summary, peak = done.stdout.strip().splitlines()
    return {**json.loads(summary), "wall": seconds, "peak_mb": int(peak) / 1024}


def files(world: World, rows: int) -> tuple[Path, Path]:
    """The file, and the same with one column changed on every row."""
    first, changed = world.folder / "people.csv", world.folder / "changed.csv"
    data.write(first, rows)
    data.write(changed, rows, raise_balance=1.0)
    return first, changed
