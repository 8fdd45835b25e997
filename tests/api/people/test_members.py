"""Who belongs to an organization, and who may change that."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests import make
from tests.api.people.conftest import PASSWORD, Browser, NewPerson

from gomobile.accounts.caller import ROLES
from gomobile.db.pool import Database


def code(answer: Any) -> tuple[int, str | None]:
    return answer.status_code, answer.json()["code"] if answer.status_code >= 400 else None


def test_the_list_shows_people_and_invitations(api: make.Api, owner: Browser, person: NewPerson) -> None:
    colleague = person(api.organization, "agent", name="Badr")
    owner.patch(f"/people/{colleague.person}", json={"disabled": True})
    invited = owner.post("/people/invitations", json={"email": "carla@example.com", "role": "manager"}).json()

    listed = owner.get("/people").json()

    found = [(one["name"] or one["email"], one["status"], one["role"]) for one in listed["data"]]
    assert found == [
        ("Amina", "active", "owner"), ("Badr", "disabled", "agent"), ("carla@example.com", "invited", "manager")
    ]  # fmt: skip
    assert listed["meta"]["total"] == 3
    assert [one["id"] for one in owner.get("/people", params={"search": "CARLA"}).json()["data"]] == [invited["id"]]
    pages = [owner.get("/people", params={"limit": 2, "page": page}).json() for page in (1, 2)]
    assert [(len(one["data"]), one["meta"]["hasNextPage"]) for one in pages] == [(2, True), (1, False)]


def test_people_are_the_business_of_administrators(api: make.Api, person: NewPerson) -> None:
    agent, manager = person(api.organization, "agent"), person(api.organization, "manager")

    for one in (agent, manager):
        assert code(one.get("/people")) == (403, "FORBIDDEN")
        assert code(one.post("/people/invitations", json={"email": "a@example.com"})) == (403, "FORBIDDEN")
        assert code(one.patch(f"/people/{agent.person}", json={"role": "admin"})) == (403, "FORBIDDEN")


def test_nobody_gives_or_takes_a_role_above_their_own(
    api: make.Api, owner: Browser, person: NewPerson, database: Database
) -> None:
    admin = person(api.organization, "admin")
    for own, theirs, wanted in itertools.product(("owner", "admin"), ROLES, ROLES):
        mine = owner if own == "owner" else admin
        colleague = make.person(database, api.organization, theirs)

        answer = mine.patch(f"/people/{colleague}", json={"role": wanted})

        allowed = own == "owner" or "owner" not in (theirs, wanted)
        assert code(answer) == ((200, None) if allowed else (403, "ROLE_TOO_HIGH")), (own, theirs, wanted)


def test_an_administrator_does_nothing_to_an_owner(api: make.Api, owner: Browser, person: NewPerson) -> None:
    admin = person(api.organization, "admin")
    invited = owner.post("/people/invitations", json={"email": "o@example.com", "role": "owner"}).json()

    for answer in (
        admin.delete(f"/people/{owner.person}"),
        admin.patch(f"/people/{owner.person}", json={"disabled": True}),
        admin.post(f"/people/{owner.person}/reset-link"),
        admin.post("/people/invitations", json={"email": "x@example.com", "role": "owner"}),
        admin.post(f"/people/invitations/{invited['id']}/resend"),
        admin.delete(f"/people/invitations/{invited['id']}"),
        api.delete(f"/people/{owner.person}"),
    ):
        assert code(answer) == (403, "ROLE_TOO_HIGH")


def test_the_last_owner_stays(api: make.Api, owner: Browser, person: NewPerson) -> None:
    path = f"/people/{owner.person}"
    assert code(owner.patch(path, json={"role": "admin"})) == (409, "LAST_OWNER")
    second = person(api.organization, "owner")
    assert code(owner.delete(path)) == (409, "OWN_ACCESS")
    assert code(owner.patch(path, json={"disabled": True})) == (409, "OWN_ACCESS")
    assert code(second.patch(path, json={"disabled": True})) == (200, None)
    for body in ({"role": "agent"}, {"role": "agent", "disabled": True}):
        assert second.patch(f"/people/{second.person}", json=body).status_code == 409
    assert code(second.patch(path, json={"disabled": False})) == (200, None)
    assert code(second.patch(f"/people/{second.person}", json={"role": "agent"})) == (200, None)


def test_two_owners_who_demote_each_other_leave_one(api: make.Api, owner: Browser, person: NewPerson) -> None:
    second = person(api.organization, "owner")
    with ThreadPoolExecutor(2) as pool:
        work = [
            pool.submit(one.patch, f"/people/{other.person}", json={"role": "agent"})
            for one, other in ((owner, second), (second, owner))
        ]
        answers = [one.result() for one in work]

    assert sorted(one.status_code for one in answers)[0] == 200
    owners = [one for one in api.get("/people").json()["data"] if one["role"] == "owner"]
    assert len(owners) == 1


def test_who_is_disabled_is_out_at_once_and_back_when_enabled(api: make.Api, owner: Browser, person: NewPerson) -> None:
    colleague = person(api.organization)
    owner.patch(f"/people/{colleague.person}", json={"disabled": True})

    assert colleague.get("/contact").status_code == 401
    assert code(colleague.sign_in(colleague.email)) == (403, "NO_ORGANIZATION")
    owner.patch(f"/people/{colleague.person}", json={"disabled": False})
    assert colleague.sign_in(colleague.email).status_code == 200


def test_a_new_role_holds_from_the_next_request_on(api: make.Api, owner: Browser, person: NewPerson) -> None:
    colleague = person(api.organization, "admin")
    assert colleague.get("/people").status_code == 200
    owner.patch(f"/people/{colleague.person}", json={"role": "agent"})

    assert colleague.get("/people").status_code == 403


def test_who_is_removed_keeps_nothing_but_the_name(
    api: make.Api, owner: Browser, person: NewPerson, database: Database
) -> None:
    colleague = person(api.organization, name="Badr")
    contact = colleague.post("/contact", json={"primaryPhone": make.phone()}).json()["contact"]["id"]

    assert owner.delete(f"/people/{colleague.person}").status_code == 204

    assert colleague.get("/auth/session").status_code == 401
    assert code(colleague.sign_in(colleague.email)) == (401, "INVALID_CREDENTIALS")
    with database.transaction() as conn:
        row = conn.execute(
            "SELECT name, email, email_key, password_hash, totp_secret FROM people WHERE id = %s", [colleague.person]
        ).fetchone()
    assert row == ("Badr", None, None, None, None)
    (event,) = api.get(f"/contact/{contact}/interactions").json()["data"]
    assert event["actor"] == {"kind": "person", "id": colleague.person, "name": "Badr"}
    assert code(owner.delete(f"/people/{colleague.person}")) == (404, "PERSON_NOT_FOUND")


def test_one_organization_does_nothing_to_another_one_of_the_person(
    api: make.Api, other: make.Api, owner: Browser, person: NewPerson
) -> None:
    colleague = person(api.organization, email="badr@example.com")
    person(other.organization, "admin", email="badr@example.com")

    assert code(owner.post(f"/people/{colleague.person}/reset-link")) == (409, "PERSON_OF_SEVERAL")
    owner.patch(f"/people/{colleague.person}", json={"disabled": True})
    assert colleague.get("/auth/session").json()["organization"]["slug"] == other.organization.slug
    owner.delete(f"/people/{colleague.person}")
    assert colleague.sign_in("badr@example.com").json()["role"] == "admin"


def test_one_changes_ones_own_name_language_and_password(owner: Browser, api: make.Api) -> None:
    changed = owner.patch("/auth/me", json={"name": " Amina Alaoui ", "locale": "ar"}).json()
    assert (changed["person"]["name"], changed["person"]["locale"]) == ("Amina Alaoui", "ar")
    assert owner.patch("/auth/me", json={"locale": None}).json()["person"]["locale"] is None
    second = owner.sign_in(owner.email)
    assert second.status_code == 200

    wrong = owner.post("/auth/password", json={"current": "not the password", "new": "another harbour entirely"})
    weak = owner.post("/auth/password", json={"current": PASSWORD, "new": "short"})
    done = owner.post("/auth/password", json={"current": PASSWORD, "new": "another harbour entirely"})

    assert wrong.json()["fieldDetails"]["current"][0]["code"] == "wrongPassword"
    assert weak.json()["fieldDetails"]["new"][0]["code"] == "minLength"
    assert done.json() == {"ended": 1}
    assert owner.get("/auth/session").status_code == 200
    assert owner.sign_in(owner.email, "another harbour entirely").status_code == 200
    lines = api.get("/audit-log").json()["data"]
    assert "person.password_changed" in {line["action"] for line in lines}
    assert "harbour" not in str(lines)


def test_an_open_session_is_no_good_for_guessing_the_password(owner: Browser) -> None:
    body = {"current": "not the password", "new": "another harbour entirely"}

    assert 429 in [owner.post("/auth/password", json=body).status_code for _ in range(8)]


def test_the_organization_is_changed_by_administrators(api: make.Api, owner: Browser, person: NewPerson) -> None:
    body = {"name": "Atlas", "country": "fr", "timezone": "Europe/Paris", "currency": "eur", "defaultRegion": "FR"}
    changed = owner.patch("/organization", json=body).json()
    wrong = owner.patch("/organization", json={"timezone": "Mars/Base", "defaultRegion": "XX"})

    assert {name: changed[name] for name in body} == body | {"country": "FR", "currency": "EUR"}
    assert changed["usage"]["contacts"] == 0
    # A request may be counted in one second and answered in the next.
    assert any(owner.get("/organization").json()["usage"]["requestsThisSecond"] >= 1 for _ in range(10))
    assert set(wrong.json()["fieldDetails"]) == {"timezone", "defaultRegion"}
    assert code(person(api.organization, "manager").patch("/organization", json={"name": "Eve Inc"}))[0] == 403
    (line,) = api.get("/audit-log", params={"action": "organization.updated"}).json()["data"]
    assert line["after"] == {
        "country": "FR", "timezone": "Europe/Paris", "currency": "EUR", "default_region": "FR"
    }  # fmt: skip


def test_a_reset_link_ends_when_the_person_joins_another_organization(
    api: make.Api, other: make.Api, owner: Browser, person: NewPerson, browser: Callable[[], Browser]
) -> None:
    colleague = person(api.organization, "agent", email="badr@example.com")
    held = owner.post(f"/people/{colleague.person}/reset-link").json()["link"].partition("#")[2]
    invited = other.post("/people/invitations", json={"email": "badr@example.com", "role": "admin"}).json()

    joined = browser().post("/auth/links/use", json={"token": invited["link"].partition("#")[2], "password": PASSWORD})

    assert joined.status_code == 200, joined.text
    taken = browser().post("/auth/links/use", json={"token": held, "password": "chosen by somebody else"})
    assert code(taken) == (404, "LINK_NOT_FOUND")
