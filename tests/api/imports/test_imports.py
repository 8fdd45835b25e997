"""`/imports`: one call, dry run first, run, undo; and saved mappings."""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.make import Api

Finished = Callable[[Api, str], dict[str, Any]]
TEXT = "mobile,first name,city,balance\n0612345678,Ann,Rabat,10\n0612345679,Bob,Fès,20\nabc,Eve,Safi,30\n"


def send(api: Api, text: str = TEXT, **fields: str) -> Any:
    return api.post("/imports", files={"file": ("people.csv", text.encode())}, data=fields)


def test_a_dry_run_is_the_default_and_execute_then_does_what_it_said(api: Api, finished: Finished) -> None:
    sent = send(api, createAttributes="true")
    assert sent.status_code == 202
    looked_at = finished(api, sent.json()["id"])
    assert looked_at["status"] == "validated"
    assert {name: looked_at["preview"][name] for name in ("rows", "created", "rejected")} == {
        "rows": 3, "created": 2, "rejected": 1,
    }  # fmt: skip
    assert api.get("/contact").json()["meta"]["total"] == 0
    assert api.post(f"/imports/{looked_at['id']}/execute").status_code == 202
    done = finished(api, looked_at["id"])
    for _ in range(100):
        if done["status"] == "completed":
            break
        time.sleep(0.05)
        done = finished(api, looked_at["id"])
    assert done["counts"]["created"] == 2
    assert api.get("/contact").json()["meta"]["total"] == 2


def test_one_call_imports_when_asked_to(api: Api, finished: Finished) -> None:
    done = finished(api, send(api, dryRun="false").json()["id"])
    assert (done["status"], done["counts"]["created"], done["counts"]["rejected"]) == ("completed", 2, 1)
    contact = api.get("/contact", params={"search": "ann"}).json()["data"][0]
    assert (contact["createdByKind"], contact["createdBy"]) == ("import", done["id"])


def test_the_rejects_come_back_in_the_files_own_columns(api: Api, finished: Finished) -> None:
    done = finished(api, send(api, dryRun="false").json()["id"])
    file = api.get(f"/imports/{done['id']}/rejects")
    header, row = file.content.decode("utf-8-sig").splitlines()
    assert header == "mobile,first name,city,balance,line,column,code,message,value"
    assert row.startswith("abc,Eve,Safi,30,4,mobile,unreadable,")


def test_the_rejects_keep_what_a_row_has_beyond_the_last_column(api: Api, finished: Finished) -> None:
    text = 'mobile,city\n0612345678,Rabat,"Agdal, 3",x\n0612345679,Fès\n'
    done = finished(api, send(api, text, dryRun="false").json()["id"])
    file = api.get(f"/imports/{done['id']}/rejects").content.decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(file))
    assert (row["mobile"], row["city"], row["code"], row["value"]) == (
        "0612345678", "Rabat", "tooManyCells", "Agdal, 3,x",
    )  # fmt: skip


def test_an_import_that_has_not_run_is_discarded(api: Api, finished: Finished) -> None:
    files = {"file": ("people.csv", b"phone\n0612345678\n", "text/csv")}
    waiting = api.post("/imports", files=files, data={"dryRun": "true"}).json()["id"]
    finished(api, waiting)

    assert api.delete(f"/imports/{waiting}").json() == {"message": "The import is discarded."}
    assert api.get(f"/imports/{waiting}").json()["code"] == "IMPORT_NOT_FOUND"
    assert api.delete(f"/imports/{waiting}").json()["code"] == "IMPORT_NOT_FOUND"

    done = finished(api, api.post("/imports", files=files, data={"dryRun": "false"}).json()["id"])
    refused = api.delete(f"/imports/{done['id']}")
    assert (refused.status_code, refused.json()["code"]) == (409, "IMPORT_STATE")
    assert api.get(f"/imports/{done['id']}").json()["status"] == "completed"


def test_undo_takes_an_import_back(api: Api, finished: Finished) -> None:
    done = finished(api, send(api, dryRun="false").json()["id"])
    assert api.post(f"/imports/{done['id']}/undo").status_code == 202
    for _ in range(200):
        undone = api.get(f"/imports/{done['id']}").json()
        if undone["status"] == "undone":
            break
        time.sleep(0.05)
    assert undone["undone"]["deleted"] == 2
    assert api.get("/contact").json()["meta"]["total"] == 0
    assert api.post(f"/imports/{done['id']}/undo").json()["code"] == "IMPORT_STATE"


def test_a_column_is_mapped_by_hand_and_the_mapping_saved_for_the_next_file(api: Api, finished: Finished) -> None:
    text = "a,b\n0612345678,Ann\n"
    first = send(api, text, map="a=primaryPhone", dryRun="false").json()
    finished(api, first["id"])
    saved = api.post("/import-mappings", json={"name": "Till", "importId": first["id"]})
    assert saved.status_code == 201
    done = finished(api, send(api, "b,a\nBob,0612345679\n", mapping="till", dryRun="false").json()["id"])
    assert done["counts"]["created"] == 1
    assert [one["name"] for one in api.get("/import-mappings").json()["data"]] == ["Till"]
    assert api.delete(f"/import-mappings/{saved.json()['id']}").status_code == 200
    assert api.get("/import-mappings").json()["data"] == []


def test_an_unknown_attribute_is_refused_with_what_to_do(api: Api) -> None:
    answer = send(api, map="balance=customAttributes.balance")
    assert answer.status_code == 400
    assert answer.json()["fieldDetails"]["customAttributes.balance"][0]["code"] == "unknownAttribute"


def test_each_column_has_its_own_formats(api: Api, finished: Finished) -> None:
    text = "mobile,born,joined,paid\n0612345678,02/03/1990,02/03/2020,1.234\n"
    sent = {"map": "born=customAttributes.born:MDY", "createAttributes": "true", "date": "DMY", "dryRun": "true"}
    made = finished(api, send(api, text, **sent).json()["id"])
    columns = [{"column": at, "field": field} for at, field in enumerate(("primaryPhone", "customAttributes.born"))]
    columns[1]["date"] = "MDY"
    columns += [{"column": 2, "field": "customAttributes.joined"}, {"column": 3, "field": "customAttributes.paid"}]
    columns[3]["decimal"] = ","
    on_a_phone = [columns[0] | {"decimal": ","}, *columns[1:]]
    refused = api.put(f"/imports/{made['id']}/mapping", json={"columns": on_a_phone})
    assert refused.json()["fieldDetails"]["columns"][0]["code"] == "notApplicable"
    changed = api.put(f"/imports/{made['id']}/mapping", json={"columns": columns}).json()
    assert [(one["date"], one["decimal"]) for one in changed["columns"]] == [
        (None, None), ("MDY", None), (None, None), (None, ","),
    ]  # fmt: skip
    finished(api, made["id"])
    api.post(f"/imports/{made['id']}/execute")
    finished(api, made["id"])
    (contact,) = api.get("/contact", params={"include": "customAttributes"}).json()["data"]
    values = {one["name"]: one["value"] for one in contact["customAttributes"]}
    assert values == {"born": "1990-02-03", "joined": "2020-03-02", "paid": 1234}


def test_of_several_who_start_an_import_at_once_one_does_and_the_others_are_told(api: Api, finished: Finished) -> None:
    id = finished(api, send(api).json()["id"])["id"]
    with ThreadPoolExecutor(4) as pool:
        started = list(pool.map(lambda _: api.post(f"/imports/{id}/execute"), range(4)))
    assert sorted(answer.status_code for answer in started) == [202, 409, 409, 409]
    assert {answer.json().get("code") for answer in started} == {None, "IMPORT_STATE"}
    while finished(api, id)["status"] != "completed":
        pass
    assert api.get("/contact").json()["meta"]["total"] == 2


def test_imports_are_listed_newest_first_page_by_page(api: Api) -> None:
    made = [send(api).json()["id"] for _ in range(3)][::-1]
    first = api.get("/imports", params={"limit": 2}).json()
    assert (first["meta"]["hasNextPage"], first["meta"]["total"]) == (True, 3)
    last = api.get("/imports", params={"limit": 2, "cursor": first["meta"]["nextCursor"]}).json()
    assert [one["id"] for page in (first, last) for one in page["data"]] == made
    assert (last["meta"]["hasNextPage"], last["meta"]["nextCursor"]) == (False, None)


def test_a_file_without_phones_and_one_that_is_not_what_it_says_are_refused(api: Api) -> None:
    assert send(api, "city\nRabat\n").json()["code"] == "NO_PHONE_COLUMN"
    answer = api.post("/imports", files={"file": ("people.xlsx", b"%PDF-1.7 not a sheet")})
    assert answer.status_code == 400
    assert api.get("/imports").json()["data"] == []


def test_the_published_ingestion_flow_uploads_validates_pages_and_executes(api: Api, worker: None) -> None:
    api.post("/contact", json={"primaryPhone": "+212612345678"})
    upload = api.post(
        "/contact/ingestion/upload",
        files={"file": ("p.csv", TEXT.encode())},
        data={"hasHeaderRow": "true", "previewRows": "2"},
    ).json()
    assert len(upload["previewRows"]) == 2
    session = upload["sessionId"]
    mappings = [{"column": 0, "field": "primaryPhone"}, {"column": 1, "field": "firstName"}]
    checked = api.post("/contact/ingestion/validate", json={"sessionId": session, "columnMappings": mappings}).json()
    assert checked["summary"] == {"total": 3, "valid": 2, "invalid": 1, "existing": 1, "new": 1, "merged": 0}
    for filter, lines in (("all", [2, 3, 4]), ("valid", [2, 3]), ("invalid", [4]), ("existing", [2])):
        rows = api.get(f"/contact/ingestion/validate/{session}", params={"filter": filter}).json()["data"]
        assert [row["line"] for row in rows] == lines, filter
    page = api.get(f"/contact/ingestion/validate/{session}", params={"limit": 2, "page": 2}).json()
    assert [row["line"] for row in page["data"]] == [4]
    executed = api.post("/contact/ingestion/execute", json={"sessionId": session})
    assert executed.status_code == 201
    statistics = executed.json()["statistics"]
    assert (statistics["created"], statistics["updated"], statistics["rejected"]) == (1, 1, 1)
    assert api.get(executed.json()["failedRowsUrl"].removeprefix("/api")).status_code == 200


def test_nothing_is_written_that_nobody_has_validated(api: Api) -> None:
    files = {"file": ("p.csv", TEXT.encode())}
    session = api.post("/contact/ingestion/upload", files=files, data={"hasHeaderRow": "true"}).json()["sessionId"]
    refused = api.post("/contact/ingestion/execute", json={"sessionId": session})
    assert (refused.status_code, refused.json()["fieldDetails"]["sessionId"][0]["code"]) == (400, "state")
    for step in ("execute", "resume"):
        refused = api.post(f"/imports/{session}/{step}")
        assert (refused.status_code, refused.json()["code"]) == (409, "IMPORT_STATE")
        assert "validate" in refused.json()["message"]
    assert api.get(f"/imports/{session}").json()["status"] == "uploaded"


def test_a_session_that_ran_without_validation_is_not_asked_for_it(api: Api, finished: Finished) -> None:
    id = finished(api, send(api, dryRun="false").json()["id"])["id"]
    told = api.get(f"/contact/ingestion/validate/{id}")
    assert (told.status_code, told.json()["code"]) == (409, "IMPORT_STATE")
    assert f"/imports/{id}" in told.json()["message"]


def test_the_published_default_is_a_file_without_header_row(api: Api) -> None:
    upload = api.post(
        "/contact/ingestion/upload", files={"file": ("p.csv", b"0612345678,Ann\n0612345679,Bob\n")}
    ).json()
    assert upload["hasHeaderRow"] is False
    assert upload["previewRows"][0] == ["0612345678", "Ann"]


def test_cancelling_a_waiting_import_keeps_it_from_running(api: Api) -> None:
    sent = send(api, dryRun="false").json()
    assert sent["status"] == "queued"
    assert api.post(f"/imports/{sent['id']}/cancel").json()["status"] == "cancelled"
    assert api.post(f"/imports/{sent['id']}/cancel").json()["code"] == "IMPORT_STATE"
