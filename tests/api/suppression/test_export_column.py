"""The column `suppressed` of an export of contacts."""

from __future__ import annotations

import csv
import io
import json

import pytest

from tests import make


@pytest.fixture
def told(api: make.Api) -> make.Api:
    for n in range(3):
        api.post("/contact", json={"primaryPhone": f"061200000{n}"})
    id = api.get("/contact?search=0612000001").json()["data"][0]["id"]
    api.post(f"/contact/{id}/phones", json={"primaryPhone": "0699999999"})
    for phone, channel in (("0612000000", "all"), ("0612000000", "sms"), ("0699999999", "call")):
        api.post("/suppressions", json={"phone": phone, "reason": "asked", "channel": channel})
    lifted = api.post("/suppressions", json={"phone": "0612000002", "reason": "asked"}).json()["suppression"]["id"]
    api.delete(f"/suppressions/{lifted}?reason=x")
    return api


def test_it_names_the_channels_where_it_is_asked_for(told: make.Api) -> None:
    text = told.get("/contact/export?columns=primaryPhone,suppressed&sortOrder=asc").text
    assert list(csv.reader(io.StringIO(text))) == [
        ["primaryPhone", "suppressed"],
        ["0612000000", "all;sms"],
        ["0612000001", "call"],
        ["0612000002", ""],
    ]
    lines = told.get("/contact/export?columns=suppressed&sortOrder=asc&format=jsonl").text.splitlines()
    assert [json.loads(line) for line in lines] == [{"suppressed": "all;sms"}, {"suppressed": "call"}, {}]
    assert "suppressed" not in told.get("/contact/export").text


def test_an_import_leaves_it_out(told: make.Api) -> None:
    file = told.get("/contact/export?columns=primaryPhone,suppressed").content
    taken = told.post("/imports", files={"file": ("contacts.csv", file)}).json()
    [column] = [one for one in taken["columns"] if one["header"] == "suppressed"]
    assert not column["field"]
    assert "read-only" in column["reason"]
