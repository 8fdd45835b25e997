"""What a contact shows of its consents and suppressions."""

from __future__ import annotations

from tests import make


def test_a_statement_is_in_the_timeline(api: make.Api) -> None:
    id = api.post("/contact", json={"primaryPhone": "0612345678"}).json()["contact"]["id"]
    body = {"purpose": "marketing", "channel": "call", "status": "granted", "statedAt": "2026-01-01T12:00:00Z"}
    made = api.post(f"/contact/{id}/consents", json={**body, "source": "web form"}).json()

    [event, created] = api.get(f"/contact/{id}/interactions").json()["data"]

    assert (created["kind"], created["consent"]) == ("created", None)
    assert (event["kind"], event["id"], event["changes"]) == ("consent", made["id"], [])
    assert event["actor"]["kind"] == "key"
    assert event["consent"] == {
        "purpose": "marketing",
        "channel": "call",
        "status": "granted",
        "source": "web form",
        "statedAt": "2026-01-01T12:00:00.000Z",
    }


def test_a_contact_shows_what_keeps_it_from_being_reached(api: make.Api) -> None:
    id = api.post("/contact", json={"primaryPhone": "0612345678"}).json()["contact"]["id"]
    assert api.get(f"/contact/{id}").json()["suppressions"] == []
    made = api.post("/suppressions", json={"phone": "0612345678", "reason": "asked"}).json()["suppression"]

    [shown] = api.get(f"/contact/{id}").json()["suppressions"]
    assert shown == {
        "id": made["id"],
        "phone": "+212612345678",
        "channel": "all",
        "reason": "asked",
        "since": made["createdAt"],
        "expiresAt": None,
    }
    api.delete(f"/suppressions/{made['id']}?reason=x")
    assert api.get(f"/contact/{id}").json()["suppressions"] == []
