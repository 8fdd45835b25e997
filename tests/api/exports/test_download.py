"""The download: who may, how many at once, from which moment, and what it leaves behind."""

from __future__ import annotations

import asyncio
import io
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest
from starlette.testclient import TestClient

from gomobile.audit import service as audit
from gomobile.clock import now
from gomobile.db.pool import Database
from gomobile.errors import Conflict
from gomobile.exports import reading
from gomobile.exports.download import PROCESS_SLOTS, ExportDownload
from gomobile.exports.request import FORMATS, ExportRequest
from gomobile.exports.service import SLOTS, open_export
from gomobile.http.app import create_app
from gomobile.settings import Settings
from tests import make
from tests.api.exports.conftest import Stock

Start = Callable[..., ExportDownload]


@pytest.fixture
def start(database: Database, tmp_path: Path) -> Iterator[Start]:
    """Start a download that nobody fetches; all are closed in the end."""
    started: list[ExportDownload] = []

    def download(api: make.Api) -> ExportDownload:
        request = ExportRequest("csv")
        started.append(ExportDownload(database.conninfo, api.organization, request, tmp_path / "spool"))
        return started[-1]

    yield download
    for one in started:
        one.close()


@pytest.mark.parametrize("format", FORMATS)
def test_the_headers_say_what_it_is(stock: Stock, format: str) -> None:
    answer = stock.export(format=format)

    assert answer.headers["Content-Disposition"] == (
        f'attachment; filename="gomobile-contacts-{now():%Y%m%d}.{format}"'
    )
    assert answer.headers["X-Total-Count"] == str(len(stock.contacts))
    assert (
        answer.headers["Content-Type"]
        == {
            "csv": "text/csv; charset=utf-8",
            "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "jsonl": "application/x-ndjson",
            "parquet": "application/vnd.apache.parquet",
        }[format]
    )


def test_the_total_is_not_said_where_it_would_have_to_be_counted(stock: Stock) -> None:
    assert "X-Total-Count" not in stock.export(search="fatima").headers


def test_an_agent_may_not(stock: Stock, database: Database) -> None:
    agent = make.Api(stock.api.http, stock.api.organization, make.key(database, stock.api.organization, "agent"))
    manager = make.Api(stock.api.http, stock.api.organization, make.key(database, stock.api.organization, "manager"))

    assert agent.get("/contact/export").status_code == 403
    assert manager.get("/contact/export").status_code == 200


@pytest.fixture(params=["at once", "in parts"])
def reading_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Few contacts are read by one COPY, many in parts; here parts of two contacts each."""
    if request.param == "in parts":
        monkeypatch.setattr(reading, "MANY", 0)
        monkeypatch.setattr(reading, "_FIRST_ROWS", 2)
        monkeypatch.setattr(reading, "_MOST_ROWS", 2)


@pytest.mark.usefixtures("reading_way")
@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("order", ["asc", "desc"])
def test_it_is_one_snapshot_whatever_is_written_meanwhile(
    stock: Stock, database: Database, format: Any, order: Any
) -> None:
    request = ExportRequest(format, sort_order=order)
    before = stock.export(format=format, sortOrder=order).content
    with open_export(database.conninfo, stock.api.organization, request) as export:
        stock.api.post("/contact", json={"primaryPhone": "+212699999999"})
        stock.api.delete(f"/contact/{stock.contacts[0]['id']}")
        stock.api.patch(f"/contact/{stock.contacts[1]['id']}", json={"firstName": "Later"})
        stock.api.post("/custom-attributes", json={"displayName": "Later", "type": "text"})
        file = io.BytesIO()
        written = export.write(file)

    assert (written, export.total) == (len(stock.contacts), len(stock.contacts))
    assert _timeless(file.getvalue(), format) == _timeless(before, format)
    assert _timeless(stock.export(format=format, sortOrder=order).content, format) != _timeless(before, format)


def _timeless(content: bytes, format: str) -> object:
    """What a file holds: archives also say when they were made."""
    if format != "xlsx":
        return content
    import zipfile

    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_parts_are_put_together_in_their_order(stock: Stock, monkeypatch: pytest.MonkeyPatch) -> None:
    at_once = {order: stock.export(sortOrder=order).content for order in ("asc", "desc")}
    monkeypatch.setattr(reading, "MANY", 0)

    for rows in (1, 2, 3, 4, 5, 6):
        monkeypatch.setattr(reading, "_FIRST_ROWS", rows)
        monkeypatch.setattr(reading, "_MOST_ROWS", rows)
        for order, expected in at_once.items():
            assert stock.export(sortOrder=order).content == expected


class FullDisk:
    """Takes a few writes."""

    def __init__(self, takes: int) -> None:
        self.takes = takes

    def write(self, data: object) -> None:
        self.takes -= 1
        if self.takes < 0:
            raise OSError(28, "No space left on device")


@pytest.mark.usefixtures("reading_way")
@pytest.mark.parametrize("format", FORMATS)
def test_a_file_that_takes_no_more_ends_it(stock: Stock, database: Database, format: Any) -> None:
    with (
        open_export(database.conninfo, stock.api.organization, ExportRequest(format)) as export,
        pytest.raises(OSError, match="No space left"),
    ):
        export.write(FullDisk(takes=0 if format == "jsonl" else 1))  # a few lines of JSON are one write
    assert _connections(database) == 0


@pytest.mark.usefixtures("reading_way")
def test_a_database_that_goes_away_is_an_error_and_not_a_short_file(stock: Stock, database: Database) -> None:
    with open_export(database.conninfo, stock.api.organization, ExportRequest("csv")) as export:
        with database.transaction() as conn:
            query = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'gomobile-export'"
            assert conn.execute(query).fetchall() == [(True,)]
        with pytest.raises(psycopg.OperationalError):
            export.write(io.BytesIO())


def test_an_organization_runs_a_few_at_once(stock: Stock, other: make.Api, start: Start) -> None:
    running = [start(stock.api) for _ in range(SLOTS)]

    refused = stock.api.get("/contact/export")
    assert (refused.status_code, refused.json()["code"]) == (429, "TOO_MANY_EXPORTS")
    assert int(refused.headers["Retry-After"]) > 0
    assert other.get("/contact/export").status_code == 200
    running[0].close()
    assert stock.api.get("/contact/export").status_code == 200


LISTS = [
    "/suppressions/export",
    "/consents/export",
    "/duplicates/similar-numbers/export",
    "/audit-log/export",
    "/imports/{id}/rejects",
]


def test_other_lists_take_the_same_places(api: make.Api, start: Start) -> None:
    id = api.post("/imports", files={"file": ("people.csv", b"phone\n0612345678\n")}).json()["id"]
    running = [start(api) for _ in range(SLOTS)]

    for path in LISTS:
        refused = api.get(path.format(id=id))
        assert (refused.status_code, refused.json()["code"]) == (429, "TOO_MANY_EXPORTS"), path
    running[0].close()
    for path in LISTS:
        assert api.get(path.format(id=id)).status_code == 200, path


def test_one_that_is_not_recorded_is_not_sent_and_takes_no_place(stock: Stock, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: object) -> None:
        raise Conflict

    with monkeypatch.context() as patch:
        patch.setattr(audit, "record_all", fail)
        for _ in range(PROCESS_SLOTS + 1):
            assert stock.api.get("/contact/export").status_code == 409
    assert stock.api.get("/contact/export").status_code == 200


def test_a_process_runs_some_more(http: TestClient, database: Database, start: Start) -> None:
    for _ in range(PROCESS_SLOTS // SLOTS):
        owner = make.organization(database)
        api = make.Api(http, owner, make.key(database, owner))
        for _ in range(SLOTS):
            start(api)
    late = make.organization(database)
    api = make.Api(http, late, make.key(database, late))

    assert api.get("/contact/export").status_code == 429


def test_a_refused_export_takes_no_place(stock: Stock) -> None:
    for _ in range(PROCESS_SLOTS + 1):
        assert stock.api.get("/contact/export", params={"columns": "nonsense"}).status_code == 400
    assert stock.api.get("/contact/export").status_code == 200


def test_running_exports_leave_the_connections_of_requests_alone(
    conninfo: str, app_settings: Settings, stock: Stock, start: Start
) -> None:
    for _ in range(SLOTS):
        start(stock.api)
    with Database(conninfo, max_size=1) as small, TestClient(create_app(small, app_settings)) as http:
        assert replace(stock.api, http=http).get("/contact").status_code == 200


def test_nothing_is_left_on_disk(stock: Stock, app_settings: Settings) -> None:
    for format in FORMATS:
        stock.export(format=format)

    assert list((app_settings.data_dir / "tmp").iterdir()) == []


def test_a_client_that_goes_away_ends_it(stock: Stock, database: Database) -> None:
    app: Any = stock.api.http.app
    path = "/api/contact/export"
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
        "path": path, "raw_path": path.encode(), "query_string": b"", "root_path": "",
        "headers": [(b"x-api-key", stock.api.secret.encode())], "client": ("test", 1), "server": ("test", 80),
    }  # fmt: skip

    async def visit() -> list[str]:
        sent: list[str] = []
        gone = asyncio.Event()

        async def receive() -> dict[str, Any]:
            await gone.wait()
            return {"type": "http.disconnect"}

        async def send(message: dict[str, Any]) -> None:
            sent.append(message["type"])
            if message["type"] == "http.response.body":
                gone.set()
                await asyncio.Event().wait()  # a connection that takes nothing more

        await asyncio.wait_for(app(scope, receive, send), timeout=30)
        return sent

    assert asyncio.run(visit()) == ["http.response.start", "http.response.body"]
    for _ in range(SLOTS + 1):
        assert stock.export().status_code == 200
    assert _connections(database) == 0


def test_an_export_without_room_for_its_file_is_answered_as_an_error(stock: Stock, database: Database) -> None:
    settings: Settings = stock.api.http.app.state.settings  # type: ignore[attr-defined]
    (settings.data_dir / "tmp").write_text("a file where the folder should be")

    answer = stock.api.get("/contact/export")

    assert (answer.status_code, answer.json()["code"]) == (503, "NO_TEMPORARY_SPACE")
    assert _connections(database) == 0


def _connections(database: Database) -> int:
    """How many exports are connected, once those that are closing have gone."""
    query = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'gomobile-export'"
    count = -1
    for _ in range(100):
        with database.transaction() as conn:
            row = conn.execute(query).fetchone()
        count = row[0] if row else -1
        if not count:
            break
        time.sleep(0.05)
    return count
