"""One contact at a time."""

from __future__ import annotations


def test_a_contact_is_created_and_read(api):
    made = api.post("/contact", json={"primaryPhone": "06 12 34 56 78", "firstName": " Fatima "})
    assert made.status_code == 201, made.text
    contact = made.json()["contact"]
    assert contact["firstName"] == "Fatima"
    assert contact["phone"]["e164"] == "+212612345678"
    assert api.get(f"/contact/{contact['id']}").json() == contact


def test_contacts_are_listed_and_searched(api):
    api.post("/contact", json={"primaryPhone": "06 12 34 56 78", "firstName": "Émilie"})
    found = api.get("/contact", params={"search": "emil"})
    assert found.status_code == 200, found.text
    assert found.json()["meta"]["total"] == 1


def test_upsert(api):
    found = api.post("/contact/upsert?results=true", json={"data": [{"primaryPhone": "0612345678"}, {"primaryPhone": "+212612345678"}, {"firstName": "x"}, 5]})
    assert found.status_code == 200, found.text
    print(found.json())
