"""Undoing an import: in whose name, beside other writers, and after a stop."""

from __future__ import annotations

import threading
from uuid import UUID

import pytest

from gomobile.accounts.caller import Actor
from gomobile.db.pool import connect
from gomobile.imports import engine, service
from gomobile.imports.errors import Cancelled, ImportState
from gomobile.imports.tasks import resume
from gomobile.jobs.app import create_jobs
from gomobile.jobs.names import UNDO_IMPORT
from tests import losing
from tests.jobs.conftest import Importer

AMINA = UUID(int=7)


def people(count: int) -> str:
    return "mobile,city\n" + "".join(f"06{n:08d},Rabat\n" for n in range(count))


def begin(importer: Importer, id: UUID) -> None:
    with connect(importer.conninfo) as conn:
        service.begin_undo(conn, importer.organization.id, Actor("person", AMINA), id)


def test_contacts_are_put_back_in_the_name_of_who_asked_also_after_a_restart(importer: Importer) -> None:
    id = importer.load(people(3)).id
    begin(importer, id)

    resume(importer.conninfo)
    resume(importer.conninfo)
    jobs = create_jobs(importer.conninfo, importer.settings, threading.Event())
    with connect(importer.conninfo) as conn:
        queued = conn.execute(
            "SELECT task_name, args FROM procrastinate_jobs WHERE task_name = %s", [UNDO_IMPORT]
        ).fetchall()
    assert len(queued) == 1
    jobs.tasks[UNDO_IMPORT](**queued[0][1])

    with connect(importer.conninfo) as conn:
        deleted = conn.execute("SELECT DISTINCT deleted_by_kind, deleted_by FROM contacts").fetchall()
        told = conn.execute("SELECT actor_kind, actor FROM contact_changes WHERE kind = 'deleted'").fetchall()
    assert deleted == told == [("person", AMINA)]


def test_of_two_who_undo_at_once_one_is_told_that_it_is_being_done(importer: Importer) -> None:
    id = importer.load(people(3)).id
    begin(importer, id)

    with connect(importer.conninfo) as conn:
        with pytest.raises(ImportState, match="undoing"):
            service.begin_undo(conn, importer.organization.id, Actor("system"), id)
        row = service.begin_undo(conn, importer.organization.id, Actor("system"), id, again=True)

    assert (row.undone_by_kind, row.undone_by) == ("person", AMINA)


def test_a_batch_that_loses_a_deadlock_is_undone_again(importer: Importer) -> None:
    importer.load(people(3).replace("Rabat", "Safi"))
    id = importer.load(people(6)).id
    losing.refuse(importer.conninfo, "contacts", times=2)

    undone = importer.undo(id)

    assert undone.status == "undone"
    assert undone.undone is not None
    assert (undone.undone["deleted"], undone.undone["restored"], undone.undone["skipped"]) == (3, 3, 0)


def test_an_undo_rests_between_batches_when_the_worker_ends(
    importer: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BLOCK_BYTES", 2_000)
    id = importer.load(people(500)).id
    begin(importer, id)
    worker = threading.Event()

    with pytest.raises(Cancelled):
        service.undo(importer.conninfo, importer.settings, importer.organization.id, id, lambda _: worker.set(), worker)
    left = len(importer.contacts())
    with connect(importer.conninfo) as conn:
        assert service.get(conn, importer.organization.id, id).status == "undoing"
    done = service.undo(importer.conninfo, importer.settings, importer.organization.id, id)

    assert 0 < left < 500
    assert done.undone is not None
    assert (done.status, done.undone["deleted"], importer.contacts()) == ("undone", 500, [])
