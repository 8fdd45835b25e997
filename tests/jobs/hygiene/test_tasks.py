"""What the worker is given to do."""

from __future__ import annotations

import threading

from gomobile.db.pool import connect
from gomobile.jobs.app import create_jobs
from gomobile.jobs.names import RUN_HYGIENE, SUMMARIZE_QUALITY
from gomobile.quality import summary
from gomobile.quality.hygiene import tasks
from gomobile.settings import Settings
from tests.jobs.hygiene.conftest import House


def waiting(house: House) -> list[tuple[str, str]]:
    query = "SELECT task_name, queueing_lock FROM procrastinate_jobs WHERE status = 'todo' ORDER BY id"
    return house.execute(query)  # type: ignore[return-value]


def test_every_task_is_known(house: House, app_settings: Settings) -> None:
    app = create_jobs(house.conninfo, app_settings, threading.Event())

    assert {RUN_HYGIENE, SUMMARIZE_QUALITY, "hygiene.due", "calls.sweep", "quality.summarize_all"} <= app.tasks.keys()


def test_a_task_does_the_run_that_it_is_given(house: House, app_settings: Settings) -> None:
    app = create_jobs(house.conninfo, app_settings, threading.Event())
    house.age([house.contact()], 100)
    id = house.start("archive_inactive")

    app.tasks[RUN_HYGIENE](org_id=str(house.organization.id), run_id=str(id))

    query = "SELECT status FROM hygiene_runs WHERE organization_id = %(org_id)s"
    assert house.execute(query) == [("completed",)]


def test_what_a_worker_left_is_queued_again(house: House) -> None:
    id = house.start("archive_inactive")
    house.execute("DELETE FROM procrastinate_jobs")
    tasks.resume(house.conninfo)
    tasks.resume(house.conninfo)

    assert waiting(house) == [(RUN_HYGIENE, f"hygiene/{id}")]


def test_large_organizations_are_counted_by_the_clock(house: House) -> None:
    house.contact()
    with connect(house.conninfo) as conn:
        summary.queue_all(conn)
        assert waiting(house) == []
        conn.execute("UPDATE contact_counts SET live = 60000")
        summary.queue_all(conn)
        summary.queue_all(conn)

    assert waiting(house) == [(SUMMARIZE_QUALITY, f"quality/{house.organization.id}")]
