"""Imports that meet what nobody expected."""

from __future__ import annotations

import threading

import psycopg
import pytest

from gomobile.db.pool import connect
from gomobile.imports import service
from gomobile.imports.store import ImportRow
from gomobile.imports.tasks import resume
from gomobile.jobs.app import create_jobs
from gomobile.jobs.names import RUN_IMPORT
from tests import losing
from tests.jobs.conftest import Importer

TEXT = "mobile,city\n0612345678,Rabat\n0612345679,Safi\n"


def work(importer: Importer, id: object) -> ImportRow:
    """Run an import as a worker does, into an error; the import afterwards."""
    jobs = create_jobs(importer.conninfo, importer.settings, threading.Event())
    with pytest.raises(psycopg.Error):
        jobs.tasks[RUN_IMPORT](org_id=str(importer.organization.id), import_id=str(id))
    resume(importer.conninfo)
    with connect(importer.conninfo) as conn:
        return service.get(conn, importer.organization.id, id)  # type: ignore[arg-type]


def queued(importer: Importer) -> int:
    return importer.scalar("SELECT count(*) FROM procrastinate_jobs WHERE args ->> 'org_id' = %s::text")


def test_an_unexpected_error_fails_the_import_and_a_person_may_resume_it(importer: Importer) -> None:
    id = importer.upload(TEXT)
    losing.refuse(importer.conninfo, "contacts", state=losing.BUG, times=1_000)

    failed = work(importer, id)

    assert (failed.status, failed.error and failed.error["code"]) == ("failed", "INTERNAL_ERROR")
    assert "refused by a test" not in str(failed.error)
    assert queued(importer) == 0
    losing.accept(importer.conninfo, "contacts")
    assert importer.run(id).created == 2


def test_an_import_whose_database_went_away_goes_on_by_itself(importer: Importer) -> None:
    id = importer.upload(TEXT)
    losing.refuse(importer.conninfo, "contacts", state=losing.GONE)

    assert work(importer, id).status == "running"

    assert queued(importer) == 1
    assert importer.run(id).created == 2


def test_an_undo_that_meets_an_unexpected_error_is_asked_for_again(importer: Importer) -> None:
    id = importer.load(TEXT).id
    losing.refuse(importer.conninfo, "contacts", state=losing.BUG)

    with pytest.raises(psycopg.Error):
        importer.undo(id)

    with connect(importer.conninfo) as conn:
        assert service.get(conn, importer.organization.id, id).status == "failed"
    assert importer.undo(id).status == "undone"
    assert importer.contacts() == []
