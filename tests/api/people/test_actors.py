"""What those are called who made changes."""

from __future__ import annotations

from uuid import uuid4

from tests import make
from tests.api.people.conftest import Browser, NewPerson


def test_keys_and_people_of_the_organization_have_names_also_when_they_left(
    api: make.Api, other: make.Api, owner: Browser, person: NewPerson
) -> None:
    left = person(api.organization, name="Badr")
    owner.delete(f"/people/{left.person}")
    key = api.get("/users/me").json()["id"]
    ids = [owner.person, left.person, key, str(uuid4()), owner.person]

    mine = api.get("/actors", params={"id": ids}).json()["data"]

    assert [(one["id"], one["name"]) for one in mine] == [
        (owner.person, "Amina"), (left.person, "Badr"), (key, api.get("/users/me").json()["firstName"])
    ]  # fmt: skip
    assert other.get("/actors", params={"id": ids}).json()["data"] == []
    assert api.get("/actors").status_code == 400
    assert api.get("/actors", params={"id": [str(uuid4()) for _ in range(101)]}).status_code == 400
