"""Bulk actions and filters of the SDK against the real service."""

from __future__ import annotations

import pytest

from gomobile.client import AsyncGomobile, BadRequest, Conflict, Gomobile, JobFailed
from tests.client.conftest import Service
from tests.client.script import Script, answer

RABAT = {"logic": "AND", "conditions": [{"field": "city", "operator": "equals", "value": "Rabat"}]}


@pytest.mark.usefixtures("worker")
def test_an_action_is_counted_started_awaited_and_undone(gomobile: Gomobile) -> None:
    for at in range(3):
        gomobile.contacts.create(f"061234567{at}", city="Rabat" if at else "Fès")
    tag = gomobile.tags.create("VIP")
    count = gomobile.bulk_actions.count(rules=RABAT)
    assert count == 2
    with pytest.raises(Conflict) as caught:
        gomobile.bulk_actions.start("tag", {"tag": "VIP"}, expected_count=7, rules=RABAT)
    assert caught.value.params["count"] == 2
    started = gomobile.bulk_actions.start("tag", {"tag": "VIP"}, expected_count=count, rules=RABAT)
    seen: list[str] = []
    ended = gomobile.bulk_actions.wait(started.id, on_progress=lambda state: seen.append(state.status), timeout=30)
    assert (ended.status, ended.progress.changed, ended.progress.skipped, ended.under_way) == ("completed", 2, 0, False)
    assert seen[-1] == "completed"
    assert gomobile.contacts.list(tag_id=tag.id).total == 2
    gomobile.bulk_actions.undo(started.id)
    undone = gomobile.bulk_actions.wait(started.id, timeout=30)
    assert undone.undo is not None
    assert (undone.status, undone.undo.restored) == ("undone", 2)
    assert gomobile.contacts.list(tag_id=tag.id).total == 0
    assert [one.id for one in gomobile.bulk_actions.iterate()] == [started.id]
    assert gomobile.bulk_actions.get(started.id).created_by_kind == "key"


def test_contacts_may_be_named_and_a_waiting_action_is_cancelled(gomobile: Gomobile) -> None:
    contact = gomobile.contacts.create("0612345678")
    started = gomobile.bulk_actions.start("archive", expected_count=1, contacts=[contact.id])
    assert gomobile.bulk_actions.list().total == 1
    assert gomobile.bulk_actions.cancel(started.id).status == "cancelled"
    with pytest.raises(BadRequest):
        gomobile.bulk_actions.start("archive", expected_count=1, deleted=True)


def test_lists_take_rules_tags_audiences_and_archived(gomobile: Gomobile, tmp_path: object) -> None:
    one = gomobile.contacts.create("0612345678", city="Rabat")
    other = gomobile.contacts.create("0612345679", city="Fès")
    audience = gomobile.audiences.create("All")
    gomobile.audiences.add_contacts(audience.id, [one.id, other.id])
    assert [found.id for found in gomobile.contacts.iterate(rules=RABAT)] == [one.id]
    assert gomobile.contacts.list(audience_id=audience.id).total == 2
    assert gomobile.contacts.archive(other.id).archived_at is not None
    assert [found.id for found in gomobile.contacts.iterate()] == [one.id]
    assert [found.id for found in gomobile.contacts.iterate(archived=True)] == [other.id]
    assert {found.id for found in gomobile.contacts.iterate(archived="all")} == {one.id, other.id}
    assert gomobile.contacts.unarchive(other.id).archived_at is None
    assert gomobile.contacts.export(f"{tmp_path}/rabat.jsonl", rules=RABAT, columns=["city"]) == 17
    with pytest.raises(TypeError, match="tagged"):
        gomobile.contacts.list(tagged="VIP")  # type: ignore[call-arg]


@pytest.mark.anyio
async def test_the_asynchronous_client_does_the_same(service: Service) -> None:
    async with AsyncGomobile(service.key, service.base_url) as client:
        contact = await client.contacts.create("0612345678", city="Rabat")
        assert await client.bulk_actions.count(rules=RABAT) == 1
        started = await client.bulk_actions.start("delete", expected_count=1, contacts=[contact.id])
        assert [one.status async for one in client.bulk_actions.iterate()] == ["queued"]
        assert (await client.bulk_actions.cancel(started.id)).status == "cancelled"


def test_waiting_for_one_that_fails_raises() -> None:
    failed = {"id": "b1", "action": "tag", "status": "failed", "error": {"code": "X", "message": "The tag is gone."}}
    script = Script([answer(200, {**failed, "status": "running"}), answer(200, failed)])
    with pytest.raises(JobFailed, match=r"BulkAction b1 did not succeed: The tag is gone\."):
        script.client().bulk_actions.wait("b1")
    assert script.slept == [0.25]
