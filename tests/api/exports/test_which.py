"""Which contacts, in which order, with which columns."""

from __future__ import annotations

import csv
import io
from typing import Any

import orjson
import pytest

from gomobile.attributes import service as attributes
from gomobile.db.pool import Database
from tests import make
from tests.api.exports.conftest import CONTACTS, Stock

PHONES = [contact["primaryPhone"] for contact in CONTACTS]


def phones(answer: Any) -> list[str]:
    return [row["primaryPhone"] for row in csv.DictReader(io.StringIO(answer.text, newline=""))]


def listed(api: make.Api, **query: Any) -> list[str]:
    return [contact["primaryPhone"] for contact in api.get("/contact", params=query).json()["data"]]


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"sortOrder": "asc"},
        {"search": "fatima"},
        {"search": "0612345679"},
        {"search": "nobody at all"},
        {"search": "%"},
        {"search": "\\"},
        {"phoneStatus": "invalid"},
        {"phoneStatus": "valid", "sortBy": "primaryPhone", "sortOrder": "asc"},
        {"sortBy": "firstName", "sortOrder": "asc"},
        {"sortBy": "lastName", "sortOrder": "desc"},
        {"sortBy": "primaryEmail"},
    ],
    ids=str,
)
def test_it_is_the_list(stock: Stock, query: dict[str, str]) -> None:
    assert phones(stock.export(columns="primaryPhone", **query)) == listed(stock.api, **query)


def test_the_trash_is_exported_when_asked_for(stock: Stock) -> None:
    gone = stock.contacts[0]
    stock.api.delete(f"/contact/{gone['id']}")

    assert gone["primaryPhone"] not in phones(stock.export())
    trash = stock.export(deleted="true")
    assert phones(trash) == [gone["primaryPhone"]]
    (row,) = csv.DictReader(io.StringIO(trash.text, newline=""))
    assert row["deletedAt"].endswith("Z")


def test_another_organization_never_sees_them(stock: Stock, other: make.Api) -> None:
    other.post("/contact", json={"primaryPhone": "+33612345678"})

    assert phones(other.get("/contact/export")) == ["+33612345678"]
    assert phones(other.get("/contact/export", params={"search": "fatima"})) == []
    assert "+33612345678" not in phones(stock.export())
    assert "customAttributes.tier" not in other.get("/contact/export").text


def test_columns_are_chosen(stock: Stock) -> None:
    answer = stock.export(columns=["customAttributes.tier, primaryPhone", "createdAt"], sortOrder="asc")

    lines = answer.text.splitlines()
    assert lines[0] == "customAttributes.tier,primaryPhone,createdAt"
    assert lines[1].startswith("Très bien,+212612345678,20")


def test_json_lines_hold_the_chosen_columns(stock: Stock) -> None:
    chosen = "phone.status,customAttributes.balance,phone.e164,firstName"
    found = stock.export(format="jsonl", columns=chosen, sortOrder="asc").text.splitlines()

    assert found[0] == (
        '{"phone":{"status":"valid","e164":"+212612345678"},"customAttributes":{"balance":1234.5},"firstName":"Fatima"}'
    )
    assert found[4] == '{"phone":{"status":"valid","e164":"+212612345682"},"customAttributes":{}}'


def test_an_unknown_column_is_refused_with_those_there_are(stock: Stock) -> None:
    answer = stock.api.get("/contact/export", params={"columns": "primaryPhone,tier"})

    assert answer.status_code == 400
    assert answer.json()["fieldDetails"]["columns"] == [{"code": "enum", "params": {"unknown": ["tier"]}}]
    assert "customAttributes.tier" in answer.json()["message"]


@pytest.mark.parametrize(
    "query", [{"format": "pdf"}, {"sortBy": "id"}, {"phoneStatus": "good"}, {"delimiter": "x"}, {"search": "x" * 101}]
)
def test_what_the_list_refuses_is_refused(api: make.Api, query: dict[str, str]) -> None:
    assert api.get("/contact/export", params=query).status_code == 400


def test_archived_attributes_are_left_out_unless_asked_for(stock: Stock) -> None:
    defined = {one["name"]: one["id"] for one in stock.api.get("/custom-attributes").json()}
    stock.api.delete(f"/custom-attributes/{defined['note']}")

    assert "customAttributes.note" not in stock.export().text
    assert "a, b; c" in stock.export(includeArchived="true").text
    assert "a, b; c" in stock.export(columns="customAttributes.note").text
    last = stock.export(format="jsonl").text.splitlines()[-1]
    assert "note" not in orjson.loads(last)["customAttributes"]


@pytest.mark.parametrize("format", ["csv", "jsonl"])
def test_an_organization_with_many_attributes(api: make.Api, database: Database, format: str) -> None:
    names = ["city", "phone_status", "id", "x" * 64, *(f"attribute_{n}" for n in range(130))]
    with database.transaction() as conn:
        for name in names:
            made = attributes.create(conn, api.organization.id, name.rjust(3, "i"), "text")
            assert made.name == name.rjust(3, "i")
    values = {name.rjust(3, "i"): f"value of {name}" for name in names if not name.endswith("7")}
    made = api.post("/contact", json={"primaryPhone": "0612345678", "city": "Fès", "customAttributes": values})
    assert made.json()["attributeErrors"] == []

    text = api.get("/contact/export", params={"format": format, "search": "0612345678"}).text

    if format == "csv":
        (row,) = csv.DictReader(io.StringIO(text, newline=""))
        prefix = "customAttributes."
        found = {name.removeprefix(prefix): cell for name, cell in row.items() if name.startswith(prefix) and cell}
        assert row["city"] == "Fès"
    else:
        found = orjson.loads(text)["customAttributes"]
    assert found == values
