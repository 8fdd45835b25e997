"""Upserts of anything, against a dictionary that does the same."""

from __future__ import annotations

from typing import Any

import hypothesis.strategies as st
from hypothesis import given, settings

from gomobile.db.pool import Database
from tests import make
from tests.api.contacts.test_list import walk
from tests.api.contacts.test_upsert import upsert

TEXTS = ("firstName", "city", "occupation")
#: Three people, each written in several ways.
PHONES = {
    "0612345678": "+212612345678",
    "+212 612-345-678": "+212612345678",
    "00212612345678": "+212612345678",
    "0687654321": "+212687654321",
    "212687654321": "+212687654321",
    "+33612345678": "+33612345678",
    "12": None,
    "nobody": None,
}
words = st.sampled_from(["", " ", "a", "b", " a ", "q\"u,o'te\\", "é\nè", "null", "\\N"])
contacts = st.fixed_dictionaries(
    {"primaryPhone": st.sampled_from(sorted(PHONES))},
    optional={
        **dict.fromkeys(TEXTS, st.none() | words),
        "channels": st.none() | st.lists(st.sampled_from(["a", "b,c", '"']), max_size=2),
        "customAttributes": st.none()
        | st.dictionaries(
            st.sampled_from(["tier", "score", "unheard"]), st.none() | st.integers(-5, 5) | words, max_size=3
        ),
    },
)


class Model:
    """What the contacts of an organization should be, by canonical number."""

    def __init__(self) -> None:
        self.contacts: dict[str, dict[str, Any]] = {}

    def upsert(self, data: list[dict[str, Any]]) -> tuple[int, int, int, int]:
        """(created, updated, unchanged, failed)."""
        last = {PHONES[values["primaryPhone"]]: values for values in data}
        failed = sum(PHONES[values["primaryPhone"]] is None for values in data)
        created = updated = 0
        for key, values in last.items():
            if key is None:
                continue
            before = self.contacts.get(key)
            after = self._merged(before or {"channels": [], "attributes": {}}, values)
            created += before is None
            updated += before is not None and before != after
            self.contacts[key] = after
        return created, updated, len(data) - failed - created - updated, failed

    def _merged(self, before: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
        after = {**before, "attributes": dict(before["attributes"])}
        for name in TEXTS:
            after[name] = before.get(name)
            if name in values:
                after[name] = (values[name] or "").strip() or None
        if "channels" in values:
            after["channels"] = values["channels"] or []
        given = values.get("customAttributes", {})
        if given is None:
            after["attributes"] = {}
        for name, value in (given or {}).items():
            stored = self._value(name, value)
            if stored is None:
                after["attributes"].pop(name, None)
            elif stored != "refused":
                after["attributes"][name] = stored
        return after

    def _value(self, name: str, value: Any) -> Any:
        if name == "unheard":
            return "refused"
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        if name == "tier":
            return str(value).strip()
        return value if isinstance(value, int) else "refused"


def seen(api: make.Api) -> dict[str, dict[str, Any]]:
    """The contacts as the API shows them."""
    return {
        contact["phone"]["e164"]: {
            **{name: contact[name] for name in (*TEXTS, "channels")},
            "attributes": {entry["name"]: entry["value"] for entry in contact["customAttributes"]},
        }
        for contact in walk(api, include="customAttributes")
    }


@settings(max_examples=40)
@given(st.lists(st.lists(contacts, min_size=1, max_size=6), min_size=1, max_size=4))
def test_batches_do_what_a_dictionary_would(http: Any, database: Database, batches: list[list[dict[str, Any]]]) -> None:
    owner = make.organization(database)
    api = make.Api(http, owner, make.key(database, owner))
    for name, kind in (("Tier", "text"), ("Score", "number")):
        api.post("/custom-attributes", json={"displayName": name, "type": kind})
    model = Model()
    for batch in batches:
        body = upsert(api, *batch)
        found = body["created"], body["updated"], body["unchanged"], body["failed"]
        assert found == model.upsert(batch)
        assert seen(api) == model.contacts
