"""What holds for every request: ids, limits, unknown properties, unreadable bodies, error bodies."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from starlette.testclient import TestClient

from gomobile.db.pool import Database
from gomobile.http.app import create_app
from gomobile.http.body import BESIDE_A_FILE, OF_A_CALLER, OF_A_VISITOR
from gomobile.settings import Settings
from tests import make

JSON = {"Content-Type": "application/json"}


def field_codes(answer: Any) -> dict[str, list[str]]:
    assert answer.status_code == 400, answer.text
    assert answer.json()["code"] == "VALIDATION_FAILED"
    return {field: [one["code"] for one in found] for field, found in answer.json()["fieldDetails"].items()}


def test_a_request_id_comes_back(http: TestClient, api: make.Api) -> None:
    answer = api.get("/users/me", headers={"X-Request-Id": "crm-sync.42"})
    missing = http.get("/api/nothing", headers={"X-Request-Id": "crm-sync.43"})

    assert answer.headers["X-Request-Id"] == "crm-sync.42"
    assert missing.json()["requestId"] == missing.headers["X-Request-Id"] == "crm-sync.43"


@pytest.mark.parametrize("given", ["", "x" * 65, "a b", "line\tbreak", '"quoted"'])
def test_a_request_id_that_could_spoil_a_log_is_replaced(http: TestClient, given: str) -> None:
    answer = http.get("/api/health", headers={"X-Request-Id": given})

    assert answer.headers["X-Request-Id"] != given
    assert len(answer.headers["X-Request-Id"]) == 32


def test_every_answer_tells_the_limits(api: make.Api) -> None:
    for answer in (api.get("/users/me"), api.get("/contact/nothing"), api.post("/contact", json={})):
        assert int(answer.headers["X-RateLimit-Limit"]) == 10_000
        assert 0 <= int(answer.headers["X-RateLimit-Remaining"]) < 10_000
        assert int(answer.headers["X-RateLimit-Reset"]) > 1_700_000_000


def used_up(database: Database, bucket: str, used: int) -> None:
    """As if the organization had sent this many requests in a second that does not end."""
    with database.transaction() as conn:
        conn.execute(
            "UPDATE request_counters SET used = %s, window_start = window_start + 3600 WHERE bucket = %s",
            [used, bucket],
        )


def test_requests_beyond_the_plan_wait(http: TestClient, database: Database, other: make.Api) -> None:
    owner = make.organization(database, plan="basic")
    keys = [make.Api(http, owner, make.key(database, owner)) for _ in range(2)]
    assert keys[0].get("/users/me").status_code == 200
    used_up(database, "requests", 999)

    last, one_too_many = keys[0].get("/users/me"), keys[1].get("/users/me")

    assert (last.status_code, last.headers["X-RateLimit-Remaining"]) == (200, "0")
    assert one_too_many.status_code == 429
    assert one_too_many.json()["code"] == "RATE_LIMITED"
    assert one_too_many.headers["Retry-After"] == "1"
    assert one_too_many.headers["X-RateLimit-Limit"] == "1000"
    assert other.get("/users/me").status_code == 200, "another organization has its own limit"


def test_bulk_requests_have_their_own_limit(http: TestClient, database: Database) -> None:
    owner = make.organization(database, plan="basic")
    api = make.Api(http, owner, make.key(database, owner))
    body = {"data": [{"primaryPhone": make.phone()}]}
    assert api.post("/contact/upsert", json=body).headers["X-RateLimit-Limit"] == "10"
    used_up(database, "bulk", 10)

    refused = api.post("/contact/upsert", json=body)

    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "1")
    assert api.get("/contact").status_code == 200, "other requests go on"


@pytest.mark.parametrize(
    ("method", "path", "unknown"),
    [
        ("get", "/contact?seach=amal", "seach"),
        ("delete", "/contact/{id}?permanant=true", "permanant"),
        ("get", "/custom-attributes?page=1", "page"),
        ("get", "/imports?sort=asc", "sort"),
    ],
)
def test_an_unknown_query_parameter_is_refused(api: make.Api, method: str, path: str, unknown: str) -> None:
    id = api.post("/contact", json={"primaryPhone": make.phone()}).json()["contact"]["id"]

    answer = api.request(method, path.format(id=id))

    assert field_codes(answer) == {unknown: ["unknownProperty"]}
    assert api.get(f"/contact/{id}").status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("post", "/contact", {"primaryPhone": "0612345678"}),
        ("post", "/contact/upsert", {"data": [{"primaryPhone": "0612345678"}]}),
        ("post", "/custom-attributes", {"displayName": "Tier", "type": "text"}),
        ("post", "/auth/api-keys", {"name": "sync"}),
    ],
)
def test_an_unknown_property_of_a_body_is_refused(api: make.Api, method: str, path: str, body: dict[str, Any]) -> None:
    answer = api.request(method, path, json={**body, "colour": "red"})

    assert field_codes(answer) == {"colour": ["unknownProperty"]}
    assert api.get("/contact").json()["data"] == []


def test_an_unknown_field_of_a_form_is_refused(api: make.Api) -> None:
    upload = {"file": ("people.csv", b"phone\n0612345678\n")}

    assert field_codes(api.post("/imports", files=upload, data={"dryrun": "false"})) == {"dryrun": ["unknownProperty"]}
    assert api.get("/imports").json()["data"] == []


def test_a_parameter_is_given_once_unless_it_takes_several(api: make.Api) -> None:
    twice = [("file", ("a.csv", b"phone\n0612345678\n")), ("region", (None, "MA")), ("region", (None, "FR"))]

    assert field_codes(api.get("/contact?search=amal&search=omar&limit=5")) == {"search": ["duplicate"]}
    assert field_codes(api.post("/imports", files=twice)) == {"region": ["duplicate"]}
    assert api.get("/contact/export?columns=firstName&columns=city").status_code == 200


@pytest.mark.parametrize("body", [b"{nope", b"", b'{"primaryPhone": "06', b"\xff\xfe{}", b"[" * 100_000, b"{'a': 1}"])
def test_a_body_that_is_no_json_is_refused(api: make.Api, body: bytes) -> None:
    answer = api.post("/contact", content=body, headers=JSON)

    assert field_codes(answer).keys() <= {"body", "contact", "primaryPhone"}
    assert "X-RateLimit-Limit" in answer.headers


def test_a_body_of_another_kind_is_refused_with_what_to_send(api: make.Api) -> None:
    """As curl sends it when the header is forgotten."""
    form = {"Content-Type": "application/x-www-form-urlencoded"}

    answer = api.post("/contact", content=b'{"primaryPhone": "0612345678"}', headers=form)

    assert answer.status_code == 415
    assert "Content-Type: application/json" in answer.json()["message"]


def test_nothing_of_an_anonymous_body_is_read(http: TestClient) -> None:
    read = []

    def body() -> Any:
        for _ in range(100):
            read.append(True)
            yield b"x" * 100_000

    answer = http.post("/api/imports", content=body(), headers={"Content-Type": "multipart/form-data; boundary=x"})

    assert answer.status_code == 401
    assert http.post("/api/contact", content=b"{nope", headers=JSON).status_code == 401


def test_a_nul_character_is_refused_wherever_it_stands(api: make.Api) -> None:
    answers = [
        api.get("/auth/api-keys", params={"search": "a\0b"}),
        api.get("/contact", params={"search": "a\0b"}),
        api.post("/auth/api-keys", json={"name": "a\0b"}),
        api.post("/custom-attributes", json={"displayName": "a\0bc", "type": "text"}),
        api.post("/contact", json={"primaryPhone": make.phone(), "city": "a\0b"}),
        api.post("/imports", files={"file": ("a.csv", b"phone\n0612345678\n")}, data={"mapping": "a\0b"}),
    ]

    assert [answer.status_code for answer in answers] == [400, 400, 400, 400, 400, 404]


def test_every_refused_value_is_told_at_once(api: make.Api) -> None:
    listed = field_codes(api.get("/contact", params={"page": 0, "limit": 101, "sortBy": "zip", "sortOrder": "up"}))
    created = field_codes(api.post("/contact", json={"firstName": "x" * 65, "gender": "x", "primaryEmail": "x"}))

    assert listed == {"page": ["min"], "limit": ["max"], "sortBy": ["enum"], "sortOrder": ["enum"]}
    assert created == {
        "primaryPhone": ["required"],
        "firstName": ["maxLength"],
        "gender": ["enum"],
        "primaryEmail": ["format"],
    }


def test_addresses_and_methods_that_do_not_exist_have_the_same_error_body(http: TestClient, api: make.Api) -> None:
    for answer, status in ((api.get("/nothing"), 404), (http.get("/api"), 404), (api.patch("/users/me"), 405)):
        assert answer.status_code == answer.json()["statusCode"] == status
        assert answer.headers["Content-Type"] == "application/json"


def test_somebody_unknown_sends_no_large_body(http: TestClient) -> None:
    body = b'{"email": "' + b"a" * OF_A_VISITOR

    def parts() -> Iterator[bytes]:
        yield from (body[:9_000], body[9_000:])

    said = http.post("/api/auth/sign-in", content=body, headers=JSON)
    streamed = http.post("/api/auth/links/read", content=parts(), headers=JSON)

    for answer in (said, streamed):
        assert (answer.status_code, answer.json()["code"]) == (413, "BODY_TOO_LARGE")
        assert answer.json()["params"] == {"max": OF_A_VISITOR}


def test_a_body_of_who_is_known_is_bounded_too(api: make.Api) -> None:
    answer = api.post("/contact", content=b'{"a": "' + b"a" * OF_A_CALLER, headers=JSON)

    assert (answer.status_code, answer.json()["code"]) == (413, "BODY_TOO_LARGE")


def test_a_form_is_read_where_one_is_taken(api: make.Api) -> None:
    id = api.post("/contact", json={"primaryPhone": make.phone()}).json()["contact"]["id"]
    api.delete(f"/contact/{id}")
    form = {"Content-Type": "multipart/form-data; boundary=x", "Idempotency-Key": "restore-1"}

    large = api.post(f"/contact/{id}/restore", content=b"a" * (OF_A_CALLER + 1), headers=form)
    nothing = api.post(f"/contact/{id}/restore", content=b"no form", headers=form)

    assert (large.status_code, large.json()["code"]) == (413, "BODY_TOO_LARGE")
    assert nothing.status_code == 200


@pytest.mark.parametrize("method", ["said", "streamed"])
@pytest.mark.parametrize(("verb", "path"), [("POST", "/imports"), ("PUT", "/audience/{id}/members")])
def test_a_form_is_as_large_as_a_file_may_be(
    database: Database, app_settings: Settings, method: str, verb: str, path: str
) -> None:
    most = 1_000 + BESIDE_A_FILE
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
    body = head + b"a" * most

    def parts() -> Iterator[bytes]:
        yield from (body[:9_000], body[9_000:])

    owner = make.organization(database)
    with TestClient(create_app(database, replace(app_settings, import_max_bytes=1_000))) as client:
        api = make.Api(client, owner, make.key(database, owner))
        id = api.post("/audience", json={"name": "Callers"}).json()["id"]
        answer = api.request(
            verb,
            path.format(id=id),
            content=body if method == "said" else parts(),
            headers={"Content-Type": "multipart/form-data; boundary=x"},
        )

    assert (answer.status_code, answer.json()["code"]) == (413, "BODY_TOO_LARGE")
    assert answer.json()["params"] == {"max": most}


def test_answers_are_kept_by_nobody_and_shown_in_no_frame(http: TestClient, api: make.Api) -> None:
    for answer in (api.get("/contact"), http.get("/api/users/me"), http.get("/api/docs"), http.get("/")):
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Strict-Transport-Security" not in answer.headers


def test_browsers_stay_with_https_where_it_is_the_address(database: Database, app_settings: Settings) -> None:
    secure = replace(app_settings, public_url="https://contacts.example.com")
    app = create_app(database, secure)

    over_tls = TestClient(app, base_url="https://contacts.example.com").get("/api/health")
    plain = TestClient(app, base_url="http://127.0.0.1:8000").get("/api/health")

    assert over_tls.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert "Strict-Transport-Security" not in plain.headers


def test_a_fault_of_ours_is_told_without_its_details(log: io.StringIO, api: make.Api, database: Database) -> None:
    with database.transaction() as conn:
        conn.execute("ALTER TABLE attribute_definitions RENAME TO gone")

    answer = api.get("/custom-attributes")

    assert answer.status_code == 500
    assert answer.json()["code"] == "INTERNAL_ERROR"
    assert answer.headers["X-Request-Id"] in answer.json()["message"]
    assert "attribute_definitions" not in answer.text
    assert "Traceback" not in answer.text
    assert answer.headers["X-Request-Id"] in log.getvalue()


@pytest.mark.parametrize(("levels", "status"), [(100, 201), (1000, 400), (100_000, 400)])
def test_a_body_nested_without_end_is_refused(api: make.Api, levels: int, status: int) -> None:
    attributes = '{"a":' * levels + "1" + "}" * levels
    body = f'{{"primaryPhone": "+212612345678", "customAttributes": {attributes}}}'

    answer = api.post("/contact", content=body, headers=JSON)

    assert answer.status_code == status, answer.text
    assert len(api.get("/contact").json()["data"]) == (1 if status == 201 else 0)
