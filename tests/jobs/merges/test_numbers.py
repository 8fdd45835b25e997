"""Imports find a contact by any of its numbers, before a merge, after it and after it was undone."""

from __future__ import annotations

import threading
from typing import Any
from uuid import UUID

import pytest

from gomobile.accounts.caller import Actor
from gomobile.contacts import service as contacts
from gomobile.contacts.batch import upsert_batch
from gomobile.contacts.numbers import service as numbers
from gomobile.db.pool import connect
from gomobile.imports import service as imports
from gomobile.quality.merges import service
from tests.jobs.conftest import Importer

ACTOR = Actor("system")
ONE, TWO, OTHER = "+212612345678", "+212687654321", "+212600000001"


def new(importer: Importer, phone: str, **values: Any) -> UUID:
    with connect(importer.conninfo) as conn:
        body = {"primaryPhone": phone, **values}
        return contacts.create(conn, importer.organization, ACTOR, body).contact.id


def merge(importer: Importer, survivor: UUID, loser: UUID) -> UUID:
    with connect(importer.conninfo) as conn:
        return service.merge(conn, importer.organization, ACTOR, survivor, loser).id


def city(importer: Importer, id: UUID) -> str | None:
    with connect(importer.conninfo) as conn:
        return contacts.get_contact(conn, importer.organization.id, id, deleted=True).city


def figures(row: Any) -> tuple[int, ...]:
    return row.rows, row.created, row.updated, row.unchanged, row.merged, row.rejected


def test_an_import_of_the_losers_number_finds_the_survivor_until_the_merge_is_undone(importer: Importer) -> None:
    survivor, loser = new(importer, ONE), new(importer, TWO)
    made = merge(importer, survivor, loser)

    row = importer.load(f"phone,city\n{TWO},Rabat\n{OTHER},Fes\n")
    assert figures(row) == (2, 1, 1, 0, 0, 0)
    assert (city(importer, survivor), city(importer, loser)) == ("Rabat", None)
    assert importer.scalar(f"SELECT count(*) FROM contacts WHERE organization_id = %s AND phone_key = '{TWO}'") == 1

    with connect(importer.conninfo) as conn:
        service.unmerge(conn, importer.organization, ACTOR, made)
    row = importer.load(f"phone,city\n{TWO},Agadir\n")
    assert figures(row) == (1, 0, 1, 0, 0, 0)
    assert (city(importer, survivor), city(importer, loser)) == ("Rabat", "Agadir")


def test_rows_with_two_numbers_of_one_contact_are_one_contact_and_the_later_wins(importer: Importer) -> None:
    survivor, loser = new(importer, ONE), new(importer, TWO)
    merge(importer, survivor, loser)

    row = importer.load(f"phone,city\n{TWO},Rabat\n{ONE},Fes\n{OTHER},Taza\n{TWO},Agadir\n")

    assert figures(row) == (4, 1, 1, 0, 2, 0)
    assert city(importer, survivor) == "Agadir"


def test_such_rows_in_different_blocks_too(importer: Importer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gomobile.imports.engine.BLOCK_BYTES", 4_000)
    survivor, loser = new(importer, ONE), new(importer, TWO)
    merge(importer, survivor, loser)
    others = "".join(f"+2126{n:08d},Taza\n" for n in range(10_000_000, 10_001_000))

    row = importer.load(f"phone,city\n{ONE},Fes\n{others}{TWO},Agadir\n")

    assert figures(row) == (1_002, 1_000, 1, 0, 1, 0)
    assert city(importer, survivor) == "Agadir"


def test_a_dry_run_tells_the_same(importer: Importer) -> None:
    survivor, loser = new(importer, ONE, city="Taza"), new(importer, TWO)
    merge(importer, survivor, loser)
    id = importer.upload(f"phone,city\n{ONE},Rabat\n{TWO},Agadir\n")

    row = imports.preview(importer.conninfo, importer.settings, importer.organization.id, id)

    assert row.preview is not None
    names = ("created", "updated", "unchanged", "merged", "rejected")
    assert [row.preview[name] for name in names] == [0, 1, 0, 1, 0]
    (shown,) = row.preview["samples"]["updated"]
    assert shown["contactId"] == str(survivor)
    assert shown["changes"] == [{"field": "city", "from": "Taza", "to": "Agadir"}]
    assert figures(importer.run(id)) == (2, 0, 1, 0, 1, 0)


def test_a_number_that_becomes_secondary_during_the_import_is_followed(
    importer: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After the reading that looks for repeated numbers, before the rows are written."""
    survivor, loser = new(importer, ONE), new(importer, TWO)
    id = importer.upload(f"phone,city\n{ONE},Fes\n{TWO},Agadir\n")
    survey = imports.engine.survey

    def survey_and_merge(*arguments: Any) -> Any:
        found = survey(*arguments)
        merge(importer, survivor, loser)
        return found

    monkeypatch.setattr("gomobile.imports.engine.survey", survey_and_merge)
    row = importer.run(id)

    assert figures(row) == (2, 0, 1, 0, 1, 0)
    assert city(importer, survivor) == "Agadir"


@pytest.mark.parametrize("phones", [[TWO], [ONE, TWO], [TWO, ONE]])
def test_an_upsert_that_waits_for_a_merge_writes_the_survivor(importer: Importer, phones: list[str]) -> None:
    survivor, loser = new(importer, ONE), new(importer, TWO)
    data = [{"primaryPhone": phone, "city": phone[-2:]} for phone in phones]
    with connect(importer.conninfo) as merging:
        service.merge(merging, importer.organization, ACTOR, survivor, loser)
        done: list[Any] = []

        def upsert() -> None:
            with connect(importer.conninfo) as conn:
                done.append(upsert_batch(conn, importer.organization, ACTOR, data))

        waiting = threading.Thread(target=upsert)
        waiting.start()
        wait_for_lock(importer)
        merging.commit()
    waiting.join(30)

    assert city(importer, survivor) == phones[-1][-2:], "the later one wins"
    assert city(importer, loser) is None
    assert importer.scalar("SELECT count(*) FROM contacts WHERE organization_id = %s") == 2
    (batch,) = done
    assert batch.count("updated", "unchanged", "superseded") == len(phones)


def wait_for_lock(importer: Importer) -> None:
    """Until somebody waits for a row of somebody else."""
    while not importer.scalar("SELECT count(*) FROM pg_locks WHERE NOT granted AND %s::uuid IS NOT NULL"):
        pass


def test_who_has_a_number_is_told_for_all_of_them(importer: Importer) -> None:
    survivor, loser = new(importer, ONE), new(importer, TWO)
    merge(importer, survivor, loser)
    with connect(importer.conninfo) as conn:
        found = numbers.holders(conn, importer.organization.id, [ONE, TWO, OTHER])
    assert found == {ONE: survivor, TWO: survivor}
