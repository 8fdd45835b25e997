"""Exports through the real service."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from gomobile.client import AsyncGomobile, BadRequest, Gomobile
from tests.client.conftest import Service


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "out"
    made.mkdir()
    return made


@pytest.fixture
def people(gomobile: Gomobile) -> Gomobile:
    gomobile.attributes.create("Tier", "text")
    gomobile.contacts.upsert(
        [
            {"primary_phone": "0612345678", "first_name": "Amina", "custom_attributes": {"tier": "gold"}},
            {"primary_phone": "0612345679", "first_name": "Zoé"},
        ]
    )
    return gomobile


def test_a_path_tells_the_format(people: Gomobile, folder: Path) -> None:
    starts = {"csv": b"primaryPhone,", "xlsx": b"PK", "jsonl": b"{", "parquet": b"PAR1"}
    for suffix, start in starts.items():
        path = folder / f"contacts.{suffix}"
        assert people.contacts.export(path) == path.stat().st_size
        assert path.read_bytes().startswith(start)
    assert sorted(path.suffix[1:] for path in folder.iterdir()) == sorted(starts)


def test_columns_filters_and_form_are_chosen(people: Gomobile) -> None:
    sink = io.BytesIO()
    people.contacts.export(
        sink, format="csv", columns=["firstName", "customAttributes.tier"], delimiter=";", search="amina"
    )
    assert sink.getvalue().decode().splitlines() == ["firstName;customAttributes.tier", "Amina;gold"]
    rows = io.BytesIO()
    people.contacts.export(rows, format="jsonl", sort_by="firstName", sort_order="desc")
    assert [json.loads(line)["firstName"] for line in rows.getvalue().splitlines()] == ["Zoé", "Amina"]


def test_a_refused_export_leaves_no_file(people: Gomobile, folder: Path) -> None:
    with pytest.raises(BadRequest):
        people.contacts.export(folder / "a.csv", columns=["shoeSize"])
    with pytest.raises(ValueError, match="format"):
        people.contacts.export(folder / "contacts.doc")
    with pytest.raises(ValueError, match="format"):
        people.contacts.export(io.BytesIO())
    with pytest.raises(TypeError, match="serch"):
        people.contacts.export(folder / "a.csv", serch="amina")  # type: ignore[call-arg]
    assert list(folder.iterdir()) == []


@pytest.mark.anyio
async def test_the_asynchronous_client_exports_too(service: Service, people: Gomobile, folder: Path) -> None:
    async with AsyncGomobile(service.key, service.base_url) as client:
        path = folder / "contacts.csv"
        assert await client.contacts.export(path) == path.stat().st_size
        assert path.read_text().count("\n") == 3
