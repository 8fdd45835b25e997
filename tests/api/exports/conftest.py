"""Contacts with everything that a file format can get wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.make import Api

ATTRIBUTES: dict[str, dict[str, Any]] = {
    "note": {"displayName": "Note", "type": "text"},
    "balance": {"displayName": "Balance", "type": "number"},
    "is_vip": {"displayName": "Is VIP", "type": "boolean"},
    "due_on": {"displayName": "Due on", "type": "date"},
    "called_at": {"displayName": "Called at", "type": "datetime"},
    "second_phone": {"displayName": "Second phone", "type": "phone_number"},
    "work_email": {"displayName": "Work email", "type": "email"},
    "website": {"displayName": "Website", "type": "url"},
    "tier": {
        "displayName": "Tier",
        "type": "enum",
        "options": [{"label": "Très bien"}, {"label": "=Bad"}, {"label": "100 %"}],
    },
}

CONTACTS: list[dict[str, Any]] = [
    {
        "primaryPhone": "+212612345678",
        "firstName": "Fatima",
        "lastName": "El Idrissi",
        "fullName": "Mme Fatima El Idrissi",
        "primaryEmail": "Fatima@Example.ma",
        "address": '12, rue "des Orangers"\nétage 3',
        "city": "Fès",
        "state": "Fès-Meknès",
        "zip": "01000",
        "occupation": "pharmacienne",
        "preferredChannel": "phone",
        "gender": "female",
        "channels": ["phone", "sms"],
        "customAttributes": {
            "note": "a, b; c\t| d",
            "balance": 1234.5,
            "is_vip": True,
            "due_on": "2026-12-31",
            "called_at": "2026-07-01T22:59:00.000Z",
            "second_phone": "+33612345678",
            "work_email": "f@example.com",
            "website": "https://example.com/?a=1&b=2",
            "tier": "tres_bien",
        },
    },
    {
        "primaryPhone": "06 12 34 56 79",
        "firstName": "=cmd|' /C calc'!A0",
        "lastName": "+1+1",
        "fullName": "-2+3+cmd",
        "address": "@SUM(A1)",
        "city": "＝1+1",
        "state": "'=1",
        "zip": "''+1",
        "occupation": "+212 (0)6-12.34",
        "preferredChannel": "-12.5",
        "customAttributes": {"note": "-", "balance": -0.001, "is_vip": False, "tier": "bad"},
    },
    {
        "primaryPhone": "00212612345680",
        "firstName": "O'Brien",
        "lastName": "محمد",
        "occupation": "_x0041_ & <b>",
        "customAttributes": {"balance": 1.234, "due_on": "1899-05-17", "called_at": "2026-02-15T02:30:00.123Z"},
    },
    {"primaryPhone": "12345", "firstName": "Zoë \\ back\\slash", "customAttributes": {"balance": 9007199254740991}},
    {"primaryPhone": "+212612345682", "customAttributes": {"tier": "100_percent", "called_at": "2026-03-29T01:30:00Z"}},
]


@dataclass
class Stock:
    """An organization with CONTACTS, as the API shows them, newest first."""

    api: Api
    contacts: list[dict[str, Any]] = field(default_factory=list)

    def export(self, **query: Any) -> Any:
        """GET /contact/export."""
        answer = self.api.get("/contact/export", params=query)
        assert answer.status_code == 200, answer.text
        return answer


def define_attributes(api: Api) -> None:
    for name, body in ATTRIBUTES.items():
        made = api.post("/custom-attributes", json=body)
        assert made.status_code == 201, made.text
        assert made.json()["name"] == name


def values(api: Api) -> list[dict[str, Any]]:
    """What matters of each contact, newest first: what was given, and what was understood of the number."""
    listed = api.get("/contact", params={"limit": 100, "include": "customAttributes"}).json()["data"]
    return [
        {
            **{name: contact[name] for name in CONTACTS[0] if name not in ("customAttributes",)},
            "phone": contact["phone"],
            "customAttributes": {entry["name"]: entry["value"] for entry in contact["customAttributes"]},
        }
        for contact in listed
    ]


@pytest.fixture
def stock(api: Api) -> Stock:
    define_attributes(api)
    for contact in CONTACTS:
        made = api.post("/contact", json=contact)
        assert made.status_code == 201, made.text
        assert made.json()["attributeErrors"] == []
    found = api.get("/contact", params={"limit": 100, "include": "customAttributes"}).json()["data"]
    return Stock(api, found)
