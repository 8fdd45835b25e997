"""`gomobile doctor` finds what is wrong, says what to do, and changes nothing."""

from __future__ import annotations

import json
import os
import socket
import time

import pytest

from gomobile.cli.doctor_finding import Verdict
from gomobile.cli.doctor_machine import machine
from gomobile.db.pool import connect
from gomobile.db.ready import ready_database
from gomobile.settings import Settings
from tests.ops.support import gomobile, servers_below


def findings(settings: Settings, **more: str) -> tuple[int, dict[str, dict[str, str]]]:
    """The exit status and the findings by name."""
    done = gomobile(settings, "doctor", "--json", **{"GOMOBILE_PORT": "0", **more})
    report = json.loads(done.stdout)
    assert report["ok"] == (done.returncode == 0)
    return done.returncode, {check["name"]: check for check in report["checks"]}


def test_a_fresh_machine_is_in_order_and_stays_untouched(settings: Settings) -> None:
    code, found = findings(settings)
    assert code == 0
    assert found["database"]["detail"] == "not created yet"
    assert "gomobile serve" in found["database"]["remedy"]
    assert not settings.data_dir.exists()


def test_a_database_in_use_is_in_order(settings: Settings) -> None:
    with ready_database(settings):
        pass
    code, found = findings(settings)
    assert code == 0
    assert found["database"]["detail"].startswith("embedded, PostgreSQL 18.")
    assert found["schema"]["detail"] == "up to date"
    assert found["clock"]["verdict"] == "good"
    assert servers_below(settings.data_dir) == []


@pytest.mark.parametrize(
    ("job", "words"),
    [
        ("'todo', now() - interval '10 minutes'", "1 waiting, the oldest for 10 minutes"),
        ("'doing', NULL", "1 left by a worker that died"),
    ],
)
def test_jobs_that_nobody_works_on_are_wrong(settings: Settings, job: str, words: str) -> None:
    with ready_database(settings) as conninfo, connect(conninfo) as conn:
        conn.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status, scheduled_at)"  # type: ignore[arg-type]
            f" VALUES ('default', 'test', {job})"
        )
    code, found = findings(settings)
    assert code == 1
    assert found["jobs"]["detail"] == words
    assert "gomobile serve" in found["jobs"]["remedy"]


def test_a_database_that_does_not_answer_is_wrong(settings: Settings) -> None:
    code, found = findings(settings, GOMOBILE_DATABASE_URL="postgresql://me:s3cret@127.0.0.1:1/db")
    assert code == 1
    assert found["database"]["verdict"] == "wrong"
    assert "s3cret" not in json.dumps(found)


def test_a_setting_that_cannot_be_read_is_wrong(settings: Settings) -> None:
    code, found = findings(settings, GOMOBILE_PORT="eighty")
    assert code == 1
    assert "GOMOBILE_PORT" in found["settings"]["detail"]


def test_a_misspelt_setting_is_noticed(settings: Settings) -> None:
    code, found = findings(settings, GOMOBILE_DATABSE_URL="postgresql://me:s3cret@host/db")
    assert code == 0
    assert "did you mean GOMOBILE_DATABASE_URL?" in found["settings"]["detail"]
    assert "s3cret" not in json.dumps(found)


def test_a_taken_port_is_wrong(settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        code, found = findings(settings, GOMOBILE_PORT=str(taken.getsockname()[1]))
    assert code == 1
    assert "--port" in found["port"]["remedy"]


@pytest.mark.parametrize(("days", "verdict"), [(0, Verdict.good), (8, Verdict.notice)])
def test_an_old_backup_is_noticed(settings: Settings, days: int, verdict: Verdict) -> None:
    backup = settings.data_dir / "backups" / "gomobile-20260101-000000.dump"
    backup.parent.mkdir(parents=True)
    (settings.data_dir / "postgres").mkdir()
    backup.write_bytes(b"")
    os.utime(backup, (time.time() - days * 86400,) * 2)
    (found,) = [finding for finding in machine(settings, {}) if finding.name == "backup"]
    assert found.verdict == verdict


def test_people_get_lines_with_remedies(settings: Settings) -> None:
    done = gomobile(settings, "doctor", GOMOBILE_DATABASE_URL="nonsense", GOMOBILE_PORT="0")
    assert done.returncode == 1
    assert "FAIL  database" in done.stdout
    assert done.stdout.rstrip().endswith("1 thing is wrong.")
