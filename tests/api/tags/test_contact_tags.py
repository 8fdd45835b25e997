"""Tags on contacts: given and taken, one or many, with counts that stay true."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from hypothesis import given, settings
from hypothesis import strategies as st

from gomobile.accounts.caller import Actor
from gomobile.contacts.archiving import archive_many, delete_many, restore_many, unarchive_many
from gomobile.db.pool import Database
from gomobile.tags import service
from tests import make
from tests.api.tags.conftest import Tag

ACTOR = Actor("system")


def count(api: make.Api, id: str) -> int:
    return api.get(f"/tags/{id}").json()["contactCount"]


def tags_of(api: make.Api, contact: str) -> list[str]:
    return [tag["name"] for tag in api.get(f"/contact/{contact}").json()["tags"]]


def test_a_contact_is_tagged_by_id_or_name(api: make.Api, tag: Tag, people: list[str]) -> None:
    vip, _ = tag("VIP", color="#ff0000"), tag("Équipe")
    answer = api.post(f"/contact/{people[0]}/tags", json={"tags": [vip, "EQUIPE", "vip"]})
    assert answer.status_code == 200, answer.text
    shown = answer.json()["contact"]["tags"]
    assert shown[1] == {"id": vip, "name": "VIP", "color": "#ff0000"}
    assert [one["name"] for one in shown] == ["Équipe", "VIP"]
    listed = {one["id"]: one["tags"] for one in api.get("/contact").json()["data"]}
    assert listed == {id: (shown if id == people[0] else []) for id in people}
    assert count(api, vip) == 1
    again = api.post(f"/contact/{people[0]}/tags", json={"tags": ["VIP"]})
    assert again.json()["contact"]["tags"] == shown
    gone = api.delete(f"/contact/{people[0]}/tags/{vip}")
    assert [one["name"] for one in gone.json()["contact"]["tags"]] == ["Équipe"]
    assert api.delete(f"/contact/{people[0]}/tags/{vip}").status_code == 200
    assert count(api, vip) == 0


def test_each_unknown_tag_is_told(api: make.Api, other: make.Api, tag: Tag, people: list[str]) -> None:
    tag("VIP")
    foreign = other.post("/tags", json={"name": "Theirs"}).json()["id"]
    answer = api.post(f"/contact/{people[0]}/tags", json={"tags": ["nobody", "VIP", foreign, "\0"]})
    assert answer.status_code == 400
    assert list(answer.json()["fieldDetails"]) == ["tags.0", "tags.2", "tags.3"]
    assert tags_of(api, people[0]) == []


def test_many_are_tagged_and_untagged(api: make.Api, other: make.Api, tag: Tag, people: list[str]) -> None:
    id = tag("VIP")
    foreign = other.post("/contact", json={"primaryPhone": make.phone()}).json()["contact"]["id"]
    nobody = str(uuid4())
    body = {"contacts": [*people[:3], people[0], foreign, nobody]}
    assert api.post(f"/tags/{id}/add-contacts", json=body).json() == {
        "added": 3,
        "alreadyTagged": 0,
        "unknown": [foreign, nobody],
    }
    assert api.post(f"/tags/{id}/add-contacts", json={"contacts": people}).json()["alreadyTagged"] == 3
    assert count(api, id) == 5
    answer = api.post(f"/tags/{id}/remove-contacts", json={"contacts": people[:2]})
    assert answer.json() == {"removed": 2, "notTagged": 0, "unknown": []}
    assert api.post(f"/tags/{id}/remove-contacts", json={"contacts": people[:2]}).json()["notTagged"] == 2
    assert count(api, id) == 3


def test_tagging_is_in_the_history_and_in_the_feed(
    api: make.Api, tag: Tag, people: list[str], database: Database
) -> None:
    id = tag("VIP")
    api.post(f"/contact/{people[0]}/tags", json={"tags": ["VIP"]})
    api.delete(f"/contact/{people[0]}/tags/{id}")
    with database.transaction() as conn:
        history = conn.execute("SELECT kind, before FROM contact_history ORDER BY id").fetchall()
        assert history == [(kind, {"tagId": id, "tag": "VIP"}) for kind in ("tagged", "untagged")]
        feed = conn.execute("SELECT kind, size FROM contact_changes WHERE kind = 'updated'").fetchall()
        assert feed == [("updated", 1), ("updated", 1)]


def test_an_erased_contact_leaves_no_tag(api: make.Api, tag: Tag, people: list[str], database: Database) -> None:
    id = tag("VIP")
    api.post(f"/tags/{id}/add-contacts", json={"contacts": people[:2]})
    api.delete(f"/contact/{people[0]}", params={"permanent": True})
    api.delete(f"/contact/{people[1]}")
    api.delete(f"/contact/{people[1]}", params={"permanent": True})
    assert count(api, id) == 0
    with database.transaction() as conn:
        assert conn.execute("SELECT count(*) FROM contact_tags").fetchone() == (0,)


STEPS = {
    "tag": service.add,
    "untag": service.remove,
    "archive": archive_many,
    "unarchive": unarchive_many,
    "delete": delete_many,
    "restore": restore_many,
}


def test_the_count_is_always_that_of_the_contacts_in_lists(
    api: make.Api, tag: Tag, people: list[str], database: Database
) -> None:
    id = UUID(tag("VIP"))
    org_id = api.organization.id
    ids = [UUID(one) for one in people]

    def act(conn: Any, step: str, chosen: list[UUID]) -> None:
        if step in ("tag", "untag"):
            STEPS[step](conn, org_id, ACTOR, id, chosen)
        else:
            STEPS[step](conn, org_id, ACTOR, chosen)

    @settings(max_examples=40)
    @given(st.lists(st.tuples(st.sampled_from(sorted(STEPS)), st.sets(st.sampled_from(ids), min_size=1)), max_size=12))
    def check(steps: list[tuple[str, set[UUID]]]) -> None:
        with database.transaction() as conn:
            for step, chosen in steps:
                act(conn, step, sorted(chosen))
            expected = conn.execute(
                "SELECT count(*) FROM contact_tags t JOIN contacts c ON c.id = t.contact_id"
                " WHERE c.deleted_at IS NULL AND c.archived_at IS NULL"
            ).fetchone()
            assert expected == (service.get(conn, org_id, id).contacts,)
            live = "SELECT count(*), count(archived_at) FROM contacts WHERE deleted_at IS NULL"
            sums = "SELECT sum(live)::int, sum(archived)::int FROM contact_counts"
            assert conn.execute(live).fetchone() == conn.execute(sums).fetchone()  # type: ignore[arg-type]

    check()


def test_the_timeline_and_the_feed_show_tags(api: make.Api, tag: Tag, people: list[str]) -> None:
    id = tag("VIP")
    api.post(f"/contact/{people[0]}/tags", json={"tags": ["VIP"]})
    api.patch(f"/tags/{id}", json={"name": "Gold"})
    events = api.get(f"/contact/{people[0]}/interactions").json()["data"]
    assert [(one["kind"], one["tag"], one["changes"]) for one in events] == [
        ("tagged", {"id": id, "name": "VIP"}, []),
        ("created", None, []),
    ]
    entries = api.get("/contact/changes").json()["data"]
    assert entries[-1]["contact"]["tags"] == [{"id": id, "name": "Gold", "color": None}]
