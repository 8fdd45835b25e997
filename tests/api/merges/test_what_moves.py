"""What hangs on contacts, after they became one."""

from __future__ import annotations

from uuid import UUID

from gomobile.contacts.archiving import restore_many
from tests.api.merges.conftest import People


def tags_of(people: People, id: str) -> list[str]:
    return sorted(tag["name"] for tag in people.shown(id)["tags"])


def test_tags_are_those_of_both(people: People) -> None:
    a, b = people.contact(), people.contact()
    for name in ("Both", "First", "Second"):
        people.api.post("/tags", json={"name": name})
    people.api.post(f"/contact/{a}/tags", json={"tags": ["Both", "First"]})
    people.api.post(f"/contact/{b}/tags", json={"tags": ["Both", "Second"]})

    made = people.merge(a, b)

    def counts() -> dict[str, int]:
        return {tag["name"]: tag["contactCount"] for tag in people.api.get("/tags").json()["data"]}

    assert tags_of(people, a) == ["Both", "First", "Second"]
    assert made["moved"]["tags"] == 1
    assert counts() == {"Both": 1, "First": 1, "Second": 1}
    people.unmerge(made["merges"][0]["id"])
    assert (tags_of(people, a), tags_of(people, b)) == (["Both", "First"], ["Both", "Second"])
    assert counts() == {"Both": 2, "First": 1, "Second": 1}


def test_the_survivor_is_in_the_audiences_of_both_since_the_earlier_time(people: People) -> None:
    a, b = people.contact(), people.contact()
    one, two = (people.api.post("/audience", json={"name": name}).json()["id"] for name in ("One", "Two"))
    for audience, ids in ((one, [b]), (one, [a]), (two, [b])):
        assert people.api.post(f"/audience/{audience}/add-contacts", json={"contacts": ids}).status_code == 200
    stays = (
        "SELECT audience_id::text, contact_id::text, entered_at FROM audience_members"
        " WHERE organization_id = %(org_id)s"
    )
    before = {(audience, id): at for audience, id, at in people.rows(stays)}

    made = people.merge(a, b)

    after = {(audience, id): at for audience, id, at in people.rows(stays)}
    assert after == {(one, a): before[one, b], (two, a): before[two, b]}
    assert made["moved"]["audiences"] == 1
    ended = "SELECT audience_id::text, reason FROM audience_exits WHERE organization_id = %(org_id)s"
    assert sorted(people.rows(ended)) == sorted([(one, "merged"), (two, "merged")])
    people.unmerge(made["merges"][0]["id"])
    assert {(audience, id): at for audience, id, at in people.rows(stays)} == before
    assert people.rows(ended) == []


def test_live_audiences_follow_the_values_of_the_survivor(people: People) -> None:
    a, b = people.contact(city="Fes"), people.contact(city="Rabat")
    rules = {"logic": "AND", "conditions": [{"field": "city", "operator": "equals", "value": "Rabat"}]}
    with people.database.transaction() as conn:
        conn.execute(
            "INSERT INTO audiences (organization_id, name, type, rules, created_by_kind, updated_by_kind)"
            " VALUES (%s, 'Rabat', 'live', %s::text::jsonb, 'system', 'system')",
            [people.org_id, str(rules).replace("'", '"')],
        )
    people.api.patch(f"/contact/{b}", json={"zip": "10000"})
    inside = "SELECT contact_id::text FROM audience_members WHERE organization_id = %(org_id)s"
    assert people.rows(inside) == [(b,)]

    made = people.merge(a, b)
    assert people.rows(inside) == [(a,)]
    people.unmerge(made["merges"][0]["id"])
    assert people.rows(inside) == [(b,)]


def test_the_newest_statement_about_each_purpose_and_channel_holds(people: People) -> None:
    a, b = people.contact(), people.contact()

    def state(id: str, purpose: str, status: str, day: int) -> None:
        body = {"purpose": purpose, "channel": "call", "status": status, "statedAt": f"2024-05-{day:02d}T10:00:00Z"}
        assert people.api.post(f"/contact/{id}/consents", json=body).status_code in (200, 201)

    state(a, "marketing", "granted", 1)
    state(b, "marketing", "withdrawn", 2)
    state(a, "survey", "denied", 4)
    state(b, "survey", "granted", 3)

    made = people.merge(a, b)

    held = "SELECT purpose, status FROM consents WHERE organization_id = %(org_id)s AND contact_id = %(id)s"
    assert dict(people.rows(held, id=a)) == {"marketing": "withdrawn", "survey": "denied"}
    told = "SELECT count(*) FROM consent_events WHERE organization_id = %(org_id)s AND contact_id = %(id)s"
    assert people.rows(told, id=a) == [(4,)]
    people.unmerge(made["merges"][0]["id"])
    assert dict(people.rows(held, id=a)) == {"marketing": "granted", "survey": "denied"}
    assert people.rows(told, id=a) == [(2,)]


def test_calls_of_both_are_counted(people: People) -> None:
    a, b = people.contact(), people.contact()
    for day, (id, result) in enumerate([(a, "answered"), (b, "busy"), (a, "failed"), (b, "no_answer")], start=1):
        body = {"data": [{"contactId": id, "result": result, "occurredAt": f"2024-05-{day:02d}T10:00:00Z"}]}
        assert people.api.post("/call-results", json=body).json()["recorded"] == 1

    people.merge(a, b)

    figures = (
        "SELECT attempts, answers, consecutive_failures, last_result FROM contact_engagement"
        " WHERE organization_id = %(org_id)s AND contact_id = %(id)s"
    )
    assert people.rows(figures, id=a) == [(4, 1, 3, "no_answer")]
    assert len(people.api.get(f"/contact/{a}/calls").json()["data"]) == 4


def test_what_was_asked_about_the_pair_is_decided(people: People) -> None:
    a, b, c = (people.contact() for _ in range(3))
    for left, right in ((a, b), (b, c)):
        with people.database.transaction() as conn:
            conn.execute(
                "INSERT INTO duplicate_pairs (organization_id, left_id, right_id, kind, score)"
                " VALUES (%s, %s, %s, 'email', 1)",
                [people.org_id, left, right],
            )
    pairs = (
        "SELECT left_id::text, right_id::text, status FROM duplicate_pairs"
        " WHERE organization_id = %(org_id)s ORDER BY left_id"
    )

    made = people.merge(a, b)
    assert people.rows(pairs) == [(a, b, "merged")]
    people.unmerge(made["merges"][0]["id"])
    assert people.rows(pairs) == [(a, b, "dismissed"), (b, c, "open")]


def test_a_merged_contact_comes_back_by_no_other_door(people: People) -> None:
    a, b = people.contact(), people.contact()
    people.merge(a, b)
    people.api.patch(f"/contact/{a}", json={"firstName": "Amal"})

    with people.database.transaction() as conn:
        assert restore_many(conn, people.org_id, people.actor, [UUID(b)]) == []
    assert people.api.get(f"/contact/{b}").status_code == 404
