"""Cells put right before an import runs, and rejected rows taken in again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from gomobile.imports import service
from gomobile.settings import Settings
from tests.make import Api

TEXT = (
    "mobile,first name,email,country,balance\n"
    "0612345678,Ann,ann@example.com,Marrocco,10\n"
    "abc,Eve,eve@example.com,Maroc,20\n"
    f"0612345680,Bob {'o' * 61},b@example.com,Marrocco,30\n"
    "0612345681,Cid,cid@example.com,Maroc,many\n"
    ",Dan,dan@example.com,Maroc,50\n"
)
Made = Callable[..., str]


@pytest.fixture
def made(api: Api, conninfo: str, app_settings: Settings) -> Made:
    """Take a file in and make its dry run; returns the import's id."""

    def make(text: str = TEXT, **fields: str) -> str:
        api.post("/custom-attributes", json={"displayName": "balance", "type": "number"})
        api.post("/custom-attributes", json={"displayName": "country", "type": "enum", "options": ["Maroc", "France"]})
        sent = api.post("/imports", files={"file": ("people.csv", text.encode())}, data=fields)
        assert sent.status_code == 202, sent.text
        id = sent.json()["id"]
        service.preview(conninfo, app_settings, api.organization.id, UUID(id))
        return id

    return make


@pytest.fixture
def run(api: Api, conninfo: str, app_settings: Settings) -> Callable[[str], dict[str, Any]]:
    """Run an import to its end."""

    def work(id: str) -> dict[str, Any]:
        service.run(conninfo, app_settings, api.organization.id, UUID(id))
        return api.get(f"/imports/{id}").json()

    return work


def problems(api: Api, id: str, **query: Any) -> list[tuple[Any, ...]]:
    found = api.get(f"/imports/{id}/problems", params=query).json()["data"]
    return [(one["line"], one["column"], one["code"], one["severity"]) for one in found]


def country_of(api: Api, contact: str) -> list[str]:
    found = api.get(f"/contact/{contact}").json()["customAttributes"]
    return [one["value"] for one in found if one["name"] == "country"]


def test_a_dry_run_lists_what_is_wrong_with_each_cell(api: Api, made: Made) -> None:
    id = made()
    assert problems(api, id) == [
        (2, "country", "enum", "refused"),
        (3, "mobile", "unreadable", "rejected"),
        (4, "first name", "maxLength", "rejected"),
        (5, "balance", "format", "refused"),
        (6, "mobile", "required", "rejected"),
    ]
    first = api.get(f"/imports/{id}/problems", params={"column": 0, "limit": 1}).json()
    assert first["data"][0] | {"message": ""} == {
        "line": 3, "column": "mobile", "columnNumber": 0, "field": "primaryPhone", "value": "abc", "code": "unreadable",
        "message": "", "severity": "rejected", "row": ["abc", "Eve", "eve@example.com", "Maroc", "20"],
    }  # fmt: skip
    assert first["meta"]["total"] == 2
    after = {"column": 0, "limit": 1, "cursor": first["meta"]["nextCursor"]}
    assert problems(api, id, **after) == [(6, "mobile", "required", "rejected")]
    assert problems(api, id, code="enum") == [(2, "country", "enum", "refused")]
    assert [one[0] for one in problems(api, id, severity="rejected")] == [3, 4, 6]


def test_problems_are_put_together_by_column_and_cause_with_their_values(api: Api, made: Made) -> None:
    id = made(TEXT + "0612345682,Fay,,Marrocco,1\n")
    found = api.get(f"/imports/{id}/problems/summary").json()
    assert (found["rejectedRows"], found["fixedRows"], found["rowsListed"], found["rowsFound"]) == (3, 0, 6, 6)
    top = found["groups"][0]
    assert (top["column"], top["columnNumber"], top["code"], top["count"]) == ("country", 3, "enum", 2)
    assert top["values"] == [{"value": "Marrocco", "count": 2}]


def test_a_corrected_cell_is_checked_at_once_and_taken_by_the_run(
    api: Api, made: Made, run: Callable[[str], dict[str, Any]]
) -> None:
    id = made()
    cells = [{"line": 3, "column": 0, "value": " 0612345679 "}, {"line": 5, "column": 4, "value": None}]
    fixed = api.patch(f"/imports/{id}/cells", json={"cells": cells})
    assert fixed.status_code == 200, fixed.text
    assert [(row["line"], row["status"], row["problems"]) for row in fixed.json()["rows"]] == [
        (3, "created", []), (5, "created", []),
    ]  # fmt: skip
    assert (fixed.json()["checked"], fixed.json()["fixed"]) == (2, 2)
    told = fixed.json()["preview"]
    assert (told["rows"], told["created"], told["rejected"], told["attributeErrors"]) == (5, 3, 2, 1)
    assert told["outdated"] is True
    assert [one[0] for one in problems(api, id)] == [2, 4, 6]
    done = run(id)
    assert (done["counts"]["created"], done["counts"]["rejected"], done["counts"]["attributeErrors"]) == (3, 2, 1)
    found = api.get("/contact", params={"search": "eve"}).json()["data"]
    assert [one["primaryPhone"] for one in found] == ["0612345679"]


def test_a_correction_that_is_wrong_too_says_why(api: Api, made: Made) -> None:
    id = made()
    row = api.patch(f"/imports/{id}/cells", json={"cells": [{"line": 3, "column": 0, "value": "xyz"}]}).json()["rows"][
        0
    ]
    assert (row["status"], row["problems"][0]["code"], row["problems"][0]["value"]) == ("rejected", "unreadable", "xyz")
    assert row["row"][0] == "xyz"


def test_one_correction_serves_every_cell_with_the_value(
    api: Api, made: Made, run: Callable[[str], dict[str, Any]]
) -> None:
    id = made()
    fixed = api.patch(
        f"/imports/{id}/cells", json={"replace": [{"column": 3, "from": "Marrocco", "to": "Maroc"}]}
    ).json()
    # Line 4 has the value too, and an e-mail address that is none.
    assert (fixed["checked"], fixed["fixed"]) == (2, 1)
    assert [one[0] for one in problems(api, id, column=3)] == []
    run(id)
    ann = api.get("/contact", params={"search": "ann"}).json()["data"][0]
    assert country_of(api, ann["id"]) == ["maroc"]


def test_blank_cells_can_be_filled_at_once(api: Api, made: Made) -> None:
    id = made("mobile,email\n0612345678,\nabc,\n")
    fixed = api.patch(
        f"/imports/{id}/cells",
        json={
            "cells": [{"line": 3, "column": 0, "value": "0612345679"}],
            "replace": [{"column": 1, "from": None, "to": "nobody@example.com"}],
        },
    ).json()
    assert fixed["rows"][0]["row"] == ["0612345679", "nobody@example.com"]


def test_a_row_is_left_out_on_purpose_and_counted_as_rejected(
    api: Api, made: Made, run: Callable[[str], dict[str, Any]]
) -> None:
    id = made()
    fixed = api.patch(f"/imports/{id}/cells", json={"rows": [{"line": 2, "skip": True}, {"line": 3, "skip": True}]})
    assert [row["problems"][0]["code"] for row in fixed.json()["rows"]] == ["skipped", "skipped"]
    assert (fixed.json()["preview"]["created"], fixed.json()["preview"]["rejected"]) == (1, 4)
    done = run(id)
    assert (done["counts"]["rows"], done["counts"]["created"], done["counts"]["rejected"]) == (5, 1, 4)
    assert problems(api, id, code="skipped") == [
        (2, None, "skipped", "rejected"), (3, None, "skipped", "rejected"),
    ]  # fmt: skip


def test_a_correction_is_taken_back(api: Api, made: Made) -> None:
    id = made()
    before = api.get(f"/imports/{id}/problems").json()["data"]
    body = {
        "cells": [{"line": 3, "column": 0, "value": "0612345679"}, {"line": 4, "column": 2, "value": None}],
        "rows": [{"line": 6, "skip": True}, {"line": 5, "skip": True}],
        "replace": [{"column": 3, "from": "Marrocco", "to": "Maroc"}],
    }
    assert api.patch(f"/imports/{id}/cells", json=body).status_code == 200
    told = api.get(f"/imports/{id}/cells").json()
    assert told["cells"] == body["cells"]
    assert told["rows"] == [{"line": 5, "word": "skip"}, {"line": 6, "word": "skip"}]
    assert told["replace"] == body["replace"]
    for query in ({"line": 3, "column": 0}, {"line": 4}, {"line": 6}, {"column": 3, "value": "Marrocco"}):
        assert api.delete(f"/imports/{id}/cells", params=query).status_code == 200
    back = api.patch(f"/imports/{id}/cells", json={"rows": [{"line": 5, "skip": False}]}).json()
    assert api.get(f"/imports/{id}/cells").json()["meta"]["total"] == 0
    assert api.get(f"/imports/{id}/problems").json()["data"] == before
    assert (back["preview"]["created"], back["preview"]["rejected"]) == (2, 3)


def test_a_row_without_problems_can_be_corrected_too(api: Api, made: Made) -> None:
    id = made(TEXT + "0612345690,Gil,,Maroc,1\n")
    fixed = api.patch(f"/imports/{id}/cells", json={"cells": [{"line": 7, "column": 0, "value": "nonsense"}]}).json()
    assert fixed["rows"][0]["status"] == "rejected"
    assert (fixed["preview"]["rows"], fixed["preview"]["created"], fixed["preview"]["rejected"]) == (6, 2, 4)
    assert (7, "mobile", "unreadable", "rejected") in problems(api, id)


def test_a_row_with_too_many_cells_is_taken_when_somebody_says_so(
    api: Api, made: Made, run: Callable[[str], dict[str, Any]]
) -> None:
    id = made("mobile,first name\n0612345678,Ann\n0612345679,Eve, Marie\n")
    assert problems(api, id) == [(3, None, "tooManyCells", "rejected")]
    body = {"cells": [{"line": 3, "column": 1, "value": "Eve, Marie"}], "rows": [{"line": 3, "accept": True}]}
    assert api.patch(f"/imports/{id}/cells", json=body).json()["rows"][0]["status"] == "created"
    assert run(id)["counts"]["created"] == 2


def test_what_the_file_does_not_have_is_refused_with_every_problem(api: Api, made: Made) -> None:
    id = made()
    columns = api.patch(f"/imports/{id}/cells", json={
        "cells": [{"line": 3, "column": 9, "value": "x"}], "replace": [{"column": 7, "from": "a", "to": "b"}],
    })  # fmt: skip
    assert columns.status_code == 400
    assert set(columns.json()["fieldDetails"]) == {"cells[0].column", "replace[0].column"}
    lines = api.patch(f"/imports/{id}/cells", json={"cells": [{"line": 99, "column": 0, "value": "x"}]})
    assert lines.json()["fieldDetails"]["cells"][0]["code"] == "unknownLine"
    for nothing in ({}, {"rows": [{"line": 3}]}, {"rows": [{"line": 3, "skip": True, "accept": True}]}):
        assert api.patch(f"/imports/{id}/cells", json=nothing).status_code == 400
    assert api.delete(f"/imports/{id}/cells").status_code == 400
    assert api.get(f"/imports/{id}/cells").json()["meta"]["total"] == 0


def test_a_new_dry_run_counts_with_the_corrections(api: Api, made: Made, conninfo: str, app_settings: Settings) -> None:
    id = made()
    api.patch(f"/imports/{id}/cells", json={"cells": [{"line": 3, "column": 0, "value": "0612345678"}]})
    again = service.preview(conninfo, app_settings, api.organization.id, UUID(id)).preview
    assert again is not None
    # The number of the first row, which now loses to the corrected one.
    assert (again["created"], again["merged"], again["rejected"], again.get("outdated")) == (2, 1, 2, False)


def test_rejected_rows_are_put_right_after_the_run_and_taken_in_again(
    api: Api, made: Made, run: Callable[[str], dict[str, Any]]
) -> None:
    id = made()
    first = run(id)
    assert (first["counts"]["created"], first["counts"]["rejected"]) == (2, 3)
    body = {
        "cells": [{"line": 3, "column": 0, "value": "0612345679"}],
        "rows": [{"line": 6, "skip": True}],
        "replace": [{"column": 3, "from": "Marrocco", "to": "Maroc"}],
    }
    fixed = api.patch(f"/imports/{id}/cells", json=body).json()
    assert {row["line"]: row["status"] for row in fixed["rows"]} == {
        2: "updated", 3: "created", 4: "rejected", 6: "rejected",
    }  # fmt: skip
    assert api.get(f"/imports/{id}").json()["counts"] == first["counts"]
    sent = api.post(f"/imports/{id}/retry")
    assert sent.status_code == 202, sent.text
    assert (sent.json()["retryOf"], sent.json()["status"]) == (id, "queued")
    again = run(sent.json()["id"])
    assert {name: again["counts"][name] for name in ("rows", "created", "updated", "rejected")} == {
        "rows": 3, "created": 1, "updated": 1, "rejected": 1,
    }  # fmt: skip
    # The line of the first file, to be put right here.
    assert problems(api, again["id"]) == [(4, "first name", "maxLength", "rejected")]
    assert api.get(f"/imports/{id}").json()["retriedAs"] == again["id"]
    refused = api.patch(f"/imports/{id}/cells", json=body)
    assert (refused.status_code, refused.json()["code"]) == (409, "IMPORT_RETRIED")
    assert api.post(f"/imports/{id}/retry").json()["code"] == "IMPORT_RETRIED"
    api.patch(f"/imports/{again['id']}/cells", json={"cells": [{"line": 4, "column": 1, "value": "Bob"}]})
    third = run(api.post(f"/imports/{again['id']}/retry").json()["id"])
    assert (third["counts"]["rows"], third["counts"]["created"]) == (1, 1)
    assert api.get("/contact").json()["meta"]["total"] == 4
    bob = api.get("/contact", params={"search": "bob"}).json()["data"][0]
    assert country_of(api, bob["id"]) == ["maroc"]


def test_another_try_is_undone_by_itself_and_can_be_made_again(
    api: Api, made: Made, run: Callable[[str], dict[str, Any]], conninfo: str, app_settings: Settings
) -> None:
    id = made()
    run(id)
    api.patch(f"/imports/{id}/cells", json={"cells": [{"line": 3, "column": 0, "value": "0612345679"}]})
    retried = run(api.post(f"/imports/{id}/retry").json()["id"])
    api.post(f"/imports/{retried['id']}/undo")
    service.undo(conninfo, app_settings, api.organization.id, UUID(retried["id"]))
    assert api.get("/contact").json()["meta"]["total"] == 2
    assert api.get(f"/imports/{id}").json()["retriedAs"] is None
    again = run(api.post(f"/imports/{id}/retry").json()["id"])
    assert again["counts"]["created"] == 1


def test_nothing_to_take_in_again_is_told(api: Api, made: Made, run: Callable[[str], dict[str, Any]]) -> None:
    id = made("mobile\n0612345678\n")
    assert api.post(f"/imports/{id}/retry").json()["code"] == "IMPORT_STATE"
    run(id)
    assert api.post(f"/imports/{id}/retry").json()["code"] == "IMPORT_NOTHING_TO_RETRY"


def test_cells_of_a_waiting_import_stay_as_they_are(api: Api, made: Made) -> None:
    id = made()
    assert api.post(f"/imports/{id}/execute").status_code == 202
    answer = api.patch(f"/imports/{id}/cells", json={"cells": [{"line": 3, "column": 0, "value": "0612345679"}]})
    assert answer.json()["code"] == "IMPORT_STATE"


def test_another_organization_neither_sees_nor_corrects(api: Api, other: Api, made: Made) -> None:
    id = made()
    body = {"cells": [{"line": 3, "column": 0, "value": "0612345679"}]}
    for answer in (
        other.get(f"/imports/{id}/problems"), other.get(f"/imports/{id}/problems/summary"),
        other.get(f"/imports/{id}/cells"), other.patch(f"/imports/{id}/cells", json=body),
        other.delete(f"/imports/{id}/cells", params={"line": 3}), other.post(f"/imports/{id}/retry"),
    ):  # fmt: skip
        assert answer.status_code == 404
