"""Duplicates and merges of the SDK against the real service."""

from __future__ import annotations

import pytest

from gomobile.client import AsyncGomobile, Conflict, Gomobile
from tests.client.conftest import Service


def test_a_merge_is_previewed_made_and_undone(gomobile: Gomobile) -> None:
    survivor = gomobile.contacts.create("0612345678", city="Rabat")
    loser = gomobile.contacts.create("0612345679", city="Fès", first_name="Amina")
    seen = gomobile.merges.preview(survivor.id, [loser.id], choices={"city": survivor.id})
    assert (seen.dry_run, seen.merges, seen.contact.city, seen.contact.first_name) == (True, (), "Rabat", "Amina")
    made = gomobile.merges.merge(survivor.id, [loser.id], choices={"city": survivor.id}, if_match=survivor)
    (city,) = [one for one in made.fields if one.field == "city"]
    assert (city.value, city.giver, city.chosen) == ("Rabat", survivor.id, True)
    assert {held.value for held in city.values} == {"Rabat", "Fès"}
    assert [(one.survivor_id, one.loser_id) for one in made.merges] == [(survivor.id, loser.id)]
    numbers = gomobile.contacts.get(survivor.id).phones
    assert [(one.primary_phone, one.primary) for one in numbers] == [("0612345678", True), ("0612345679", False)]
    with pytest.raises(Conflict):
        gomobile.merges.merge(survivor.id, [loser.id])

    merge = made.merges[0]
    assert gomobile.merges.get(merge.id).unmerged_at is None
    back = gomobile.merges.unmerge(merge.id)
    assert {contact.id for contact in back.restored} == {survivor.id, loser.id}
    assert (back.merge.id, back.kept_because_changed) == (merge.id, ())
    assert gomobile.contacts.get(loser.id).city == "Fès"
    assert [one.id for one in gomobile.merges.iterate(contact_id=survivor.id)] == [merge.id]
    assert gomobile.merges.list().total == 1


@pytest.mark.usefixtures("worker")
def test_duplicates_are_found_and_decided(gomobile: Gomobile, tmp_path: object) -> None:
    pair = [gomobile.contacts.create(f"061234567{at}", primary_email="amina@example.com") for at in (1, 2)]
    other = [gomobile.contacts.create(f"061234567{at}", primary_email="omar@example.com") for at in (3, 4)]
    run = gomobile.duplicates.wait(gomobile.duplicates.scan(full=True).id, timeout=60)
    assert (run.kind, run.status, run.report["certain"]) == ("scan", "completed", 2)
    assert gomobile.duplicates.runs().total == 1
    found = list(gomobile.duplicates.iterate(min_score=0.5))
    assert {(one.kind, frozenset((one.left_id, one.right_id))) for one in found} == {
        ("email", frozenset(one.id for one in both)) for both in (pair, other)
    }
    assert found[0].left is not None
    assert {one.field: one.outcome for one in found[0].explanation}["primaryEmail"] == "same"

    skipped = gomobile.duplicates.skip(pair[0].id, pair[1].id)
    assert skipped.status == "skipped"
    assert gomobile.duplicates.dismiss(pair[0].id, pair[1].id).status == "dismissed"
    with pytest.raises(Conflict):
        gomobile.duplicates.dismiss(pair[0].id, pair[1].id)
    assert gomobile.duplicates.reopen(pair[0].id, pair[1].id).status == "open"
    merge = gomobile.duplicates.merge(other[0].id, other[1].id, survivor=other[1].id)
    assert gomobile.merges.get(merge).survivor_id == other[1].id
    assert gomobile.duplicates.list().total == 1
    accepted = gomobile.duplicates.accept(0.9, expected_count=1)
    assert gomobile.duplicates.wait(accepted.id, timeout=60).report["merged"] == 1
    assert gomobile.duplicates.list(status="merged").total == 2

    similar = list(gomobile.duplicates.similar_numbers(kind="one_digit"))
    assert {similar[0].left.primary_phone, similar[0].right.primary_phone} <= {f"061234567{at}" for at in (1, 2, 3, 4)}
    assert gomobile.duplicates.export_similar_numbers(f"{tmp_path}/similar.csv") > 100


def test_attributes_may_be_identifying(gomobile: Gomobile) -> None:
    made = gomobile.attributes.create("Date of birth", "date", identifying=True)
    assert made.identifying
    assert not gomobile.attributes.update(made.id, identifying=False).identifying


@pytest.mark.anyio
async def test_the_asynchronous_client_does_the_same(service: Service) -> None:
    async with AsyncGomobile(service.key, service.base_url) as client:
        survivor = await client.contacts.create("0612345678")
        loser = await client.contacts.create("0612345679")
        made = await client.merges.merge(survivor.id, [loser.id])
        assert [one.id async for one in client.merges.iterate()] == [made.merges[0].id]
        assert (await client.merges.unmerge(made.merges[0].id)).merge.unmerged_at is not None
        assert (await client.duplicates.list()).total == 0
        run = await client.duplicates.scan()
        assert (await client.duplicates.cancel(run.id)).status in ("cancelled", "queued", "running")
