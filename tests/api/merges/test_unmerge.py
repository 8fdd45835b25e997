"""Unmerge: both are as they were, and what was changed since stays."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from tests.api.merges.conftest import People


def kept(people: People, merge: str) -> list[str]:
    return people.unmerge(merge)["keptBecauseChanged"]


def test_both_are_as_they_were(people: People) -> None:
    a = people.contact("+212612345678", firstName="Amal", city="Rabat")
    b = people.contact("+212687654321", firstName="Amal B.", zip="10000")
    made = people.merge(a, b)

    undone = people.unmerge(made["merges"][0]["id"])

    assert undone["keptBecauseChanged"] == []
    assert [contact["id"] for contact in undone["restored"]] == [a, b]
    assert (people.shown(a)["firstName"], people.shown(a)["zip"]) == ("Amal", None)
    assert (people.shown(b)["firstName"], people.shown(b)["zip"]) == ("Amal B.", "10000")
    assert (people.numbers(a), people.numbers(b)) == (["+212612345678"], ["+212687654321"])
    again = people.api.post(f"/merges/{undone['merge']['id']}/unmerge")
    assert (again.status_code, again.json()["code"]) == (409, "MERGE_UNDONE")


def test_what_was_changed_since_stays_and_is_named(people: People) -> None:
    for name in ("Plan x", "Tier x"):
        people.api.post("/custom-attributes", json={"displayName": name, "type": "text"})
    a = people.contact(city="Rabat", customAttributes={"plan_x": "old"})
    b = people.contact(city="Fes", zip="10000", customAttributes={"plan_x": "new", "tier_x": "gold"})
    merge = people.merge(a, b)["merges"][0]["id"]
    people.api.patch(
        f"/contact/{a}", json={"city": "Agadir", "occupation": "Nurse", "customAttributes": {"plan_x": "newest"}}
    )

    assert kept(people, merge) == ["city", "customAttributes.plan_x"]

    found = people.shown(a)
    assert (found["city"], found["zip"], found["occupation"]) == ("Agadir", None, "Nurse")
    assert {one["name"]: one["value"] for one in found["customAttributes"]} == {"plan_x": "newest"}
    assert people.shown(b)["city"] == "Fes"


def test_a_call_since_the_merge_stays_with_the_survivor(people: People) -> None:
    a, b = people.contact(), people.contact()

    def call(id: str, day: int) -> None:
        at = datetime(2024, 5, day, tzinfo=UTC).isoformat()
        body = {"data": [{"contactId": id, "result": "no_answer", "occurredAt": at}]}
        assert people.api.post("/call-results", json=body).json()["recorded"] == 1

    call(a, 1)
    call(b, 2)
    merge = people.merge(a, b)
    assert merge["moved"]["calls"] == 1
    call(a, 3)

    assert kept(people, merge["merges"][0]["id"]) == ["engagement"]

    attempts = "SELECT contact_id::text, attempts FROM contact_engagement WHERE organization_id = %(org_id)s"
    assert dict(people.rows(attempts)) == {a: 2, b: 1}
    assert len(people.api.get(f"/contact/{a}/calls").json()["data"]) == 2


def test_a_number_that_was_made_primary_goes_back(people: People) -> None:
    a, b = people.contact("+212612345678"), people.contact("+212687654321")
    merge = people.merge(a, b)["merges"][0]["id"]
    people.api.post(f"/contact/{a}/phones/+212687654321/make-primary")

    people.unmerge(merge)

    assert (people.numbers(a), people.numbers(b)) == (["+212612345678"], ["+212687654321"])


def test_a_number_that_has_another_holder_is_told(people: People) -> None:
    a, b = people.contact("+212612345678"), people.contact("+212687654321")
    merge = people.merge(a, b)["merges"][0]["id"]
    people.api.delete(f"/contact/{a}/phones/+212687654321")
    c = people.contact("+212687654321")

    answer = people.api.post(f"/merges/{merge}/unmerge")
    assert (answer.status_code, answer.json()["code"]) == (409, "CONTACT_EXISTS")
    assert answer.json()["params"]["existingContactId"] == c

    people.api.delete(f"/contact/{c}")
    people.unmerge(merge)
    assert people.numbers(b) == ["+212687654321"]


def test_a_survivor_without_a_number_of_its_own_is_told(people: People) -> None:
    a, b = people.contact("+212612345678"), people.contact("+212687654321")
    merge = people.merge(a, b)["merges"][0]["id"]
    people.api.post(f"/contact/{a}/phones/+212687654321/make-primary")
    people.api.delete(f"/contact/{a}/phones/+212612345678")

    answer = people.api.post(f"/merges/{merge}/unmerge")
    assert (answer.status_code, answer.json()["code"]) == (409, "UNMERGE_BLOCKED")

    people.api.patch(f"/contact/{a}", json={"primaryPhone": "+212600000009"})
    people.unmerge(merge)
    assert (people.numbers(a), people.numbers(b)) == (["+212600000009"], ["+212687654321"])


def test_a_chain_is_undone_from_its_end(people: People) -> None:
    a, b, c, d = (people.contact(f"+21261234567{n}") for n in range(4))
    first = people.merge(a, b)["merges"][0]["id"]
    second = people.merge(a, c)["merges"][0]["id"]
    third = people.merge(d, a)["merges"][0]["id"]

    for inner in (first, second):
        answer = people.api.post(f"/merges/{inner}/unmerge")
        assert (answer.status_code, answer.json()["code"]) == (409, "MERGE_COVERED")
        assert answer.json()["params"]["mergeId"] == third
    people.unmerge(third)
    assert people.numbers(a) == ["+212612345670", "+212612345671", "+212612345672"]
    assert people.api.post(f"/merges/{first}/unmerge").json()["params"]["mergeId"] == second
    people.unmerge(second)
    people.unmerge(first)
    assert [people.numbers(id) for id in (a, b, c, d)] == [[f"+21261234567{n}"] for n in range(4)]


def test_of_two_who_undo_one_merge_one_wins(people: People) -> None:
    a, b = people.contact(), people.contact()
    merge = people.merge(a, b)["merges"][0]["id"]
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda _: people.api.post(f"/merges/{merge}/unmerge"), range(2)))

    assert sorted(answer.status_code for answer in answers) == [200, 409]
    assert people.shown(b)["id"] == b


def test_a_contact_that_is_gone_for_good_does_not_come_back(people: People) -> None:
    a, b = people.contact(), people.contact()
    merge = people.merge(a, b)["merges"][0]["id"]
    # The trash is emptied by its policy after a time.
    assert people.rows("DELETE FROM contacts WHERE organization_id = %(org_id)s AND id = %(id)s RETURNING id", id=b)

    answer = people.api.post(f"/merges/{merge}/unmerge")
    assert (answer.status_code, answer.json()["code"]) == (409, "MERGE_IRREVERSIBLE")


def test_a_survivor_in_the_trash_is_told(people: People) -> None:
    a, b = people.contact(), people.contact()
    merge = people.merge(a, b)["merges"][0]["id"]
    people.api.delete(f"/contact/{a}")

    assert people.api.post(f"/merges/{merge}/unmerge").json()["code"] == "UNMERGE_BLOCKED"
    people.api.post(f"/contact/{a}/restore")
    people.unmerge(merge)


def test_the_timeline_of_the_survivor_has_that_of_the_loser(people: People) -> None:
    a, b = people.contact(city="Rabat"), people.contact(city="Fes")
    people.api.patch(f"/contact/{b}", json={"city": "Agadir"})
    merge = people.merge(a, b)["merges"][0]["id"]

    events = people.api.get(f"/contact/{a}/interactions").json()["data"]

    merged = [event for event in events if event["kind"] == "merged"]
    assert {(event["contactId"], event["merge"]["role"]) for event in merged} == {(a, "survivor"), (b, "loser")}
    assert all(event["merge"]["id"] == merge for event in merged)
    of_b = [event for event in events if event["contactId"] == b and event["kind"] == "updated"]
    assert [event["changes"] for event in of_b] == [[{"field": "city", "previous": "Fes", "value": "Agadir"}]]
    assert {event["contactId"] for event in events if event["kind"] == "created"} == {a, b}

    people.unmerge(merge)
    events = people.api.get(f"/contact/{a}/interactions").json()["data"]
    assert {event["contactId"] for event in events} == {a}
    assert [event["kind"] for event in events][:2] == ["unmerged", "merged"]
