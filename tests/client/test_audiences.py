"""`client.audiences` against the real service."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from gomobile.client import Conflict, Gomobile, PreconditionFailed

PHONES = ["+212612345601", "+212612345602", "+212612345603"]
RULES = {"logic": "AND", "conditions": [{"field": "city", "operator": "equals", "value": "Rabat"}]}


@pytest.fixture
def contacts(gomobile: Gomobile) -> list[str]:
    return [gomobile.contacts.create(primary_phone=phone, city="Rabat").id for phone in PHONES]


def test_an_audience_from_its_making_to_its_end(gomobile: Gomobile, contacts: list[str]) -> None:
    made = gomobile.audiences.create("Donors", description="Gave before")
    added = gomobile.audiences.add_contacts(made.id, contacts[:2])
    removed = gomobile.audiences.remove_contacts(made.id, contacts[1:])

    assert (made.type, made.status, made.contact_count) == ("static", "ready", 0)
    assert (added.added, added.already_members, added.unknown) == (2, 0, ())
    assert (removed.removed, removed.not_members) == (1, 1)
    assert [member.id for member in gomobile.audiences.members(made.id)] == contacts[:1]
    [left] = gomobile.audiences.members(made.id, state="exited")
    assert (left.primary_phone, left.exit_reason) == (PHONES[1], "removed")
    assert left.exited_at is not None
    assert left.exited_at >= left.entered_at
    renamed = gomobile.audiences.update(made.id, name="Friends", version=1)
    assert gomobile.audiences.get(made.id) == renamed
    with pytest.raises(PreconditionFailed):
        gomobile.audiences.update(made.id, name="Foes", version=1)
    assert [one.name for one in gomobile.audiences.list(search="friend")] == ["Friends"]
    assert gomobile.audiences.delete(made.id).deleted_at
    assert gomobile.audiences.restore(made.id).contact_count == 1


def test_members_are_refreshed_by_numbers_ids_and_files(gomobile: Gomobile, contacts: list[str]) -> None:
    id = gomobile.audiences.create("Donors").id

    would = gomobile.audiences.refresh(id, phones=[*PHONES[:2], "0655555555", "x"], dry_run=True)
    done = gomobile.audiences.refresh(id, phones=[*PHONES[:2], "0655555555", "x"])
    by_ids = gomobile.audiences.refresh(id, contacts=contacts[2:])
    by_file = gomobile.audiences.refresh_from(id, io.BytesIO(b"mobile\n0612345601\n"), column="mobile")

    assert (would.dry_run, would.added) == (True, 2)
    assert (done.added, done.unknown, done.invalid, done.unknown_sample) == (2, 1, 1, ("0655555555",))
    assert done.invalid_sample[0].value == "x"
    assert (by_ids.added, by_ids.removed) == (1, 2)
    assert (by_file.added, by_file.removed, by_file.kept) == (1, 1, 0)


def test_live_audiences_splits_and_exports(gomobile: Gomobile, contacts: list[str], tmp_path: Path) -> None:
    live = gomobile.audiences.create("Rabatis", rules=RULES)
    ready_made = gomobile.audiences.create_from_template("city", {"city": "Rabat"})
    static = gomobile.audiences.create("Donors")

    assert (live.type, live.contact_count, ready_made.contact_count) == ("live", 3, 3)
    with pytest.raises(Conflict):
        gomobile.audiences.add_contacts(live.id, contacts)
    assert gomobile.audiences.add_by_filter(static.id, rules=RULES).added == 3
    parts = gomobile.audiences.split(live.id, 2, names=["Call", "Control"])
    assert sorted(part.contact_count for part in parts) == [1, 2]
    gomobile.audiences.export(live.id, tmp_path / "a.csv", columns=["primaryPhone"])
    assert set((tmp_path / "a.csv").read_text().split()[1:]) == set(PHONES)


def test_moves_are_told(gomobile: Gomobile, contacts: list[str]) -> None:
    id = gomobile.audiences.create("Donors").id
    gomobile.audiences.add_contacts(id, contacts[:1])

    assert ("entered", id) in [(change.kind, change.audience_id) for change in gomobile.contacts.changes()]
    newest = next(iter(gomobile.contacts.interactions(contacts[0])))
    assert newest.kind == "entered"
    assert newest.audience is not None
    assert (newest.audience.id, newest.audience.name) == (id, "Donors")
