"""A run with corrections: killed and resumed it takes them once; without any it is as it was."""

from __future__ import annotations

import signal
import time
from uuid import UUID

import pytest

from gomobile.accounts.caller import Actor
from gomobile.db.pool import connect
from gomobile.imports import engine, service
from gomobile.imports.corrections import service as corrections
from gomobile.imports.corrections.service import ROW, SKIP, Correction, Replacement
from tests.jobs.conftest import Importer

HEADER = "mobile,first name,city\n"
PEOPLE = 6_000


def text() -> str:
    """Every tenth number is broken, every city is misspelt."""
    return HEADER + "".join(
        f"{f'06{n:08d}' if n % 10 else 'broken'},First{n},{'Cassa' if n % 2 else 'Rabat'}\n" for n in range(PEOPLE)
    )


def correct(importer: Importer, id: UUID) -> None:
    """The broken numbers by hand, the city at once, and some rows left out."""
    broken = [Correction(n + 2, 0, f"06{n:08d}") for n in range(0, PEOPLE, 10)]
    left_out = [Correction(line, ROW, SKIP) for line in (3, 4, 5)]
    with connect(importer.conninfo) as conn:
        corrections.correct(
            conn,
            importer.organization,
            Actor("system"),
            id,
            [*broken, *left_out],
            [Replacement(2, "Cassa", "Casablanca")],
        )


def test_a_killed_run_resumes_and_takes_the_corrections_once(
    importer: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BLOCK_BYTES", 6_000)
    id = importer.upload(text())
    service.preview(importer.conninfo, importer.settings, importer.organization.id, id)
    correct(importer, id)
    kills = 0
    for _ in range(3):
        before = _chunks(importer, id)
        process = importer.process(id)
        while process.poll() is None and _chunks(importer, id) == before:
            time.sleep(0.005)
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            kills += 1
        process.wait()
        _until_released(importer, id)
    assert kills >= 1
    row = importer.run(id)
    assert (row.status, row.rows, row.created, row.rejected) == ("completed", PEOPLE, PEOPLE - 3, 3)
    cities = importer.scalar(
        "SELECT string_agg(DISTINCT city, ',' ORDER BY city) FROM contacts WHERE organization_id = %s"
    )
    assert cities == "Casablanca,Rabat"
    assert importer.scalar("SELECT count(*) FROM contact_history WHERE organization_id = %s") == 0
    codes = "SELECT string_agg(DISTINCT problems -> 0 ->> 'code', ',') FROM import_problems WHERE organization_id = %s"
    assert importer.scalar(codes) == "skipped"


def test_a_dry_run_keeps_so_many_rows_and_counts_all(importer: Importer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "BLOCK_BYTES", 2_000)
    monkeypatch.setattr(engine, "KEPT_PROBLEM_ROWS", 100)
    id = importer.upload(text())
    row = service.preview(importer.conninfo, importer.settings, importer.organization.id, id)
    assert row.preview is not None
    assert (row.preview["rejected"], row.preview.get("problemRows")) == (PEOPLE // 10, PEOPLE // 10)
    assert importer.scalar("SELECT count(*) FROM import_problems WHERE organization_id = %s") == 100
    done = importer.run(id)
    assert done.rejected == PEOPLE // 10
    assert importer.scalar("SELECT count(*) FROM import_problems WHERE organization_id = %s") == PEOPLE // 10


def _chunks(importer: Importer, id: UUID) -> int:
    with connect(importer.conninfo) as conn:
        found = conn.execute("SELECT count(*) FROM import_chunks WHERE import_id = %s", [id]).fetchone()
    return int(found[0]) if found else 0


def _until_released(importer: Importer, id: UUID) -> None:
    """The server notices a moment later that the process is gone."""
    with connect(importer.conninfo, autocommit=True) as conn:
        while True:
            query = "SELECT pg_try_advisory_lock(hashtextextended('import/' || %s::uuid, 0))"
            held = conn.execute(query, [id]).fetchone()
            if held and held[0]:
                conn.execute("SELECT pg_advisory_unlock(hashtextextended('import/' || %s::uuid, 0))", [id])
                return
            time.sleep(0.01)
