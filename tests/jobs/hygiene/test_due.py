"""Clean-ups by the clock: once per period, however many workers there are."""

from __future__ import annotations

from datetime import timedelta

from gomobile.clock import now
from gomobile.db.pool import connect
from gomobile.quality.hygiene import service
from tests.jobs.hygiene.conftest import ACTOR, House


def enable(house: House, task: str) -> None:
    with connect(house.conninfo) as conn:
        service.set_schedule(conn, house.organization, ACTOR, task, {"enabled": True})


def queued(house: House) -> list[str]:
    query = "SELECT task FROM hygiene_runs WHERE organization_id = %(org_id)s ORDER BY task"
    return [task for (task,) in house.execute(query)]


def test_what_is_due_is_queued_once(house: House) -> None:
    enable(house, "archive_inactive")
    enable(house, "flag_invalid")
    later = now() + timedelta(days=32)
    with connect(house.conninfo) as conn:
        assert service.queue_due(conn, now()) == 0
        assert service.queue_due(conn, later) == 2
        assert service.queue_due(conn, later) == 0

    assert queued(house) == ["archive_inactive", "flag_invalid"]
    told = "SELECT action, actor_kind, actor_name, subject_id FROM audit_log WHERE organization_id = %(org_id)s"
    assert sorted(house.execute(told)) == [
        ("hygiene.run", "system", "the schedule", "archive_inactive"),
        ("hygiene.run", "system", "the schedule", "flag_invalid"),
    ]


def test_two_workers_do_not_queue_the_same(house: House) -> None:
    enable(house, "archive_inactive")
    later = now() + timedelta(days=32)
    with connect(house.conninfo) as one, connect(house.conninfo) as other:
        assert service.queue_due(one, later) == 1
        assert service.queue_due(other, later) == 0, "the first one holds the row"
        one.commit()
        assert service.queue_due(other, later) == 0

    assert queued(house) == ["archive_inactive"]


def test_a_clean_up_that_still_runs_is_not_queued_again(house: House) -> None:
    enable(house, "archive_inactive")
    house.start("archive_inactive")
    with connect(house.conninfo) as conn:
        service.queue_due(conn, now() + timedelta(days=32))

    assert queued(house) == ["archive_inactive"]


def test_what_is_switched_off_is_never_due(house: House) -> None:
    enable(house, "archive_inactive")
    with connect(house.conninfo) as conn:
        service.set_schedule(conn, house.organization, ACTOR, "archive_inactive", {"enabled": False})
        assert service.queue_due(conn, now() + timedelta(days=400)) == 0
