"""Every route, with nobody, with too small a role, and with another organization's ids."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from psycopg import sql
from scripts.reference.api import roles
from starlette.testclient import TestClient

from gomobile.db.pool import Database
from tests import make

OPEN = {
    *(("get", "/api/health"), ("get", "/api/ready"), ("post", "/api/auth/sign-in"), ("post", "/api/auth/forgot")),
    *(("post", "/api/auth/links/read"), ("post", "/api/auth/links/use")),
}
BELOW = {"manager": "agent", "admin": "manager"}
#: The published body of an error; `requestId` and `params` are ours.
ERROR_KEYS = {"code", "statusCode", "message", "error", "timestamp", "path", "requestId"}
MAY_HAVE = {"fieldErrors", "fieldDetails", "params"}


@dataclass(frozen=True)
class Objects:
    """One of everything that an organization can have, by the start of the paths that address it."""

    contact: str
    attribute: str
    api_key: str
    upload: str
    mapping: str
    tag: str
    bulk_action: str
    merge: str
    suppression: str
    hygiene_run: str
    duplicate_run: str
    audience: str
    view: str
    person: str
    invitation: str

    def id_for(self, path: str) -> str:
        """The object that a path with a parameter is about."""
        owners = {
            "/api/contact/ingestion/": self.upload,
            "/api/contact/": self.contact,
            "/api/custom-attributes/": self.attribute,
            "/api/auth/api-keys/": self.api_key,
            "/api/people/invitations/": self.invitation,
            "/api/people/": self.person,
            "/api/imports/": self.upload,
            "/api/import-mappings/": self.mapping,
            "/api/tags/": self.tag,
            "/api/bulk-actions/": self.bulk_action,
            "/api/merges/": self.merge,
            "/api/suppressions/": self.suppression,
            "/api/hygiene/runs/": self.hygiene_run,
            "/api/duplicates/runs/": self.duplicate_run,
            "/api/duplicates/": self.contact,
            "/api/audience/": self.audience,
            "/api/views/": self.view,
        }
        return next(id for start, id in owners.items() if path.startswith(start))


#: What a request needs besides its path to be about the object, and nothing else.
BODIES: dict[tuple[str, str], dict[str, Any]] = {
    ("put", "/api/contact/{id}"): {"firstName": "Eve"},
    ("patch", "/api/contact/{id}"): {"firstName": "Eve"},
    ("put", "/api/custom-attributes/{id}"): {"description": "Eve was here"},
    ("patch", "/api/custom-attributes/{id}"): {"description": "Eve was here"},
    ("patch", "/api/auth/api-keys/{id}"): {"name": "Eve"},
    ("patch", "/api/people/{id}"): {"role": "manager"},
    ("put", "/api/tags/{id}"): {"description": "Eve was here"},
    ("patch", "/api/tags/{id}"): {"description": "Eve was here"},
    ("post", "/api/tags/{id}/add-contacts"): {"contacts": ["00000000-0000-7000-8000-000000000000"]},
    ("post", "/api/tags/{id}/remove-contacts"): {"contacts": ["00000000-0000-7000-8000-000000000000"]},
    ("post", "/api/contact/{id}/tags"): {"tags": ["VIP"]},
    ("post", "/api/contact/{id}/consents"): {"purpose": "survey", "channel": "call", "status": "granted"},
    ("post", "/api/contact/{id}/phones"): {"primaryPhone": "0644444444"},
    ("post", "/api/contact/{id}/merge"): {"contacts": ["00000000-0000-7000-8000-000000000000"]},
    ("delete", "/api/suppressions/{id}"): {"reason": "Eve asked"},
    ("patch", "/api/views/{id}"): {"position": 7},
    ("put", "/api/audience/{id}"): {"description": "Eve was here"},
    ("patch", "/api/audience/{id}"): {"description": "Eve was here"},
    ("post", "/api/audience/{id}/add-contacts"): {"contacts": ["00000000-0000-7000-8000-000000000000"]},
    ("post", "/api/audience/{id}/remove-contacts"): {"contacts": ["00000000-0000-7000-8000-000000000000"]},
    ("post", "/api/audience/{id}/add-by-filter"): {"search": "Eve"},
    ("put", "/api/audience/{id}/members"): {"phones": ["0612345678"]},
    ("post", "/api/audience/{id}/split"): {"parts": 2},
    ("put", "/api/imports/{id}/mapping"): {"columns": [{"column": 0, "field": "primaryPhone"}]},
    ("put", "/api/imports/{id}/source"): {"hasHeaderRow": True},
    ("patch", "/api/imports/{id}/cells"): {"cells": [{"line": 2, "column": 1, "value": "Eve"}]},
    # Last: nothing is left of the contact.
    ("post", "/api/contact/{id}/erase"): {"reason": "requested"},
}


ARCHIVE_ALL = {"action": "archive", "filter": {}, "expectedCount": 1}


#: Whose body names a second object, which is not found for the owner either.
NAMES_ANOTHER = frozenset({("post", "/api/contact/{id}/merge")})


@pytest.fixture
def owned(api: make.Api, database: Database) -> Objects:
    contact = api.post("/contact", json={"primaryPhone": make.phone(), "firstName": "Amal"}).json()["contact"]
    attribute = api.post("/custom-attributes", json={"displayName": "City tier", "type": "text"}).json()
    key = api.post("/auth/api-keys", json={"name": "sync"}).json()
    uploaded = api.post("/imports", files={"file": ("people.csv", b"phone,name\n0612345678,Amal\n")})
    assert uploaded.status_code == 202, uploaded.text
    upload = uploaded.json()["id"]
    mapping = api.post("/import-mappings", json={"name": "CRM", "importId": upload}).json()
    tag = api.post("/tags", json={"name": "VIP"}).json()
    suppression = api.post("/suppressions", json={"phone": "0655555555", "reason": "asked"}).json()["suppression"]["id"]
    return Objects(
        contact["id"], attribute["id"], key["id"], upload, mapping["id"], tag=tag["id"], suppression=suppression,
        hygiene_run=api.post("/hygiene/archive_inactive/run").json()["id"],
        duplicate_run=api.post("/duplicates/runs").json()["id"],
        audience=api.post("/audience", json={"name": "Donors"}).json()["id"],
        view=api.post("/views", json={"list": "contacts", "name": "All", "query": {}}).json()["id"],
        bulk_action=api.post("/bulk-actions", json=ARCHIVE_ALL).json()["id"],
        merge=merged(api),
        person=make.person(database, api.organization),
        invitation=api.post("/people/invitations", json={"email": "eve@example.com"}).json()["id"],
    )  # fmt: skip


def merged(api: make.Api) -> str:
    """The id of a merge of two contacts."""
    survivor, loser = (api.post("/contact", json={"primaryPhone": make.phone()}).json()["contact"] for _ in range(2))
    made = api.post(f"/contact/{survivor['id']}/merge", json={"contacts": [loser["id"]]}).json()
    return made["merges"][0]["id"]


def routes(http: TestClient) -> dict[tuple[str, str], str | None]:
    return roles(http.app)  # type: ignore[arg-type]


#: What a path names here is the same for every organization: nothing to keep from others.
NAMED = frozenset(
    {
        "/api/policies/{name}",
        "/api/auth/sessions/{id}",  # of the person, whatever the organization: tried in people/test_sessions
        "/api/jobs/{kind}/{id}",  # a word and an object: tried in works/test_jobs
        "/api/jobs/{kind}/{id}/cancel",
        "/api/hygiene/{task}",
        "/api/hygiene/{task}/run",
        "/api/audience/{id}/why/{contactId}",  # two objects: tried in audiences/test_preview
    }
)


def addressed(http: TestClient) -> Iterator[tuple[str, str]]:
    """Routes whose path names an object."""
    return ((method, path) for method, path in routes(http) if "{" in path and path not in NAMED)


def filled(path: str, id: str) -> str:
    return re.sub(r"\{\w+\}", id, path)


def assert_error(answer: Any, status: int, code: str) -> None:
    body = answer.json()
    assert (answer.status_code, body["code"]) == (status, code), answer.text
    assert ERROR_KEYS <= body.keys() <= ERROR_KEYS | MAY_HAVE
    assert body["statusCode"] == status
    assert body["requestId"] == answer.headers["X-Request-Id"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", body["timestamp"])


def test_a_route_takes_no_anonymous_caller(http: TestClient) -> None:
    found = [one for one in routes(http) if one not in OPEN]

    assert len(found) > 30
    for method, path in found:
        assert_error(http.request(method, filled(path, str(uuid4()))), 401, "UNAUTHORIZED")


@pytest.mark.parametrize("secret", ["", "gm_sk_live_nobody", "x" * 5_000, "é", "\x7f"])
def test_a_route_takes_no_unknown_key(http: TestClient, secret: str) -> None:
    assert_error(http.get("/api/users/me", headers={"X-API-Key": secret.encode()}), 401, "UNAUTHORIZED")  # type: ignore[dict-item]
    bearer = f"Bearer {secret}".encode()
    assert_error(http.get("/api/users/me", headers={"Authorization": bearer}), 401, "UNAUTHORIZED")  # type: ignore[dict-item]


def test_a_route_takes_no_smaller_role(http: TestClient, api: make.Api, database: Database) -> None:
    keys = {role: make.key(database, api.organization, role) for role in ("agent", "manager")}
    needed = {one: role for one, role in routes(http).items() if role in BELOW}

    assert len(needed) > 10
    for (method, path), role in needed.items():
        secret = keys[BELOW[role]]  # type: ignore[index]
        answer = http.request(method, filled(path, str(uuid4())), headers={"X-API-Key": secret})
        assert_error(answer, 403, "FORBIDDEN")


def test_a_contact_is_deleted_for_good_by_an_administrator_only(
    http: TestClient, api: make.Api, owned: Objects, database: Database
) -> None:
    manager = make.Api(http, api.organization, make.key(database, api.organization, "manager"))

    assert_error(manager.delete(f"/contact/{owned.contact}?permanent=true"), 403, "FORBIDDEN")
    assert api.get(f"/contact/{owned.contact}").status_code == 200


def test_an_id_of_another_organization_is_not_found(
    http: TestClient, api: make.Api, owned: Objects, other: make.Api, database: Database
) -> None:
    before = everything_of(database, api)
    tried = list(addressed(http))

    assert len(tried) > 15
    for method, path in tried:
        answer = other.request(
            method, filled(path, owned.id_for(path)).removeprefix("/api"), json=BODIES.get((method, path))
        )
        assert answer.status_code == 404, f"{method} {path}: {answer.text}"
        assert_error(answer, 404, answer.json()["code"])
    assert everything_of(database, api) == before


def test_the_owner_is_answered_where_others_are_not(
    http: TestClient, api: make.Api, owned: Objects, database: Database
) -> None:
    """The same requests, so that the test above cannot pass because they were wrong."""
    before = everything_of(database, api)
    reads = [path for method, path in addressed(http) if method == "get"]
    changes = [one for one in BODIES if "{" in one[1] and one not in NAMES_ANOTHER]

    for path in reads:
        answer = api.get(filled(path, owned.id_for(path)).removeprefix("/api"))
        assert answer.status_code == 200 or answer.json()["code"] == "VALIDATION_FAILED", f"{path}: {answer.text}"
    for method, path in changes:
        answer = api.request(method, filled(path, owned.id_for(path)).removeprefix("/api"), json=BODIES[method, path])
        assert answer.status_code in (200, 201, 202), f"{method} {path}: {answer.text}"
    after = everything_of(database, api)
    assert {table for table in before if before[table] != after[table]} >= {"contacts", "api_keys", "imports"}


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("/contact/ingestion/validate", "sessionId"),
        ("/contact/ingestion/execute", "sessionId"),
        ("/import-mappings", "importId"),
    ],
)
def test_an_id_of_another_organization_in_a_body_is_not_found(
    owned: Objects, other: make.Api, path: str, field: str
) -> None:
    more = {
        "/contact/ingestion/validate": {"columnMappings": [{"column": 0, "field": "primaryPhone"}]},
        "/import-mappings": {"name": "Eve"},
    }

    assert_error(other.post(path, json={field: owned.upload, **more.get(path, {})}), 404, "IMPORT_NOT_FOUND")


def test_lists_of_another_organization_are_empty(owned: Objects, other: make.Api) -> None:
    assert other.get("/contact").json()["data"] == []
    assert other.get("/contact", params={"search": "Amal"}).json()["data"] == []
    assert other.get("/custom-attributes").json() == []
    assert other.get("/audience").json()["data"] == []
    assert other.get("/suppressions").json()["data"] == []
    assert other.get("/consents").json()["data"] == []
    assert other.get("/imports").json()["data"] == []
    assert other.get("/import-mappings").json()["data"] == []
    assert owned.api_key not in other.get("/auth/api-keys").text
    mapped = other.post("/imports", files={"file": ("a.csv", b"phone\n0612345678\n")}, data={"mapping": "CRM"})
    assert_error(mapped, 404, "IMPORT_MAPPING_NOT_FOUND")


@pytest.mark.parametrize("id", ["1", "x", "00000000-0000-0000-0000-00000000000g", "%00", "%2E%2E", "' OR 1=1--"])
def test_what_is_no_id_is_refused_or_not_found(http: TestClient, api: make.Api, id: str) -> None:
    for method, path in addressed(http):
        answer = api.request(method, filled(path, id).removeprefix("/api"), json=BODIES.get((method, path)))
        assert answer.status_code in (400, 404, 405), f"{method} {path}: {answer.text}"
        assert_error(answer, answer.status_code, answer.json()["code"])


def test_an_id_that_nobody_has_is_not_found(http: TestClient, api: make.Api) -> None:
    for method, path in addressed(http):
        answer = api.request(method, filled(path, str(uuid4())).removeprefix("/api"), json=BODIES.get((method, path)))
        assert answer.status_code == 404, f"{method} {path}: {answer.text}"


def everything_of(database: Database, owner: make.Api) -> dict[str, str]:
    """A hash of all rows of an organization in each tenant table; a key's last use and the limits do not count."""
    found = {}
    with database.transaction() as conn:
        tables = conn.execute(
            "SELECT table_name FROM information_schema.columns"
            " WHERE column_name = 'organization_id' AND table_schema = 'public' AND table_name <> 'request_counters'"
        ).fetchall()
        for (table,) in tables:
            query = sql.SQL(
                "SELECT to_jsonb(t) - 'last_used_at' FROM {} t WHERE organization_id = %s ORDER BY t::text"
            ).format(sql.Identifier(table))
            rows = conn.execute(query, [owner.organization.id]).fetchall()
            found[table] = hashlib.sha256(repr(rows).encode()).hexdigest()
    return found
