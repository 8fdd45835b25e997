"""The Febrl sets as contacts, and how well a scan finds their duplicates."""

from __future__ import annotations

import csv
import gzip
import io
import itertools
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from gomobile.accounts import service as accounts
from gomobile.accounts.caller import Actor, Organization
from gomobile.attributes import service as attributes
from gomobile.contacts.batch import find_ids, upsert_batch
from gomobile.db.pool import Connection

FOLDER = Path(__file__).with_name("febrl")
PLAIN_SPLINK = {1: 0.996, 3: 0.990}
"""What Splink alone reaches on the sets, as published with it."""


@dataclass(frozen=True)
class Quality:
    """How many of the pairs found are duplicates, how many of the duplicates were found, and both in one figure."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def rows(number: int) -> list[dict[str, str]]:
    """The records of a set; blanks are empty."""
    text = gzip.decompress((FOLDER / f"dataset{number}.csv.gz").read_bytes()).decode()
    reader = csv.reader(io.StringIO(text), skipinitialspace=True)
    header = [name.strip() for name in next(reader)]
    return [dict(zip(header, (cell.strip() for cell in row), strict=True)) for row in reader if row]


def load(conn: Connection, number: int) -> tuple[Organization, dict[UUID, str]]:
    """An organization with a contact for each record; and which person each contact is."""
    organization = accounts.create_organization(conn, f"Febrl {number}", country="AU", plan="enterprise")
    for name in ("Date of birth", "Social security"):
        attributes.create(conn, organization.id, name, "text", identifying=True)
    person: dict[UUID, str] = {}
    records = rows(number)
    for start in range(0, len(records), 500):
        part = records[start : start + 500]
        bodies = [_contact(record, start + at) for at, record in enumerate(part)]
        batch = upsert_batch(conn, organization, Actor("system"), bodies)
        assert batch.count("created") == len(part), batch.problems[:3]
        for index, id in find_ids(conn, organization.id, batch).items():
            person[id] = part[index]["rec_id"].split("-")[1]
    return organization, person


def measure(found: set[tuple[UUID, UUID]], person: dict[UUID, str]) -> Quality:
    """Compare the pairs that were found with the truth."""
    by_person = defaultdict(list)
    for id, who in sorted(person.items()):
        by_person[who].append(id)
    true = {pair for ids in by_person.values() for pair in itertools.combinations(ids, 2)}
    right = len(found & true)
    return Quality(right / max(1, len(found)), right / len(true))


def _contact(record: dict[str, str], number: int) -> dict[str, Any]:
    """A record as a contact, with a number that no other has and that says nothing."""
    address = " ".join(filter(None, (record["street_number"], record["address_1"], record["address_2"])))
    # Scattered, so that no two numbers look alike: a prime step through the eight digits.
    phone = f"+614{number * 61_803_399 % 100_000_000:08}"
    values = {
        "firstName": record["given_name"],
        "lastName": record["surname"],
        "address": address,
        "city": record["suburb"],
        "zip": record["postcode"],
        "state": record["state"],
    }
    custom = {"date_of_birth": record["date_of_birth"], "social_security": record["soc_sec_id"]}
    return {
        "primaryPhone": phone,
        **{name: value for name, value in values.items() if value},
        "customAttributes": {name: value for name, value in custom.items() if value},
    }
