"""Imports through the real service and its worker."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from gomobile.client import (
    APIError,
    AsyncGomobile,
    BadRequest,
    Conflict,
    Gomobile,
    Import,
    JobFailed,
    NotFound,
    WaitTimeout,
)
from tests.client.conftest import Service
from tests.client.script import answer, script

CSV = "Mobile,Prénom,Solde\n0612345678,Amina,12\n0612345679,Zoé,13\nx,Nobody,14\n".encode()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "clients.csv"
    path.write_bytes(CSV)
    return path


def test_a_file_is_looked_at_then_executed_and_undone(
    gomobile: Gomobile, worker: None, file: Path, tmp_path: Path
) -> None:
    states: list[str] = []
    looked = gomobile.imports.create(file)
    assert looked.dry_run
    looked = gomobile.imports.wait(looked.id, on_progress=lambda state: states.append(state.status), timeout=30)
    assert looked.status == states[-1] == "validated"
    assert looked.preview is not None
    assert {column.header: column.field for column in looked.columns}["Mobile"] == "primaryPhone"
    assert gomobile.contacts.list().total == 0

    gomobile.imports.execute(looked.id)
    ended = gomobile.imports.wait(looked.id, timeout=30)
    assert (ended.status, ended.counts.created, ended.counts.rejected) == ("completed", 2, 1)
    assert ended.counts.rows == 3
    assert gomobile.contacts.list().total == 2

    rejects = tmp_path / "rejects.csv"
    size = gomobile.imports.rejects(looked.id, rejects)
    text = rejects.read_text(encoding="utf-8-sig")
    assert rejects.stat().st_size == size
    assert text.startswith("Mobile,Prénom,Solde,line,column,code,message,value")
    assert "x,Nobody,14,4,Mobile" in text
    sink = io.BytesIO()
    assert gomobile.imports.rejects(looked.id, sink) == size == len(sink.getvalue())

    assert [found.id for found in gomobile.imports.iterate()] == [looked.id]


def test_columns_are_mapped_by_hand_and_the_mapping_is_saved(gomobile: Gomobile, worker: None) -> None:
    gomobile.attributes.create("Account balance", "number")
    started = gomobile.imports.create(
        io.BytesIO(CSV),
        filename="clients.csv",
        dry_run=False,
        columns={"Solde": "customAttributes.account_balance", "Prénom": None},
    )
    ended = gomobile.imports.wait(started.id, timeout=30)
    assert ended.counts.created == 2
    contact = gomobile.contacts.list(search="0612345678", include="customAttributes")[0]
    assert (contact.first_name, contact.custom_attributes) == (None, {"account_balance": 12})
    saved = gomobile.imports.save_mapping("bank", started.id)
    assert [mapping.name for mapping in gomobile.imports.mappings()] == ["bank"]
    again = gomobile.imports.create(io.BytesIO(CSV), filename="clients.csv", dry_run=False, mapping="bank")
    assert gomobile.imports.wait(again.id, timeout=30).counts.unchanged == 2
    gomobile.imports.delete_mapping(saved.id)
    assert gomobile.imports.mappings() == ()


def test_a_dry_run_can_be_mapped_anew(gomobile: Gomobile, worker: None) -> None:
    started = gomobile.imports.create(io.BytesIO(CSV), filename="clients.csv")
    gomobile.imports.wait(started.id, timeout=30)
    columns = [{"column": 0, "field": "primaryPhone"}, {"column": 1, "field": "city"}]
    mapped = gomobile.imports.map(started.id, columns, options={"region": "FR"})
    assert (mapped.status, mapped.preview, mapped.under_way) == ("uploaded", None, True)
    looked = gomobile.imports.wait(started.id, timeout=30)
    assert [column.field for column in looked.columns][:2] == ["primaryPhone", "city"]
    assert looked.preview is not None


def test_an_undo_takes_back_what_was_created(gomobile: Gomobile, worker: None, file: Path) -> None:
    started = gomobile.imports.create(file, dry_run=False)
    gomobile.imports.wait(started.id, timeout=30)
    gomobile.imports.undo(started.id)
    undone = gomobile.imports.wait(started.id, timeout=30)
    assert undone.status == "undone"
    assert gomobile.contacts.list().total == 0


def test_an_upload_repeated_under_its_key_is_one_import(gomobile: Gomobile, file: Path) -> None:
    first = gomobile.imports.create(file, idempotency_key="monday")
    assert gomobile.imports.create(file, idempotency_key="monday").id == first.id
    assert gomobile.imports.list().total == 1
    with pytest.raises(APIError) as caught:
        gomobile.imports.create(io.BytesIO(CSV + b"0612345670,New,1\n"), idempotency_key="monday")
    assert caught.value.code == "IDEMPOTENCY_KEY_REUSED"


def test_a_file_that_cannot_be_imported_says_why(gomobile: Gomobile) -> None:
    with pytest.raises(BadRequest):
        gomobile.imports.create(io.BytesIO(b""), filename="empty.csv")
    with pytest.raises(TypeError, match="binary mode"):
        gomobile.imports.create(io.StringIO("phone\n"))  # type: ignore[arg-type]
    with pytest.raises(FileNotFoundError):
        gomobile.imports.create("nowhere.csv")
    with pytest.raises(NotFound):
        gomobile.imports.get("018f0000-0000-7000-8000-000000000000")


def test_only_what_runs_can_be_cancelled(gomobile: Gomobile, worker: None, file: Path) -> None:
    started = gomobile.imports.create(file, dry_run=False)
    gomobile.imports.wait(started.id, timeout=30)
    with pytest.raises(Conflict):
        gomobile.imports.cancel(started.id)


def test_waiting_has_an_end() -> None:
    running = {"id": "i1", "status": "running"}
    service = script(*[answer(json=running) for _ in range(40)])
    with pytest.raises(WaitTimeout) as caught:
        service.client().imports.wait("i1", timeout=10)
    assert caught.value.state.status == "running"
    assert sum(service.slept) == pytest.approx(10)
    assert max(service.slept) <= 5


@pytest.mark.parametrize(
    "state",
    [
        {"status": "failed", "error": {"code": "BROKEN", "message": "Truncated."}},
        {"status": "uploaded", "dryRun": True, "error": {"code": "BROKEN", "message": "Truncated."}},
    ],
)
def test_a_failed_import_is_an_error(state: dict[str, object]) -> None:
    service = script(answer(json={"id": "i1", "status": "validating"}), answer(json={"id": "i1", **state}))
    with pytest.raises(JobFailed, match="Truncated") as caught:
        service.client().imports.wait("i1")
    assert caught.value.state.id == "i1"


def test_a_saved_file_is_whole_or_not_there(tmp_path: Path) -> None:
    import httpx2

    class Broken(httpx2.SyncByteStream):
        def __iter__(self):  # type: ignore[no-untyped-def]
            yield b"half of "
            raise httpx2.ReadError("reset")

    target = tmp_path / "rejects.csv"
    target.write_text("yesterday")
    service = script(*[httpx2.Response(200, stream=Broken()) for _ in range(2)])
    with pytest.raises(Exception, match="reset"):
        service.client(max_retries=1).imports.rejects("i1", target)
    assert target.read_text() == "yesterday"
    assert list(tmp_path.iterdir()) == [target]
    service = script(httpx2.Response(200, stream=Broken()), httpx2.Response(200, content=b"whole"))
    assert service.client().imports.rejects("i1", target) == 5
    assert target.read_bytes() == b"whole"


@pytest.mark.anyio
async def test_the_asynchronous_client_imports_too(service: Service, worker: None, file: Path) -> None:
    seen: list[Import] = []

    async def note(state: Import) -> None:
        seen.append(state)

    async with AsyncGomobile(service.key, service.base_url) as client:
        started = await client.imports.create(file, dry_run=False)
        ended = await client.imports.wait(started.id, on_progress=note, timeout=30)
        assert ended == seen[-1]
        assert ended.counts.created == 2
        sink = io.BytesIO()
        assert await client.imports.rejects(started.id, sink) == len(sink.getvalue()) > 0
