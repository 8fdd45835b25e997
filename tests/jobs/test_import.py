"""Importing files: outcomes that add up, policies, problems, resuming, undoing."""

from __future__ import annotations

import json
import random
import signal
import threading
import time

import pytest

from gomobile.db.pool import connect
from gomobile.imports import engine, service
from gomobile.imports.errors import ImportState, NoPhoneColumn
from gomobile.imports.rejects import rejects_csv
from tests.jobs.conftest import Importer

HEADER = "mobile,first name,last name,email,city,balance\n"


def people(count: int, *, start: int = 0, city: str = "Rabat") -> str:
    return "".join(f"06{n:08d},First{n},Last{n},p{n}@example.com,{city},{n}.50\n" for n in range(start, start + count))


def test_a_new_file_creates_every_contact_and_the_feed_and_the_count_know(importer: Importer) -> None:
    row = importer.load(HEADER + people(50))
    assert (row.status, row.rows, row.created) == ("completed", 50, 50)
    assert importer.scalar("SELECT sum(live) FROM contact_counts WHERE organization_id = %s") == 50
    announced = "SELECT sum(cardinality(contact_ids)) FROM contact_changes WHERE organization_id = %s"
    assert importer.scalar(announced) == 50
    assert importer.contacts()[0] == (
        "+212600000000", "0600000000", "First0", "Last0", "p0@example.com", "Rabat", '{"balance": 0.5}',
    )  # fmt: skip


def test_the_same_file_again_changes_nothing(importer: Importer) -> None:
    importer.load(HEADER + people(50))
    before = importer.scalar("SELECT max(version) FROM contacts WHERE organization_id = %s")
    row = importer.load(HEADER + people(50))
    assert (row.created, row.updated, row.unchanged) == (0, 0, 50)
    assert importer.scalar("SELECT max(version) FROM contacts WHERE organization_id = %s") == before
    assert importer.scalar("SELECT count(*) FROM contact_history WHERE organization_id = %s") == 0


def test_a_changed_column_updates_and_keeps_what_it_overwrote(importer: Importer) -> None:
    importer.load(HEADER + people(3))
    row = importer.load(HEADER + people(3, city="Fès"))
    assert (row.created, row.updated, row.unchanged) == (0, 3, 0)
    assert importer.scalar("SELECT before FROM contact_history WHERE organization_id = %s LIMIT 1") == {"city": "Rabat"}


def test_a_later_row_of_the_same_number_wins_across_blocks(importer: Importer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "BLOCK_BYTES", 2_000)
    text = HEADER + people(200) + people(100, city="Safi") + "+212 600-000-000,Z,Z,z@example.com,Oujda,1\n"
    row = importer.load(text)
    assert row.rows == 301
    assert (row.created, row.merged, row.updated, row.unchanged, row.rejected) == (200, 101, 0, 0, 0)
    assert importer.contacts()[0][5] == "Oujda"
    assert importer.contacts()[1][5] == "Safi"


def test_a_refused_row_does_not_beat_an_earlier_good_one(importer: Importer) -> None:
    row = importer.load(
        HEADER + f"0612345678,Good,One,good@example.com,Rabat,1\n0612345678,{'Bad' * 22},One,,Rabat,1\n"
    )
    assert (row.created, row.merged, row.rejected) == (1, 0, 1)
    assert importer.contacts()[0][2] == "Good"


def test_a_blank_cell_keeps_and_two_dashes_clear(importer: Importer) -> None:
    importer.load(HEADER + "0612345678,Ann,Lee,a@example.com,Rabat,5\n")
    row = importer.load(HEADER + "0612345678,,--,,,--\n")
    assert row.updated == 1
    assert importer.contacts() == [("+212612345678", "0612345678", "Ann", None, "a@example.com", "Rabat", "{}")]


@pytest.mark.parametrize(
    ("policy", "expected"),
    [("overwrite", ("New", "Safi", '{"balance": 9}')), ("fill", ("New", "Rabat", '{"balance": 5}')),
     ("never", (None, "Rabat", '{"balance": 5}'))],
)  # fmt: skip
def test_a_policy_per_column_decides_about_existing_values(
    importer: Importer, policy: str, expected: tuple[str, ...]
) -> None:
    from dataclasses import replace

    importer.load(HEADER + "0612345678,,,,Rabat,5\n")
    id = importer.upload(HEADER + "0612345678,New,,,Safi,9\n")
    with connect(importer.conninfo) as conn:
        row = service.get(conn, importer.organization.id, id)
        columns = service.mapping_from_json(row.columns)
        columns = [replace(column, policy=policy) for column in columns]  # type: ignore[arg-type]
        service.map_columns(conn, importer.organization, row, columns)
    importer.run(id)
    found = importer.contacts()[0]
    assert (found[2], found[5], found[6]) == expected


def test_every_problem_of_a_row_is_told_and_the_rejects_file_can_be_imported_again(importer: Importer) -> None:
    text = HEADER + f"abc,{'x' * 65},Y,nope,Rabat,1\n0612345678,Ok,Ok,,Rabat,12\n,No,Phone,,Rabat,1\n"
    row = importer.load(text)
    assert (row.created, row.rejected) == (1, 2)
    with connect(importer.conninfo) as conn:
        rows = list(service.problem_rows(conn, importer.organization.id, row.id, rejected_only=True))
        assert [(r.line, sorted(p["code"] for p in r.problems)) for r in rows] == [
            (2, ["format", "maxLength", "unreadable"]),
            (4, ["required"]),
        ]
        file = b"".join(rejects_csv(service.header_of(row), rows)).decode("utf-8-sig")
    mended = file.replace("abc", "0612345679").replace("x" * 65, "X").replace("nope", "n@example.com")
    again = importer.load(mended)
    assert (again.rows, again.created, again.rejected) == (2, 1, 1)


def test_a_refused_attribute_cell_keeps_the_contact_and_is_told(importer: Importer) -> None:
    importer.load(HEADER + people(20))
    row = importer.load(HEADER + "0612345678,A,B,,Rabat,lots\n")
    assert (row.created, row.rejected, row.attribute_errors) == (1, 0, 1)
    with connect(importer.conninfo) as conn:
        rows = list(service.problem_rows(conn, importer.organization.id, row.id, rejected_only=False))
    assert [(r.rejected, r.problems[0]["column"], r.problems[0]["value"]) for r in rows] == [(False, "balance", "lots")]


def test_several_numbers_in_a_cell_use_the_first_and_tell_the_rest(importer: Importer) -> None:
    row = importer.load(HEADER + "0612345678 / 0661234567,A,B,,Rabat,1\n")
    with connect(importer.conninfo) as conn:
        rows = list(service.problem_rows(conn, importer.organization.id, row.id, rejected_only=False))
    assert importer.contacts()[0][0] == "+212612345678"
    assert rows[0].problems[0]["code"] == "severalNumbers"
    assert "0661234567" in rows[0].problems[0]["value"]


def test_a_file_without_a_phone_column_is_refused_before_anything_is_written(importer: Importer) -> None:
    with pytest.raises(NoPhoneColumn):
        importer.upload("first name,city\nAnn,Rabat\n")


def test_a_dry_run_says_what_the_run_then_does_and_writes_nothing(importer: Importer) -> None:
    importer.load(HEADER + people(10))
    text = HEADER + people(5) + people(5, start=5, city="Safi") + people(4, start=50) + people(1, start=50) + "x,,,,,\n"
    id = importer.upload(text)
    preview = service.preview(importer.conninfo, importer.settings, importer.organization.id, id).preview
    assert preview is not None
    assert importer.scalar("SELECT count(*) FROM contacts WHERE organization_id = %s") == 10
    row = importer.run(id)
    for name in ("rows", "created", "updated", "unchanged", "merged", "rejected"):
        assert preview[name] == getattr(row, name), name
    assert (row.created, row.updated, row.unchanged, row.merged, row.rejected) == (4, 5, 5, 1, 1)
    assert preview["samples"]["updated"][0]["changes"] == [{"field": "city", "from": "Rabat", "to": "Safi"}]


def test_a_killed_import_resumes_and_ends_like_an_unkilled_one(
    importer: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BLOCK_BYTES", 8_000)
    text = HEADER + people(8_000) + people(500, city="Safi") + "bad,,,,,\n"
    choose = random.Random(7)
    id = importer.upload(text)
    kills = 0
    for _ in range(10):
        before = _chunks(importer, id)
        process = importer.process(id)
        while process.poll() is None and _chunks(importer, id) == before:
            time.sleep(0.005)
        time.sleep(choose.uniform(0, 0.05))
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            kills += 1
        assert process.wait() in (0, -signal.SIGKILL)
        _until_released(importer, id)
        if _status(importer, id) == "completed":
            break
    assert kills >= 3
    _until_released(importer, id)
    row = importer.run(id) if _status(importer, id) != "completed" else _get(importer, id)
    assert (row.status, row.rows, row.created, row.merged, row.rejected) == ("completed", 8_501, 8_000, 500, 1)
    killed = importer.contacts()
    assert importer.scalar("SELECT sum(live) FROM contact_counts WHERE organization_id = %s") == 8_000
    announced = (
        "SELECT count(DISTINCT c), count(c) FROM contact_changes, unnest(contact_ids) c WHERE organization_id = %s"
    )
    with connect(importer.conninfo) as conn:
        assert conn.execute(announced, [importer.organization.id]).fetchone() == (8_000, 8_000)
        conn.execute("DELETE FROM contacts WHERE organization_id = %s", [importer.organization.id])
    importer.load(text)
    assert importer.contacts() == killed


def test_two_importers_of_overlapping_files_lose_and_double_nothing(
    importer: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BLOCK_BYTES", 10_000)
    forward = [f"06{n:08d},F{n},,,,\n" for n in range(1_500)]
    backward = [f"06{n:08d},,L{n},,,\n" for n in reversed(range(1_500))]
    ids = [importer.upload(HEADER + "".join(lines)) for lines in (forward, backward)]
    failures: list[BaseException] = []

    def work(id: object) -> None:
        try:
            importer.run(id)  # type: ignore[arg-type]
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(id,)) for id in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    rows = [_get(importer, id) for id in ids]
    assert sum(row.created for row in rows) == 1_500
    assert sum(row.updated for row in rows) == 1_500
    assert {(c[2], c[3]) for c in importer.contacts()} == {(f"F{n}", f"L{n}") for n in range(1_500)}


def test_undo_deletes_what_was_created_restores_what_was_overwritten_and_skips_what_changed_since(
    importer: Importer,
) -> None:
    importer.load(HEADER + people(6))
    before = importer.contacts()
    row = importer.load(HEADER + people(6, city="Safi") + people(4, start=100))
    with connect(importer.conninfo) as conn:
        conn.execute(
            "UPDATE contacts SET city = 'Changed', version = version + 1, updated_by_kind = 'key'"
            " WHERE phone_key IN ('+212600000000', '+212600000100')"
        )
    undone = importer.undo(row.id).undone
    assert undone is not None
    assert (undone["deleted"], undone["restored"], undone["skipped"]) == (3, 5, 2)
    assert len(undone["skippedSample"]) == 2
    after = importer.contacts()
    assert after[1:6] == before[1:6]
    assert [contact[5] for contact in after] == ["Changed", *["Rabat"] * 5, "Changed"]
    with pytest.raises(ImportState):
        importer.undo(row.id)


def test_a_cancelled_import_keeps_what_is_committed_and_can_be_resumed(
    importer: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BLOCK_BYTES", 5_000)
    monkeypatch.setattr(engine, "POLL_SECONDS", 0.01)
    id = importer.upload(HEADER + people(3_000))
    asked = threading.Event()

    def ask(progress: object) -> None:
        if progress.phase == "writing" and progress.rows_done and not asked.is_set():  # type: ignore[attr-defined]
            asked.set()
            with connect(importer.conninfo) as conn:
                service.cancel(conn, importer.organization.id, id)

    worker = threading.Event()
    with pytest.raises(engine.Cancelled):
        service.run(importer.conninfo, importer.settings, importer.organization.id, id, ask, worker)
    row = _get(importer, id)
    assert row.status == "cancelled"
    assert not worker.is_set(), "whatever else runs in this worker goes on"
    assert 0 < row.created < 3_000
    assert importer.run(id).created == 3_000


def _get(importer: Importer, id: object) -> service.ImportRow:
    with connect(importer.conninfo) as conn:
        return service.get(conn, importer.organization.id, id)  # type: ignore[arg-type]


def _status(importer: Importer, id: object) -> str:
    return _get(importer, id).status


def _chunks(importer: Importer, id: object) -> int:
    return importer.scalar(f"SELECT count(*) FROM import_chunks WHERE organization_id = %s AND import_id = '{id}'")


def _until_released(importer: Importer, id: object) -> None:
    """PostgreSQL notices a killed client when it next talks to it; its lock goes with the session."""
    for _ in range(200):
        with connect(importer.conninfo, autocommit=True) as conn:
            if service.store.lock(conn, id):  # type: ignore[arg-type]
                return
        time.sleep(0.05)
    raise AssertionError("the lock of a killed import was not released")


def test_gender_words_are_read_and_a_spanish_column_by_its_own_letters(importer: Importer) -> None:
    importer.load("mobile,gender\n0612345671,Mme\n0612345672,homme\n0612345673,F\n")
    importer.load("mobile,gender\n0612345674,H\n0612345675,M\n")
    with connect(importer.conninfo) as conn:
        rows = conn.execute("SELECT gender FROM contacts ORDER BY phone_key").fetchall()
    assert [row[0] for row in rows] == ["female", "male", "female", "male", "female"]


def test_two_headers_of_one_slug_become_two_attributes(importer: Importer) -> None:
    importer.load("mobile,Note,note!\n0612345671,a,b\n")
    assert importer.contacts()[0][6] == '{"note": "a", "note_2": "b"}'


def test_a_dry_run_creates_no_attribute_and_the_run_does(importer: Importer) -> None:
    id = importer.upload(HEADER + people(3))
    service.preview(importer.conninfo, importer.settings, importer.organization.id, id)
    assert importer.scalar("SELECT count(*) FROM attribute_definitions WHERE organization_id = %s") == 0
    importer.run(id)
    assert importer.scalar("SELECT type FROM attribute_definitions WHERE organization_id = %s") == "number"


def test_a_new_attribute_gets_the_type_that_loses_nothing(importer: Importer) -> None:
    importer.load("mobile,made,record id,born\n0612345671,2026-01-02 03:04,17,2000-05-06\n")
    with connect(importer.conninfo) as conn:
        rows = conn.execute("SELECT name, type FROM attribute_definitions ORDER BY name").fetchall()
    assert rows == [("born", "date"), ("made", "datetime"), ("record_id", "text")]


def test_phone_numbers_never_become_amounts(importer: Importer) -> None:
    header = "mobile,head office,switchboard,desk,odd,Téléphone fixe,Fax\n"
    row = importer.load(
        header + "0612345671,+212522000000,00212522000001,+212 522-000002,+212522000003,0522000004,0522000005\n"
        "0612345672,+212522000010,00212522000011,+212 522-000012,12,,\n"
    )
    assert (row.created, row.attribute_errors) == (2, 0)
    with connect(importer.conninfo) as conn:
        types = dict(conn.execute("SELECT name, type FROM attribute_definitions").fetchall())
    assert types == {
        "head_office": "phone_number", "switchboard": "phone_number", "desk": "phone_number", "odd": "text",
        "telephone_fixe": "phone_number", "fax": "text",
    }  # fmt: skip
    values = json.loads(importer.contacts()[0][6])
    assert (values["head_office"], values["telephone_fixe"], values["fax"]) == (
        "+212522000000",
        "+212522000004",
        "0522000005",
    )


def test_the_uploaded_file_is_removed_when_it_is_imported(importer: Importer) -> None:
    row = importer.load(HEADER + people(3))
    assert not (importer.settings.data_dir / "imports" / str(row.id)).exists()
