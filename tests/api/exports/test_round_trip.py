"""An export that is imported into an empty organization brings back every contact."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from gomobile.accounts.caller import Actor
from gomobile.db.pool import Database
from gomobile.imports import service as imports
from gomobile.imports.options import ImportOptions
from gomobile.settings import Settings
from tests import make
from tests.api.exports.conftest import Stock, define_attributes, values


@pytest.fixture
def empty(http: Any, database: Database) -> make.Api:
    """Another organization of the same country, with the same attributes and no contact."""
    owner = make.organization(database)
    api = make.Api(http, owner, make.key(database, owner))
    define_attributes(api)
    return api


@pytest.mark.parametrize(
    "query",
    [
        {"format": "csv"},
        {"format": "csv", "delimiter": ";", "decimal": ",", "bom": "true"},
        {"format": "csv", "delimiter": "tab"},
        {"format": "xlsx"},
        {"format": "jsonl"},
        {"format": "parquet"},
    ],
    ids=lambda query: "-".join(query.values()),
)
def test_every_contact_comes_back(
    stock: Stock, empty: make.Api, database: Database, app_settings: Settings, tmp_path: Path, query: dict[str, str]
) -> None:
    file = tmp_path / f"contacts.{query['format']}"
    file.write_bytes(stock.export(sortOrder="asc", **query).content)

    done = take_in(file, empty, database, app_settings)

    assert (done.status, done.counts.rejected, done.counts.attribute_errors) == ("completed", 0, 0)
    for back, before in zip(values(empty), values(stock.api), strict=True):
        assert back == before


def take_in(file: Path, api: make.Api, database: Database, settings: Settings) -> Any:
    """Import a file as the command line does, without saying anything about it."""
    with database.transaction() as conn, file.open("rb") as source:
        taken = imports.upload(
            conn, settings, api.organization, Actor("system"), source, file.name, ImportOptions(), dry_run=False
        )
        imports.map_columns(conn, api.organization, imports.get(conn, api.organization.id, taken.id), taken.columns)
    return imports.run(database.conninfo, settings, api.organization.id, taken.id)


@pytest.mark.parametrize("format", ["csv", "xlsx", "jsonl", "parquet"])
def test_a_number_that_looks_like_thousands_comes_back(
    api: make.Api, empty: make.Api, database: Database, app_settings: Settings, tmp_path: Path, format: str
) -> None:
    define_attributes(api)
    numbers = [1.234, 12.345, -999.125, 850, 7, 12]
    for number in numbers:
        api.post("/contact", json={"primaryPhone": make.phone(), "customAttributes": {"balance": number}})
    file = tmp_path / f"numbers.{format}"
    file.write_bytes(Stock(api).export(format=format).content)

    take_in(file, empty, database, app_settings)

    found = sorted(contact["customAttributes"]["balance"] for contact in values(empty))
    assert found == sorted(numbers)
