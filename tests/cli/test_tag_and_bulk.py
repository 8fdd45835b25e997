"""`gomobile tag` and `gomobile bulk` over a real database."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gomobile.errors import AppError
from tests.cli.conftest import Run


def test_tags_are_made_given_and_deleted(run: Run, phones: list[str]) -> None:
    assert run("tag", "create", "VIP", "--color", "#112233") == "Created the tag VIP.\n"
    assert run("tag", "add", "vip", *phones) == "Added: 3; 0 had it already.\n"
    assert json.loads(run("tag", "remove", "VIP", phones[0], "0699999999", "--json", status=1)) == {
        "removed": 1,
        "notTagged": 0,
        "unknown": ["0699999999"],
    }
    assert run("tag", "rename", "VIP", "Gold") == "The tag is Gold now.\n"
    assert [(one["name"], one["contactCount"]) for one in json.loads(run("tag", "list", "--json"))] == [("Gold", 2)]
    assert "Gold" in run("tag", "list")
    run("tag", "delete", "Gold", status=1, answer="n\n")
    assert "Deleted Gold." in run("tag", "delete", "Gold", answer="y\n")
    with pytest.raises(AppError, match="no tag"):
        run("tag", "delete", "Gold", "--yes")


def test_an_action_is_counted_confirmed_done_and_undone(run: Run, tmp_path: Path) -> None:
    rules = tmp_path / "rules.json"
    condition = {"field": "city", "operator": "equals", "value": "rabat"}
    rules.write_text(json.dumps({"logic": "AND", "conditions": [condition]}), encoding="utf-8")
    assert run("bulk", "count", "--filter", f"@{rules}") == "3 contacts\n"
    words = ("bulk", "run", "--action", "set_field", "--field", "city", "--value", "Fès", "--filter", f"@{rules}")
    run(*words, status=1, answer="n\n")
    assert "set_field completed: 3 changed, 0 left as they were." in run(*words, answer="y\n")
    (action,) = json.loads(run("bulk", "list", "--json"))
    assert action["progress"]["changed"] == 3
    assert "completed" in run("bulk", "show", action["id"])
    assert json.loads(run("bulk", "undo", action["id"], "--json"))["undo"] == {"restored": 3, "skipped": 0}
    assert run("bulk", "count", "--filter", f"@{rules}") == "3 contacts\n"
    run("tag", "create", "VIP")
    assert json.loads(run("bulk", "run", "--action", "tag", "--tag", "vip", "--yes", "--json"))["status"] == "completed"
    assert run("bulk", "count", "--tagged", "VIP") == "3 contacts\n"
    with pytest.raises(AppError, match="nothing to stop"):
        run("bulk", "cancel", action["id"])
    run("bulk", "count", "--filter", "{", status=2)
