"""What is in a file that was taken in, before its columns are mapped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from gomobile.imports import service
from gomobile.settings import Settings
from tests.make import Api

EXAMPLES = Path(__file__).parents[3] / "examples"
MESSY = (
    "Nom;Tél. portable;Téléphone fixe;Ville;Né le;Solde;Notes\n"
    "Amal Idrissi;612345678;;Fès;31/12/1990;1 234,50;\n"
    "Omar Tazi;612345679;;Rabat;01/02/1985;12,00;\n"
    "Lina Alami;612345680;0522334455;Safi;15/03/1979;7,25;rappeler\n"
).encode("windows-1252")


def send(api: Api, data: bytes, name: str = "people.csv", **fields: str) -> Any:
    return api.post("/imports/upload", files={"file": (name, data)}, data=fields)


def columns(source: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {column["header"]: column for column in source["columns"]}


def test_a_messy_file_is_told_with_all_that_its_mapping_needs(api: Api) -> None:
    answer = send(api, MESSY)
    assert answer.status_code == 201, answer.text
    source = answer.json()
    file = source["file"]
    assert (file["format"], file["encoding"], file["delimiter"], file["hasHeader"]) == (
        "csv",
        "windows-1252",
        ";",
        True,
    )
    assert (source["status"], source["rows"], source["sheets"]) == ("uploaded", 3, [])
    assert source["firstRows"][0][:4] == ["Amal Idrissi", "612345678", None, "Fès"]
    found = columns(source)
    phone = found["Tél. portable"]
    assert (phone["mapped"], phone["suggested"]["field"]) == (
        {"field": "primaryPhone", "policy": "overwrite", "decimal": None, "date": None}, "primaryPhone",
    )  # fmt: skip
    assert 0 < phone["suggested"]["confidence"] <= 1
    assert phone["samples"] == ["612345678", "612345679", "612345680"]
    assert (found["Téléphone fixe"]["mapped"]["field"], found["Téléphone fixe"]["blanks"]) == ("", 0.67)
    assert (found["Solde"]["type"], found["Solde"]["decimal"]) == ("number", ",")
    assert (found["Né le"]["type"], found["Né le"]["date"]) == ("date", "DMY")
    assert found["Solde"]["newAttribute"] == {
        "field": "customAttributes.solde", "displayName": "Solde", "type": "number",
    }  # fmt: skip
    assert {one["code"]: one["columns"] for one in source["warnings"]} == {
        "leadingZerosLost": [1], "fieldTwice": [1, 2],
    }  # fmt: skip
    assert source["targets"][0] == {
        "field": "primaryPhone", "label": "Phone", "group": "phone", "type": "phone_number", "required": True,
    }  # fmt: skip


def test_a_workbook_is_told_with_its_sheets_and_read_anew_from_another_one(api: Api) -> None:
    source = send(api, (EXAMPLES / "clients-fr.xlsx").read_bytes(), "clients-fr.xlsx").json()
    assert [sheet["chosen"] for sheet in source["sheets"]].count(True) == 1
    chosen = next(sheet for sheet in source["sheets"] if sheet["chosen"])
    assert chosen["name"] == source["file"]["sheet"]
    assert chosen["rows"] is not None
    assert chosen["rows"] > source["rows"] > 0
    assert any(column["mapped"]["field"] == "primaryPhone" for column in source["columns"])
    again = api.put(f"/imports/{source['id']}/source", json={"hasHeaderRow": False})
    assert again.status_code == 200, again.text
    assert again.json()["file"]["hasHeader"] is False
    assert again.json()["rows"] > source["rows"]
    back = api.put(f"/imports/{source['id']}/source", json={"hasHeaderRow": None, "sheet": chosen["name"]}).json()
    assert back["columns"] == source["columns"]
    missing = api.put(f"/imports/{source['id']}/source", json={"sheet": "Nowhere"})
    assert missing.status_code == 400
    assert api.get(f"/imports/{source['id']}/source").json()["columns"] == source["columns"]


def test_another_encoding_or_delimiter_gives_another_table(api: Api) -> None:
    source = send(api, MESSY).json()
    other = api.put(f"/imports/{source['id']}/source", json={"delimiter": ","}).json()
    assert len(other["columns"]) != len(source["columns"])
    assert other["warnings"][0]["code"] == "noPhoneColumn"
    found = api.put(f"/imports/{source['id']}/source", json={"delimiter": None, "encoding": "mac-roman"}).json()
    assert (found["file"]["encoding"], found["file"]["delimiter"]) == ("mac-roman", ";")


def test_rounded_numbers_are_doubted(api: Api) -> None:
    source = send(api, b"phone,name\n2.12613E+11,Ann\n2.12614E+11,Bob\n").json()
    assert [one["code"] for one in source["warnings"]] == ["roundedNumbers"]


def test_a_saved_mapping_is_offered_and_taken(
    api: Api, conninfo: str, app_settings: Settings, settled: Callable[[str], dict[str, Any]]
) -> None:
    first = send(api, b"a,b,c\n0612345678,Ann,x\n").json()["id"]
    body = {"columns": [{"column": 0, "field": "primaryPhone"}, {"column": 1, "field": "firstName", "policy": "fill"}]}
    assert api.put(f"/imports/{first}/mapping", json=body).status_code == 202
    saved = api.post("/import-mappings", json={"name": "Till", "importId": first}).json()
    source = send(api, b"b,z,a\nBob,1,0612345679\n").json()
    assert source["savedMappings"] == [{"id": saved["id"], "name": "Till", "columns": 2, "found": 2}]
    mapped = api.put(f"/imports/{source['id']}/mapping", json={"mapping": "till"})
    assert mapped.status_code == 202, mapped.text
    told = columns(api.get(f"/imports/{source['id']}/source").json())
    assert [told[name]["mapped"] for name in ("a", "b", "z")] == [
        {"field": "primaryPhone", "policy": "overwrite", "decimal": None, "date": None},
        {"field": "firstName", "policy": "fill", "decimal": None, "date": None},
        {"field": "", "policy": "overwrite", "decimal": None, "date": None},
    ]
    assert settled(source["id"])["preview"]["created"] == 1
    both = api.put(f"/imports/{source['id']}/mapping", json={"mapping": "till", **body})
    assert both.status_code == 400


def test_the_file_is_told_until_the_import_has_run(
    api: Api, conninfo: str, app_settings: Settings, settled: Callable[[str], dict[str, Any]]
) -> None:
    id = send(api, b"phone\n0612345678\n").json()["id"]
    settled(id)
    service.run(conninfo, app_settings, api.organization.id, UUID(id))
    assert api.get(f"/imports/{id}/source").json()["code"] == "IMPORT_SOURCE_MISSING"
    assert api.put(f"/imports/{id}/source", json={"encoding": "utf-8"}).json()["code"] == "IMPORT_STATE"


def test_reading_anew_drops_what_was_corrected(api: Api, settled: Callable[[str], dict[str, Any]]) -> None:
    id = send(api, b"phone,name\nabc,Ann\n").json()["id"]
    settled(id)
    cell = {"line": 2, "column": 0, "value": "0612345678"}
    assert api.patch(f"/imports/{id}/cells", json={"cells": [cell]}).json()["fixed"] == 1
    api.put(f"/imports/{id}/source", json={"encoding": "utf-8"})
    assert api.get(f"/imports/{id}/cells").json()["cells"] == []
    assert api.get(f"/imports/{id}/problems").json()["data"] == []
    assert api.get(f"/imports/{id}").json()["preview"] is None


def test_a_mapping_may_name_an_audience_and_take_it_back(
    api: Api, other: Api, settled: Callable[[str], dict[str, Any]]
) -> None:
    id = send(api, b"phone\n0612345678\n").json()["id"]
    chosen = api.post("/audience", json={"name": "Of the file", "type": "static"}).json()["id"]
    foreign = other.post("/audience", json={"name": "Theirs", "type": "static"}).json()["id"]

    def map_into(audience: str | None, **more: Any) -> Any:
        columns = [{"column": 0, "field": "primaryPhone"}]
        options = {"audienceId": audience, **more} if audience != "" else more
        return api.put(f"/imports/{id}/mapping", json={"columns": columns, "options": options})

    assert map_into(foreign).status_code == 404
    assert map_into(chosen).json()["audienceId"] == chosen
    assert map_into("", date="DMY").json()["audienceId"] == chosen
    assert map_into(None).json()["audienceId"] is None
    settled(id)
    told = api.get(f"/imports/{id}").json()
    assert (told["createdByKind"], told["createdByName"]) == (
        "key",
        api.get("/imports").json()["data"][0]["createdByName"],
    )
    assert told["createdByName"]
