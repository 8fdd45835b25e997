"""Everything held about a number: for the person who asks what is known of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from gomobile.accounts.caller import Organization
from gomobile.clock import now
from gomobile.db.pool import Connection
from gomobile.imports.holding import service as import_files
from gomobile.phones.normalize import Phone
from gomobile.privacy import erasure_answers as answers
from gomobile.privacy.erasure.errors import NothingHeld
from gomobile.privacy.person import Person
from gomobile.privacy.persons import contacts_of_number, person_of
from gomobile.privacy.places import PLACES, TRACES
from gomobile.privacy.subject import store
from gomobile.privacy.suppression import service as suppression
from gomobile.privacy.traces import store as traces
from gomobile.settings import Settings

AUDIT = "audit_log"
FILES = "import_files"
TITLES = {place.name: place.title for place in (*PLACES, *TRACES)} | {
    AUDIT: "Audit log",
    FILES: "Files that wait to be imported",
}


@dataclass(frozen=True, slots=True)
class Subject:
    """What is held about a number: rows by place, in the order of `privacy.places`, empty places left out."""

    organization: Organization
    phone_key: str
    phone_hash: bytes
    at: datetime
    contact_ids: list[UUID]
    places: dict[str, list[dict[str, Any]]]

    def to_json(self) -> answers.Subject:
        """As one JSON object."""
        return {
            "organization": self.organization.name,
            "phone": self.phone_key,
            "at": self.at,
            "contactIds": self.contact_ids,
            "places": [{"name": name, "title": TITLES[name], "rows": rows} for name, rows in self.places.items()],
        }


def gather(conn: Connection, settings: Settings, organization: Organization, phone: Phone) -> Subject:
    """Everything held about whoever has a number, deleted contacts too. Raises NothingHeld."""
    org_id = organization.id
    ids = contacts_of_number(conn, org_id, phone.key)
    person = person_of(conn, organization, ids, [phone.key])
    hashes = suppression.hashes_of(conn, org_id, {*person.phone_keys, phone.key})
    values = {
        "org_id": org_id,
        "ids": ids,
        "keys": sorted(person.phone_keys),
        "hashes": list(hashes.values()),
        "subjects": [*map(str, ids), *(hash.hex() for hash in hashes.values())],
    }
    found = {place.name: store.gather(conn, place.name, values) for place in PLACES}
    for trace in TRACES:
        found[trace.name] = [
            _own_part(trace.by, mention.key, mention.content, mention.without)
            for mention in traces.find_mentions(conn, org_id, trace, person)
        ]
    found[FILES] = _files(conn, settings, org_id, person)
    held = any(found.values())
    found[AUDIT] = store.audit_lines(conn, values)
    if not held and not found[AUDIT]:
        raise NothingHeld("Nothing is held about this number.")
    return Subject(
        organization, phone.key, hashes[phone.key], now(), ids, {name: rows for name, rows in found.items() if rows}
    )


def _files(conn: Connection, settings: Settings, org_id: UUID, person: Person) -> list[dict[str, Any]]:
    held = import_files.find(conn, settings, org_id, person.pattern, person.mentioned_in)
    return [{"import_id": str(file.id), "status": file.status} for file in held]


def _own_part(by: str, key: Any, content: Any, without: Any) -> dict[str, Any]:
    """What a row holds of the person, without what it holds of others."""
    if by == "row":
        return {**key, **content}
    return {**key, "holds": _difference(content, without)}


def _difference(content: Any, without: Any) -> Any:
    """The parts of `content` that are not in `without`."""
    if isinstance(content, dict) and isinstance(without, dict) and without != {"erased": True}:
        return {
            name: _difference(part, without.get(name)) for name, part in content.items() if part != without.get(name)
        }
    if isinstance(content, list) and isinstance(without, list):
        return [part for part in content if part not in without]
    return content
