"""Importers and API writers at once: no contact is lost, doubled or half merged."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable

import pytest

from gomobile.accounts.caller import Actor
from gomobile.db.pool import Database, connect
from gomobile.imports import engine, service
from gomobile.imports.options import ImportOptions
from gomobile.settings import Settings
from tests.make import Api

CONTACTS = 600


def test_two_importers_and_four_api_writers_lose_and_double_nothing(
    api: Api, database: Database, app_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BLOCK_BYTES", 4_000)
    numbers = [f"+2126{n:08d}" for n in range(CONTACTS)]
    failures: list[BaseException] = []

    def importer(column: str, order: list[str]) -> Callable[[], None]:
        def work() -> None:
            text = f"mobile,{column}\n" + "".join(f"{number},{column}{number[-4:]}\n" for number in order)
            options = ImportOptions()
            with connect(database.conninfo) as conn:
                taken = service.upload(
                    conn, app_settings, api.organization, Actor("system"), io.BytesIO(text.encode()), "p.csv", options
                )
            service.run(database.conninfo, app_settings, api.organization.id, taken.id)

        return work

    def writer(field: str, order: list[str]) -> Callable[[], None]:
        def work() -> None:
            for at in range(0, len(order), 50):
                data = [{"primaryPhone": number, field: f"{field}{number[-4:]}"} for number in order[at : at + 50]]
                answer = api.post("/contact/upsert", json={"data": data})
                assert answer.status_code == 200, answer.text
                counts = answer.json()
                assert counts["created"] + counts["updated"] + counts["unchanged"] == len(data), counts

        return work

    backward = numbers[::-1]
    work = [
        importer("city", numbers),
        importer("occupation", backward),
        writer("firstName", numbers),
        writer("lastName", backward),
        writer("state", numbers),
        writer("address", backward),
    ]

    def guarded(part: Callable[[], None]) -> None:
        try:
            part()
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=guarded, args=(part,)) for part in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    with connect(database.conninfo) as conn:
        rows = conn.execute(
            "SELECT phone_key, city, occupation, first_name, last_name, state, address, version,"
            " (SELECT count(*) FROM contact_history h WHERE h.contact_id = c.id)"
            " FROM contacts c WHERE organization_id = %s ORDER BY phone_key",
            [api.organization.id],
        ).fetchall()
        live = conn.execute("SELECT sum(live) FROM contact_counts").fetchone()
    assert [row[0] for row in rows] == numbers
    for number, city, occupation, first, last, state, address, version, changes in rows:
        tail = number[-4:]
        assert (city, occupation) == (f"city{tail}", f"occupation{tail}")
        assert (first, last) == (f"firstName{tail}", f"lastName{tail}")
        assert (state, address) == (f"state{tail}", f"address{tail}")
        assert version == 6
        assert changes == 5
    assert live == (CONTACTS,)
