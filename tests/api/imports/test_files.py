"""What is kept of a file: for as long as its import may need it, and not longer."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from uuid import UUID

import pytest

from gomobile.db.pool import Database
from gomobile.imports import service
from gomobile.jobs.app import create_jobs
from gomobile.settings import Settings
from tests.make import Api

PHONE = "+212612345678"
TEXT = f"mobile,first name\n{PHONE},Ann\n0612345679,Bob\n"
DAY = 86_400


@pytest.fixture
def folder(app_settings: Settings) -> Path:
    return app_settings.data_dir / "imports"


def send(api: Api, **fields: str) -> str:
    answer = api.post("/imports", files={"file": ("people.csv", TEXT.encode())}, data=fields)
    assert answer.status_code == 202, answer.text
    return answer.json()["id"]


def age(folder: Path, days: float) -> None:
    """Let what is there be so old."""
    for path in folder.iterdir():
        then = path.stat().st_mtime - days * DAY
        os.utime(path, (then, then))


def ended(database: Database, id: str, status: str, days: int) -> None:
    """Let an import have ended so long ago."""
    with database.transaction() as conn:
        conn.execute(
            "UPDATE imports SET status = %s, finished_at = now() - make_interval(days => %s) WHERE id = %s",
            [status, days, id],
        )


def sweep(database: Database, settings: Settings) -> None:
    jobs = create_jobs(database.conninfo, settings, threading.Event())
    jobs.tasks["imports.expire_uploads"](timestamp=0)


@pytest.mark.parametrize("fields", [{"mapping": "unknown"}, {"map": "nothing=firstName"}, {"map": "mobile=-"}])
def test_a_file_that_is_refused_after_it_was_read_is_not_kept(api: Api, folder: Path, fields: dict[str, str]) -> None:
    answer = api.post("/imports", files={"file": ("people.csv", TEXT.encode())}, data=fields)

    assert answer.status_code in (400, 404), answer.text
    assert list(folder.iterdir()) == []


def test_files_without_an_import_are_removed_after_a_day(
    api: Api, database: Database, app_settings: Settings, folder: Path
) -> None:
    waiting = send(api)
    forgotten = folder / str(UUID(int=7))
    forgotten.mkdir()
    (forgotten / "source").write_text(TEXT)

    sweep(database, app_settings)
    assert forgotten.exists(), "its transaction may be open yet"
    age(folder, 1.1)
    sweep(database, app_settings)

    assert [path.name for path in folder.iterdir()] == [waiting]


@pytest.mark.parametrize("status", ["cancelled", "failed"])
@pytest.mark.parametrize(
    ("policy", "days"), [({}, 90), ({"importRejectsDays": 7}, 7), ({"importRejectsDays": None}, 30)]
)
def test_the_file_of_an_import_that_can_be_resumed_stays_as_long_as_refused_rows(
    api: Api,
    database: Database,
    app_settings: Settings,
    folder: Path,
    status: str,
    policy: dict[str, object],
    days: int,
) -> None:
    assert api.put("/privacy/retention", json=policy).status_code == 200
    id = send(api)
    age(folder, 2)

    ended(database, id, status, days - 1)
    sweep(database, app_settings)
    assert (folder / id / "source").exists()
    ended(database, id, status, days + 1)
    sweep(database, app_settings)

    assert not (folder / id).exists()


@pytest.mark.parametrize("status", ["completed", "undone"])
def test_a_file_that_a_crash_left_of_an_import_that_is_done_is_removed(
    api: Api, database: Database, app_settings: Settings, folder: Path, status: str
) -> None:
    id = send(api)
    age(folder, 2)
    ended(database, id, status, 0)

    sweep(database, app_settings)

    assert not (folder / id).exists()


def test_undoing_a_cancelled_import_removes_its_file(
    api: Api, database: Database, app_settings: Settings, folder: Path
) -> None:
    id = send(api, dryRun="false")
    assert api.post(f"/imports/{id}/cancel").json()["status"] == "cancelled"
    assert api.post(f"/imports/{id}/undo").json()["status"] == "undoing"
    assert (folder / id).exists()

    service.undo(database.conninfo, app_settings, api.organization.id, UUID(id))

    assert not (folder / id).exists()


@pytest.mark.parametrize("status", ["undoing", "undone", "completed"])
def test_a_file_that_is_there_is_told_and_erased_whatever_its_import_is_at(
    api: Api, database: Database, folder: Path, status: str
) -> None:
    id = send(api)
    ended(database, id, status, 0)

    told = api.get("/privacy/subject", params={"phone": PHONE}).json()
    assert [place["rows"] for place in told["places"] if place["name"] == "import_files"] == [
        [{"import_id": id, "status": status}]
    ]
    erased = api.post("/privacy/erase", json={"phone": PHONE, "reason": "requested"})

    assert (erased.status_code, erased.json()["importFiles"]) == (200, 1)
    assert not (folder / id).exists()
    assert api.get(f"/imports/{id}").json()["status"] == status
