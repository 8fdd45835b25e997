"""The timeline of a contact."""

from __future__ import annotations

from tests import make


def test_each_change_shows_its_previous_and_its_next_value(api):
    id = api.post("/contact", json={"primaryPhone": make.phone(), "city": "Rabat"}).json()["contact"]["id"]
    for city in ("Fès", None, "Agadir"):
        api.patch(f"/contact/{id}", json={"city": city})
    api.delete(f"/contact/{id}")
    answer = api.get(f"/contact/{id}/interactions")
    assert answer.status_code == 200, answer.text
    events = answer.json()["data"]
    assert [event["kind"] for event in events] == ["deleted", "updated", "updated", "updated", "created"]
    assert [event["changes"] for event in events[1:4]] == [
        [{"field": "city", "previous": None, "value": "Agadir"}],
        [{"field": "city", "previous": "Fès", "value": None}],
        [{"field": "city", "previous": "Rabat", "value": "Fès"}],
    ]
