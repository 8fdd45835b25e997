"""Merge: which value wins, what moves, who is told."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

from tests import make
from tests.api.merges.conftest import People


def test_the_newest_value_of_each_field_wins_and_a_blank_never_does(people: People) -> None:
    survivor = people.contact(firstName="Amal", city="Rabat", occupation="Teacher")
    loser = people.contact(firstName="Amal B.", lastName="Bennani", city="Fes")
    people.api.patch(f"/contact/{survivor}", json={"city": "Agadir"})
    people.api.patch(f"/contact/{loser}", json={"occupation": "Nurse"})
    people.api.patch(f"/contact/{loser}", json={"occupation": None})

    found = people.merge(survivor, loser)["contact"]

    assert (found["firstName"], found["lastName"]) == ("Amal B.", "Bennani"), "created later"
    assert (found["city"], found["occupation"]) == ("Agadir", "Teacher")


def test_the_choices_of_a_person_win(people: People) -> None:
    survivor = people.contact("+212612345678", firstName="Amal", city="Rabat")
    loser = people.contact("+212687654321", firstName="Amal B.", city="Fes")

    made = people.merge(
        survivor, loser, choices={"firstName": survivor, "city": "Casablanca", "primaryPhone": loser, "zip": None}
    )

    found = made["contact"]
    assert (found["firstName"], found["city"], found["primaryPhone"]) == ("Amal", "Casablanca", "+212687654321")
    assert people.numbers(survivor) == ["+212687654321", "+212612345678"]
    assert {field["field"]: field["from"] for field in made["fields"] if field["chosen"]} == {
        "firstName": survivor,
        "city": None,
        "primaryPhone": loser,
        "zip": None,
    }


def test_choices_that_fit_no_field_are_all_refused(people: People) -> None:
    survivor, loser = people.contact(), people.contact()
    choices = {"primaryEmail": "no", "shoe": 44, "primaryPhone": "0612345678", "customAttributes.x": 1}

    answer = people.api.post(f"/contact/{survivor}/merge", json={"contacts": [loser], "choices": choices})

    assert answer.status_code == 400
    assert sorted(answer.json()["fieldErrors"]) == [
        "choices.customAttributes.x",
        "choices.primaryEmail",
        "choices.primaryPhone",
        "choices.shoe",
    ]


def test_attributes_are_merged_key_by_key(people: People) -> None:
    for name in ("Plan", "Tier"):
        people.api.post("/custom-attributes", json={"displayName": name + " x", "type": "text"})
    survivor = people.contact(customAttributes={"plan_x": "old", "tier_x": "gold"})
    loser = people.contact(customAttributes={"plan_x": "new"})

    people.merge(survivor, loser)

    values = {one["name"]: one["value"] for one in people.shown(survivor)["customAttributes"]}
    assert values == {"plan_x": "new", "tier_x": "gold"}


def test_the_loser_says_where_it_went(people: People) -> None:
    survivor, loser = people.contact(firstName="Amal"), people.contact(firstName="Amal")
    made = people.merge(survivor, loser)

    answer = people.api.get(f"/contact/{loser}")
    assert (answer.status_code, answer.json()["code"]) == (404, "CONTACT_NOT_FOUND")
    assert answer.json()["params"]["mergedInto"] == survivor
    restored = people.api.post(f"/contact/{loser}/restore")
    assert (restored.status_code, restored.json()["code"]) == (409, "CONTACT_MERGED")
    assert restored.json()["params"] == {"mergedInto": survivor, "mergeId": made["merges"][0]["id"]}


def test_every_number_finds_the_survivor(people: People) -> None:
    survivor, loser = people.contact("+212612345678"), people.contact("+212687654321")
    people.api.post(f"/contact/{loser}/phones", json={"primaryPhone": "+212611111111"})
    people.merge(survivor, loser)

    assert people.numbers(survivor)[0] == "+212612345678"
    assert set(people.numbers(survivor)) == {"+212612345678", "+212687654321", "+212611111111"}
    for phone in ("+212687654321", "+212611111111"):
        answer = people.api.post("/contact", json={"primaryPhone": phone})
        assert answer.json()["params"]["existingContactId"] == survivor


def test_several_contacts_go_into_one_and_that_into_another(people: People) -> None:
    a, b, c, d = (people.contact(f"+21261234567{n}") for n in range(4))

    made = people.merge(a, b, c)
    people.merge(d, a)

    assert [merge["loserId"] for merge in made["merges"]] == [b, c]
    assert sorted(people.numbers(d)) == [f"+21261234567{n}" for n in range(4)]
    assert people.api.get(f"/contact/{b}").json()["params"]["mergedInto"] == d


def test_a_preview_tells_exactly_what_the_merge_does(people: People) -> None:
    survivor, loser = people.contact(city="Rabat"), people.contact(city="Fes", zip="10000")
    before = people.shown(survivor)

    preview = people.api.post("/contact/merge/preview", json={"survivor": survivor, "contacts": [loser]}).json()
    dry = people.merge(survivor, loser, dryRun=True)

    assert preview["merges"] == dry["merges"] == []
    assert people.shown(survivor) == before
    assert people.shown(loser)["city"] == "Fes"
    made = people.merge(survivor, loser)
    stamps = ("updatedAt",)
    for seen in (preview, dry):
        assert {k: v for k, v in seen["contact"].items() if k not in stamps} == {
            k: v for k, v in made["contact"].items() if k not in stamps
        }
        assert (seen["fields"], seen["moved"]) == (made["fields"], made["moved"])
    assert made["moved"]["fields"] == 2


def test_a_contact_that_is_merged_already_is_told(people: People) -> None:
    a, b, c = people.contact(), people.contact(), people.contact()
    people.merge(a, b)

    for survivor, loser in ((c, b), (b, c), (a, b)):
        answer = people.api.post(f"/contact/{survivor}/merge", json={"contacts": [loser]})
        assert (answer.status_code, answer.json()["code"]) == (409, "CONTACT_MERGED")
        assert answer.json()["params"]["mergedInto"] == a


def test_a_contact_does_not_go_into_itself_or_nobody(people: People) -> None:
    a = people.contact()
    assert people.api.post(f"/contact/{a}/merge", json={"contacts": [a]}).status_code == 400
    assert people.api.post(f"/contact/{a}/merge", json={"contacts": []}).status_code == 400
    assert people.api.post(f"/contact/{a}/merge", json={"contacts": [str(uuid4())]}).status_code == 404


def test_the_version_that_somebody_saw_is_asked_for(people: People) -> None:
    a, b = people.contact(), people.contact()
    answer = people.api.post(f"/contact/{a}/merge", json={"contacts": [b]}, headers={"If-Match": '"9"'})
    assert answer.status_code == 412


def test_of_two_who_merge_the_same_pair_one_wins_and_the_other_is_told(people: People) -> None:
    for _ in range(5):
        a, b = people.contact(), people.contact()
        with ThreadPoolExecutor(2) as pool:
            pairs = [(a, b), (b, a)]
            answers = list(
                pool.map(lambda p: people.api.post(f"/contact/{p[0]}/merge", json={"contacts": [p[1]]}), pairs)
            )
        assert sorted(answer.status_code for answer in answers) == [201, 409]
        (told,) = [answer for answer in answers if answer.status_code == 409]
        winner = pairs[[answer.status_code for answer in answers].index(201)][0]
        assert told.json()["code"] == "CONTACT_MERGED"
        assert told.json()["params"]["mergedInto"] == winner


def test_the_feed_tells_of_both(people: People) -> None:
    survivor, loser = people.contact(), people.contact()
    cursor = people.api.get("/contact/changes?cursor=now").json()["meta"]["nextCursor"]

    made = people.merge(survivor, loser)
    entries = people.api.get("/contact/changes", params={"cursor": cursor}).json()
    assert [(entry["kind"], entry["contactId"]) for entry in entries["data"]] == [
        ("updated", survivor),
        ("deleted", loser),
    ]
    people.unmerge(made["merges"][0]["id"])
    entries = people.api.get("/contact/changes", params={"cursor": entries["meta"]["nextCursor"]}).json()
    assert [(entry["kind"], entry["contactId"]) for entry in entries["data"]] == [
        ("updated", survivor),
        ("restored", loser),
    ]


def test_a_merge_tells_who_its_contacts_are(people: People) -> None:
    amal, nobody = people.contact("+212612345601", firstName="Amal"), people.contact("+212612345602")

    made = people.merge(amal, nobody)["merges"][0]

    assert made["survivor"] == {"displayName": "Amal", "primaryPhone": "+212612345601"}
    assert made["loser"] == {"displayName": None, "primaryPhone": "+212612345602"}
    assert people.api.get("/merges").json()["data"][0] == made


def test_merges_are_listed(people: People, other: make.Api) -> None:
    a, b, c = people.contact(), people.contact(), people.contact()
    first = people.merge(a, b)["merges"][0]["id"]
    second = people.merge(a, c)["merges"][0]["id"]

    assert [one["id"] for one in people.api.get("/merges").json()["data"]] == [second, first]
    found = people.api.get("/merges", params={"contactId": b}).json()
    assert [one["id"] for one in found["data"]] == [first]
    assert found["meta"]["total"] == 1
    assert people.api.get(f"/merges/{first}").json()["survivorId"] == a
    assert other.get("/merges").json()["data"] == []
    assert other.get(f"/merges/{first}").status_code == 404
    assert other.post(f"/merges/{first}/unmerge").status_code == 404
