"""`gomobile audience` over a real database."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from gomobile.audiences.errors import AudienceNotFound
from gomobile.contacts.errors import ContactNotFound
from tests import make
from tests.cli.conftest import Run


def as_json(run: Run, *words: str, status: int = 0) -> Any:
    return json.loads(run(*words, "--json", status=status).splitlines()[-1])


def test_an_audience_is_made_filled_and_deleted(run: Run, phones: list[str]) -> None:
    made = as_json(run, "audience", "create", "Donors", "--description", "Gave before")
    assert (made["type"], made["description"]) == ("static", "Gave before")

    national = "0" + phones[0].removeprefix("+212")
    assert as_json(run, "audience", "add", "donors", national, phones[1]) == {
        "added": 2, "alreadyMembers": 0, "unknown": [],
    }  # fmt: skip
    nobody = make.phone()
    assert as_json(run, "audience", "add", "donors", phones[1], nobody, status=1) == {
        "added": 0, "alreadyMembers": 1, "unknown": [nobody],
    }  # fmt: skip
    assert {one["primaryPhone"] for one in as_json(run, "audience", "members", "Donors")} == set(phones[:2])
    assert as_json(run, "audience", "remove", "Donors", phones[1])["removed"] == 1
    assert phones[1] in run("audience", "members", "Donors", "--exited")
    assert "1 contacts" in run("audience", "show", "Donors")
    assert "Donors" in run("audience", "list")
    assert made["id"] in run("audience", "delete", "Donors")
    assert as_json(run, "audience", "list") == []
    assert as_json(run, "audience", "restore", made["id"])["contactCount"] == 1


def test_an_audience_is_refreshed_by_a_file(run: Run, phones: list[str], tmp_path: Path) -> None:
    run("audience", "create", "Donors")
    run("audience", "add", "Donors", phones[0], phones[1])
    file = tmp_path / "donors.csv"
    file.write_text("phone\n" + "\n".join([*phones[1:], make.phone()]), encoding="utf-8")

    would = as_json(run, "audience", "refresh", "Donors", str(file), "--dry-run")
    assert as_json(run, "audience", "show", "Donors")["version"] == 1
    done = as_json(run, "audience", "refresh", "Donors", str(file))

    assert (done["added"], done["removed"], done["kept"], done["unknown"]) == (1, 1, 1, 1)
    assert would == done | {"dryRun": True}
    assert "gomobile import" in run("audience", "refresh", "Donors", str(file))


def test_an_audience_is_split_and_exported(run: Run, phones: list[str], tmp_path: Path) -> None:
    run("audience", "create", "Donors")
    run("audience", "add", "Donors", *phones)

    parts = as_json(run, "audience", "split", "Donors", "2", "--part", "Call", "--part", "Control")
    assert sorted(part["contactCount"] for part in parts) == [1, 2]
    file = tmp_path / "donors.csv"
    told = as_json(run, "audience", "export", "Donors", str(file), "--columns", "primaryPhone")

    assert told["rows"] == 3
    assert set(file.read_text(encoding="utf-8").split()) == {"primaryPhone", *phones}
    run("audience", "export", "Donors", str(file), status=2)


def test_rules_are_tried_out_and_explained(run: Run, phones: list[str]) -> None:
    def city(name: str) -> str:
        return json.dumps({"logic": "AND", "conditions": [{"field": "city", "operator": "equals", "value": name}]})

    found = as_json(run, "audience", "preview", city("Rabat"), "--sample", "1")
    assert (found["count"], found["isEstimate"], len(found["sample"])) == (3, False, 1)
    assert "3 contacts." in run("audience", "preview", city("Rabat"))
    assert as_json(run, "audience", "list") == []

    run("audience", "create", "Capital", "--rules", city("Rabat"))
    run("audience", "create", "Others", "--rules", city("Salé"))
    assert as_json(run, "audience", "why", "Capital", phones[0])["isMember"] is True
    told = run("audience", "why", "Others", phones[0])
    assert "is not in Others" in told
    assert 'city equals "Salé": does not hold, has "Rabat"' in told
    with pytest.raises(ContactNotFound):
        run("audience", "why", "Capital", make.phone())


def test_a_live_audience_is_made_by_rules_or_a_template(run: Run, tmp_path: Path) -> None:
    rules = {"logic": "AND", "conditions": [{"field": "city", "operator": "equals", "value": "Rabat"}]}
    file = tmp_path / "rules.json"
    file.write_text(json.dumps(rules), encoding="utf-8")

    assert as_json(run, "audience", "create", "By rules", "--rules", f"@{file}")["contactCount"] == 3
    made = as_json(run, "audience", "create", "By template", "--template", "city", "--parameter", "city=Rabat")
    assert made["rules"] == rules
    assert "never-called" in run("audience", "templates")
    assert "active" in {one["id"] for one in as_json(run, "audience", "templates")}
    run("audience", "create", "Wrong", "--rules", "{", status=2)
    run("audience", "create", "Wrong", "--template", "city", "--parameter", "city", status=2)


def test_a_file_is_imported_into_an_audience(run: Run, phones: list[str], tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("phone\n" + "\n".join([phones[0], make.phone()]), encoding="utf-8")

    with pytest.raises(AudienceNotFound):
        run("import", str(file), "--audience", "Donors")
    run("import", str(file), "--audience", "Donors", "--create-audience")

    assert as_json(run, "audience", "show", "Donors")["contactCount"] == 2
