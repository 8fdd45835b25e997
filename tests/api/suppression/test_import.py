"""`/suppressions/import` and what an export gives back."""

from __future__ import annotations

import io
from typing import Any

import polars as pl
import pytest

from tests import make


def load(api: make.Api, data: bytes | str, name: str = "list.csv", **form: Any) -> Any:
    content = data.encode() if isinstance(data, str) else data
    return api.post("/suppressions/import", files={"file": (name, content)}, data={"reason": "regulator", **form})


def listed(api: make.Api) -> set[tuple[str, str, str]]:
    found = api.get("/suppressions?limit=100").json()["data"]
    return {(one["phone"], one["channel"], one["reason"]) for one in found}


def test_a_list_of_numbers_is_taken_whole_and_its_counts_add_up(api: make.Api) -> None:
    api.post("/suppressions", json={"phone": "0612000001", "reason": "asked"})
    text = "Téléphone\n0612000001\n06 12 00 00 02\n+212612000002\nnobody\n0612000003 / 0612000004\n6.12E+08\n"

    answer = load(api, text, source="ANRT")
    assert answer.status_code == 200, answer.text
    report = answer.json()

    rejects = report.pop("rejects")
    assert report == {
        "column": "Téléphone",
        "columns": {"phone": "Téléphone"},
        "ignored": [],
        "rows": 6,
        "invalid": 2,
        "ended": 0,
        "numbers": 5,
        "added": 3,
        "alreadySuppressed": 1,
        "repeated": 1,
    }
    assert [(one["line"], one["code"], one["value"]) for one in rejects] == [
        (5, "unreadable", "nobody"),
        (7, "roundedByExcel", "6.12E+08"),
    ]
    assert listed(api) == {
        ("+212612000001", "all", "asked"),
        ("+212612000002", "all", "regulator"),
        ("+212612000003", "all", "regulator"),
        ("+212612000004", "all", "regulator"),
    }


@pytest.mark.parametrize("name", ["Date expiration", "Date d’expiration", "date_de_fin", "Caducidad", "تاريخ الانتهاء"])
def test_it_is_told_which_columns_were_read_and_which_were_not(api: make.Api, name: str) -> None:
    report = load(api, f"Numéro;Motivo;{name};Remarque\n0612000001;plainte;2099-01-01;x\n").json()

    assert report["columns"] == {"phone": "Numéro", "reason": "Motivo", "expiresAt": name}
    assert report["ignored"] == ["Remarque"]
    [held] = api.get("/suppressions").json()["data"]
    assert (held["reason"], held["expiresAt"][:4]) == ("plainte", "2099")


def test_columns_of_the_file_go_before_what_holds_for_all(api: make.Api) -> None:
    text = (
        "phone;canal;motif;expiry\n0612000001;SMS;plainte;2099-01-01\n0612000002;;;\n0612000003;fax;x;\n"
        "0612000004;call;;2001-01-01\n0612000005;Appel;;someday\n"
    )

    report = load(api, text, channel="call").json()

    assert (report["added"], report["invalid"]) == (2, 3)
    assert [(one["line"], one["column"], one["code"]) for one in report["rejects"]] == [
        (4, "canal", "enum"),
        (5, "expiry", "past"),
        (6, "expiry", "format"),
    ]
    assert listed(api) == {("+212612000001", "sms", "plainte"), ("+212612000002", "call", "regulator")}


def test_without_a_reason_anywhere_a_row_is_refused(api: make.Api) -> None:
    report = api.post("/suppressions/import", files={"file": ("a.csv", b"phone,reason\n0612000001,\n0612000002,x\n")})
    assert (report.json()["added"], report.json()["rejects"][0]["code"]) == (1, "required")


def test_the_column_of_the_numbers_can_be_named(api: make.Api) -> None:
    text = "a,b\n0612000001,0612000002\n"
    assert load(api, text, column="b").json()["column"] == "b"
    assert load(api, text, column="1").json()["column"] == "a"
    refused = load(api, text, column="c").json()
    assert refused["fieldDetails"]["column"][0]["code"] == "unknownColumn"
    assert listed(api) == {("+212612000001", "all", "regulator"), ("+212612000002", "all", "regulator")}


def test_a_file_without_numbers_is_refused_as_a_whole(api: make.Api) -> None:
    answer = load(api, "name,city\nAmal,Rabat\n")
    assert (answer.status_code, answer.json()["code"]) == (400, "NO_NUMBER_COLUMN")
    assert load(api, b"").json()["code"] == "EMPTY_FILE"


def test_other_formats_are_read_too(api: make.Api) -> None:
    numbers = pl.DataFrame({"mobile": ["0612000001", "0612000002"]})
    parquet = io.BytesIO()
    numbers.write_parquet(parquet)

    assert load(api, parquet.getvalue(), "list.parquet").json()["added"] == 2
    assert load(api, "0612000002\n0612000003\n", "list.txt").json()["added"] == 1


def test_what_was_exported_can_be_imported_elsewhere(api: make.Api, other: make.Api) -> None:
    api.post("/suppressions", json={"phone": "0612000001", "reason": '=1+1, "quoted"', "channel": "sms"})
    made = api.post("/suppressions", json={"phone": "0612000002", "reason": "asked"}).json()["suppression"]["id"]
    api.post("/suppressions", json={"phone": "0612000003", "reason": "legal", "expiresAt": "2099-01-01"})
    api.delete(f"/suppressions/{made}?reason=x")

    active = api.get("/suppressions/export").content
    assert load(other, active).json()["added"] == 2
    assert listed(other) == {("+212612000001", "sms", '=1+1, "quoted"'), ("+212612000003", "all", "legal")}
    assert "2099" in other.get("/suppressions?reason=legal").json()["data"][0]["expiresAt"]

    lifted = api.get("/suppressions/export?state=lifted").content
    report = load(other, lifted).json()
    assert report.pop("columns")["expiresAt"] == "expiresAt"
    assert "id" not in report.pop("ignored")
    assert report | {"rejects": []} == {
        "column": "phone",
        "rows": 1,
        "invalid": 0,
        "ended": 1,
        "numbers": 0,
        "added": 0,
        "alreadySuppressed": 0,
        "repeated": 0,
        "rejects": [],
    }


@pytest.mark.parametrize("form", [{"channel": "fax"}, {"expiresAt": "2001-01-01"}, {"reason": "x" * 201}])
def test_what_holds_for_all_is_checked_first(api: make.Api, form: dict[str, str]) -> None:
    answer = load(api, "phone\n0612000001\n", **form)
    assert answer.json()["code"] == "VALIDATION_FAILED"
    assert listed(api) == set()


def test_a_file_larger_than_one_block_gives_the_same_as_one_by_one(api: make.Api) -> None:
    numbers = [f"06{n % 60_000:08d}" for n in range(70_000)]
    report = load(api, "phone\n" + "\n".join(numbers)).json()

    assert (report["numbers"], report["added"], report["repeated"]) == (70_000, 60_000, 10_000)
    assert api.get("/suppressions").json()["meta"]["total"] == 60_000
