"""Generated requests for every operation of the OpenAPI document: no server error, and answers as documented.

Half of the requests are about things that exist. The same requests come every time.
"""

from __future__ import annotations

import io
import itertools
import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
import schemathesis
import structlog
from hypothesis import Phase, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from schemathesis import checks
from schemathesis.generation import GenerationMode
from schemathesis.schemas import APIOperation
from scripts.reference.api import describe
from starlette.testclient import TestClient

from gomobile import logs
from gomobile.db.pool import Database
from gomobile.http.app import create_app
from gomobile.settings import Settings
from tests import make
from tests.api import described
from tests.conftest import Postgres

EXAMPLES = 20
SCHEMA = schemathesis.openapi.from_dict(describe().openapi())
# Not SCHEMA.parametrize(): its tests all have one and the same node id, so that pytest-xdist runs the first alone.
OPERATIONS = [found.ok() for found in SCHEMA.get_all_operations()]
# Its answer has no end, which the client here waits for; tests/api/live has a real server.
OPERATIONS = [operation for operation in OPERATIONS if operation.path != "/api/events"]
# What is wrong with one of many is told beside what was done with the others.
ONE_BY_ONE = {"/api/call-results", "/api/contact/upsert", "/api/suppressions/bulk", "/api/consents/bulk"}
CHECKS = (
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
    checks.negative_data_rejection,
)


@pytest.fixture(scope="module")
def quiet() -> Iterator[None]:
    """Without a log: drawing the traceback of a failure takes seconds."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    logs.configure("error", io.StringIO())
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.fixture(scope="module")
def api(
    quiet: None, postgres: Postgres, settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[make.Api]:
    """One service and organization for all operations."""
    name = "schemathesis"
    with Database(postgres.clone(name), max_size=8) as database:
        app = create_app(database, replace(settings, data_dir=tmp_path_factory.mktemp("data")))
        owner = make.organization(database)
        with TestClient(app, raise_server_exceptions=False) as http:
            yield make.Api(http, owner, make.key(database, owner))
    postgres.drop(name)


@pytest.fixture(scope="module")
def existing(api: make.Api) -> Callable[[str], str]:
    """Make a thing that the path of an operation is about, and return its id."""

    def contact() -> str:
        return api.post("/contact", json={"primaryPhone": make.phone()}).json()["contact"]["id"]

    def attribute() -> str:
        return api.post("/custom-attributes", json={"displayName": make.phone(), "type": "text"}).json()["id"]

    def key() -> str:
        return api.post("/auth/api-keys", json={"name": make.phone()}).json()["id"]

    def upload() -> str:
        return api.post("/imports", files={"file": ("people.csv", b"phone\n0612345678\n")}).json()["id"]

    def mapping() -> str:
        return api.post("/import-mappings", json={"name": make.phone(), "importId": upload()}).json()["id"]

    def suppression() -> str:
        made = api.post("/suppressions", json={"phone": make.phone(), "reason": "asked"})
        return made.json()["suppression"]["id"]

    def merge() -> str:
        body = {"contacts": [contact()]}
        return api.post(f"/contact/{contact()}/merge", json=body).json()["merges"][0]["id"]

    def tag() -> str:
        return api.post("/tags", json={"name": make.phone()}).json()["id"]

    def audience() -> str:
        return api.post("/audience", json={"name": make.phone()}).json()["id"]

    def bulk_action() -> str:
        body = {"action": "archive", "filter": {"contacts": [contact()]}, "expectedCount": 1}
        return api.post("/bulk-actions", json=body).json()["id"]

    def duplicate_run() -> str:
        found = api.get("/duplicates/runs").json()["data"]
        return found[0]["id"] if found else api.post("/duplicates/runs", json={}).json()["id"]

    def hygiene_run() -> str:
        return api.post("/hygiene/archive_inactive/run", params={"dryRun": "true"}).json()["id"]

    def view() -> str:
        return api.post("/views", json={"list": "contacts", "name": make.phone(), "query": {}}).json()["id"]

    def person() -> str:
        return make.person(api.http.app.state.database, api.organization)  # type: ignore[attr-defined]

    def invitation() -> str:
        email = f"{make.phone().removeprefix('+')}@example.com"
        return api.post("/people/invitations", json={"email": email}).json()["id"]

    makers = {
        "/api/people/invitations/": invitation,
        "/api/people/": person,
        "/api/auth/sessions/": person,  # of nobody who asks with a key
        "/api/views/": view,
        "/api/contact/ingestion/": upload,
        "/api/contact/": contact,
        "/api/custom-attributes/": attribute,
        "/api/auth/api-keys/": key,
        "/api/imports/": upload,
        "/api/merges/": merge,
        "/api/hygiene/runs/": hygiene_run,
        "/api/suppressions/": suppression,
        "/api/tags/": tag,
        "/api/audience/": audience,
        "/api/bulk-actions/": bulk_action,
        "/api/duplicates/runs/": duplicate_run,
        "/api/jobs/": bulk_action,
        "/api/duplicates/": contact,
        "/api/import-mappings/": mapping,
    }
    return lambda path: next(maker for start, maker in makers.items() if path.startswith(start))()


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.label)
def test_an_operation(operation: APIOperation, api: make.Api, existing: Callable[[str], str]) -> None:
    turn = itertools.count()
    without = [checks.negative_data_rejection] if operation.path in ONE_BY_ONE else None

    @given(case=st.one_of([operation.as_strategy(mode) for mode in GenerationMode]))
    @hypothesis_settings(max_examples=EXAMPLES, phases=[Phase.generate])
    def check(case: Any) -> None:
        if case.path_parameters and all(map(is_id, case.path_parameters.values())) and next(turn) % 2:
            case.path_parameters = {name: existing(case.path) for name in case.path_parameters}
        headers = {"X-API-Key": api.secret}
        answer = case.call_and_validate(app=api.http.app, headers=headers, checks=CHECKS, excluded_checks=without)
        path, media = answer.request.path_url.partition("?")[0], answer.headers.get("content-type", [""])[0]
        described.check(case.method, path, answer.status_code, media, answer.content)

    check()


def is_id(value: object) -> bool:
    try:
        UUID(str(value))
    except ValueError:
        return False
    return True
