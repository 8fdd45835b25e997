"""Each format, read back, holds what is stored."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, date, datetime
from typing import Any

import orjson
import polars as pl
import pytest
from python_calamine import CalamineWorkbook

from gomobile.exports.formula import STARTS, unguard
from tests.api.exports.conftest import CONTACTS, Stock
from tests.make import Api

FIELDS = [name for name in CONTACTS[0] if name != "customAttributes"]
TEXTS = [name for name in FIELDS if name != "channels"]


def read_csv(content: bytes, delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline=""), delimiter=delimiter))


def attributes(contact: dict[str, Any]) -> dict[str, Any]:
    """The values of a contact by name, options by label."""
    return {entry["name"]: entry.get("label", entry["value"]) for entry in contact["customAttributes"]}


def test_csv_holds_every_contact(stock: Stock) -> None:
    found = read_csv(stock.export(format="csv").content)

    assert len(found) == len(stock.contacts)
    for row, contact in zip(found, stock.contacts, strict=True):
        assert {name: unguard(row[name]) for name in TEXTS} == {name: contact[name] or "" for name in TEXTS}
        assert row["channels"] == ";".join(contact["channels"])
        assert (row["id"], row["createdAt"], row["updatedAt"]) == (
            contact["id"], contact["createdAt"], contact["updatedAt"],
        )  # fmt: skip
        for fact in ("e164", "status", "type", "region"):
            assert row[f"phone.{fact}"] == (contact["phone"][fact] or "")
        expected = attributes(contact)
        for name, cell in ((name, cell) for name, cell in row.items() if name.startswith("customAttributes.")):
            value = expected.get(name.removeprefix("customAttributes."))
            if isinstance(value, bool):
                assert cell == str(value).lower()
            elif isinstance(value, int | float):
                assert float(cell) == value
            else:
                assert unguard(cell) == (value or "")


def test_no_cell_of_a_csv_starts_a_formula(stock: Stock) -> None:
    cells = [cell for row in read_csv(stock.export(format="csv").content) for cell in row.values()]

    risky = {cell for cell in cells if cell.startswith(tuple(STARTS)) and not re.fullmatch(r"\+[0-9 ().-]+", cell)}
    assert risky == {"-0.0010", "-12.5"}


def test_phone_numbers_survive_in_csv(stock: Stock) -> None:
    rows = read_csv(stock.export(format="csv", sortOrder="asc").content)

    assert [row["primaryPhone"] for row in rows] == [contact["primaryPhone"] for contact in CONTACTS]
    assert rows[1]["occupation"] == "+212 (0)6-12.34"
    assert rows[0]["zip"] == "01000"


def test_csv_has_a_mark_a_delimiter_and_a_decimal_comma_when_asked_for(stock: Stock) -> None:
    content = stock.export(format="csv", delimiter=";", decimal=",", bom="true", sortOrder="asc").content

    assert content.startswith(b"\xef\xbb\xbfprimaryPhone;firstName;")
    row = read_csv(content.removeprefix(b"\xef\xbb\xbf"), ";")[0]
    assert row["customAttributes.balance"] == "1234,5"
    assert row["address"] == CONTACTS[0]["address"]
    assert not stock.export(format="csv").content.startswith(b"\xef\xbb\xbf")
    assert stock.export(delimiter="tab").content.startswith(b"primaryPhone\tfirstName\t")


def test_json_lines_hold_every_contact_as_the_api_shows_it(stock: Stock) -> None:
    lines = stock.export(format="jsonl").content.splitlines()

    assert len(lines) == len(stock.contacts)
    for line, contact in zip(lines, stock.contacts, strict=True):
        found = orjson.loads(line)
        known = {name: contact[name] for name in (*FIELDS, "id", "createdAt", "updatedAt")}
        assert found.pop("customAttributes") == attributes(contact)
        assert found.pop("phone").items() <= contact["phone"].items()
        assert found == {name: value for name, value in known.items() if value not in (None, [])}


def test_parquet_has_types(stock: Stock) -> None:
    frame = pl.read_parquet(stock.export(format="parquet", sortOrder="asc").content)

    types = {
        "primaryPhone": pl.String(),
        "channels": pl.List(pl.String),
        "customAttributes.balance": pl.Float64(),
        "customAttributes.is_vip": pl.Boolean(),
        "customAttributes.due_on": pl.Date(),
        "customAttributes.called_at": pl.Datetime("ms", "UTC"),
        "customAttributes.tier": pl.String(),
        "phone.e164": pl.String(),
        "createdAt": pl.Datetime("ms", "UTC"),
    }
    assert {name: frame.schema[name] for name in types} == types
    first = frame.row(0, named=True)
    assert first["channels"] == ["phone", "sms"]
    assert first["customAttributes.balance"] == 1234.5
    assert first["customAttributes.is_vip"] is True
    assert first["customAttributes.due_on"] == date(2026, 12, 31)
    assert first["customAttributes.called_at"] == datetime(2026, 7, 1, 22, 59, tzinfo=UTC)
    for row, contact in zip(frame.reverse().iter_rows(named=True), stock.contacts, strict=True):
        assert {name: row[name] for name in TEXTS} == {name: contact[name] for name in TEXTS}
        assert row["createdAt"].isoformat(timespec="milliseconds") == contact["createdAt"].replace("Z", "+00:00")


def test_xlsx_holds_every_contact_with_texts_as_texts(stock: Stock) -> None:
    content = stock.export(format="xlsx", sortOrder="asc").content

    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    rows = [dict(zip(sheet[0], row, strict=True)) for row in sheet[1:]]
    for row, contact in zip(rows, reversed(stock.contacts), strict=True):
        assert {name: row[name] for name in TEXTS} == {name: contact[name] or "" for name in TEXTS}
    assert rows[0]["customAttributes.balance"] == 1234.5
    assert rows[0]["customAttributes.is_vip"] is True
    assert rows[0]["customAttributes.due_on"] == date(2026, 12, 31)
    assert rows[0]["customAttributes.called_at"] == datetime(2026, 7, 1, 23, 59)
    assert rows[1]["customAttributes.tier"] == "=Bad"


@pytest.mark.parametrize("format", ["csv", "xlsx", "jsonl", "parquet"])
def test_an_organization_without_contacts_has_a_file_without_rows(api: Api, format: str) -> None:
    answer = api.get("/contact/export", params={"format": format})

    assert (answer.status_code, answer.headers["X-Total-Count"]) == (200, "0")
    match format:
        case "csv":
            assert read_csv(answer.content) == []
            assert answer.content.startswith(b"primaryPhone,firstName,")
        case "jsonl":
            assert answer.content == b""
        case "parquet":
            frame = pl.read_parquet(answer.content)
            assert (frame.height, frame.columns[0]) == (0, "primaryPhone")
        case "xlsx":
            sheet = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
            assert len(sheet) == 1
