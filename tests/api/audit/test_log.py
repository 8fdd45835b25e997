"""What the audit log records, and that it holds nobody's name or number."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from gomobile.db.pool import Database
from tests import make


def lines(api: make.Api, **which: Any) -> list[dict[str, Any]]:
    answer = api.get("/audit-log", params={"limit": 100, **which})
    assert answer.status_code == 200, answer.text
    return answer.json()["data"]


def test_a_key_is_recorded_with_who_and_from_where(api: make.Api) -> None:
    made = api.post("/auth/api-keys", json={"name": "sync", "role": "manager"}, headers={"X-Request-Id": "abc-1"})

    (line,) = lines(api)
    assert line["action"] == "api_key.created"
    assert line["subject"] == {"kind": "api_key", "id": made.json()["id"]}
    assert line["actor"]["kind"] == "key"
    assert line["actor"]["name"].startswith("key ")
    assert (line["address"], line["requestId"]) == ("testclient", "abc-1")
    assert line["after"]["role"] == "manager"
    assert made.json()["secret"] not in str(line)


def test_a_change_of_a_key_is_recorded_with_before_and_after(api: make.Api) -> None:
    id = api.post("/auth/api-keys", json={"name": "sync"}).json()["id"]
    api.patch(f"/auth/api-keys/{id}", json={"isActive": False})
    api.delete(f"/auth/api-keys/{id}")

    revoked, updated, _ = lines(api, subject=id)
    assert (updated["action"], revoked["action"]) == ("api_key.updated", "api_key.revoked")
    assert (updated["before"]["isActive"], updated["after"]["isActive"]) == (True, False)


def test_what_failed_is_not_recorded(api: make.Api) -> None:
    assert api.post("/auth/api-keys", json={"name": ""}).status_code == 400

    assert lines(api) == []


def test_what_was_only_tried_is_not_recorded(api: make.Api) -> None:
    for said in ("true", "1", "on"):
        assert api.post("/hygiene/archive_inactive/run", params={"dryRun": said}).status_code == 202

    assert lines(api) == []


def test_a_repeated_request_is_recorded_once(api: make.Api) -> None:
    for _ in range(2):
        api.post("/auth/api-keys", json={"name": "sync"}, headers={"Idempotency-Key": "1"})

    assert len(lines(api)) == 1


def test_it_holds_nothing_of_the_person(api: make.Api, database: Database) -> None:
    """Every recorded action on a contact, an import and an export, looked through byte by byte."""
    person = {"primaryPhone": "+212655443322", "firstName": "Zoulikha", "primaryEmail": "zoulikha@example.org"}
    id = api.post("/contact", json=person).json()["contact"]["id"]
    api.post(f"/contact/{id}/archive")
    api.delete(f"/contact/{id}")
    api.post(f"/contact/{id}/restore")
    api.get("/contact/export", params={"search": "Zoulikha"})
    api.post("/imports", files={"file": ("Zoulikha.csv", b"phone,name\n0655443322,Zoulikha\n")})
    api.delete(f"/contact/{id}", params={"permanent": True})

    with database.transaction() as conn:
        (text,) = conn.execute("SELECT string_agg(a::text, ' ') FROM audit_log a").fetchone() or ("",)
    assert {line["action"] for line in lines(api)} >= {"contact.deleted", "contacts.exported", "import.uploaded"}
    for marker in ("oulikha", "655443322", "example.org"):
        assert marker not in text


def test_pages_follow_each_other(api: make.Api) -> None:
    for at in range(5):
        api.post("/custom-attributes", json={"displayName": f"Field {at}", "type": "text"})
    seen, cursor = [], None
    while True:
        page = api.get("/audit-log", params={"limit": 2, **({"cursor": cursor} if cursor else {})}).json()
        seen += [line["sequence"] for line in page["data"]]
        cursor = page["meta"]["nextCursor"]
        if cursor is None:
            break

    assert seen == [5, 4, 3, 2, 1]
    assert page["meta"]["total"] == 5
    assert [line["sequence"] for line in api.get("/audit-log?page=2&limit=2").json()["data"]] == [3, 2]
    assert api.get("/audit-log?cursor=zzz").status_code == 400


def test_lines_are_found_by_action_actor_subject_and_time(api: make.Api) -> None:
    id = api.post("/custom-attributes", json={"displayName": "Tier", "type": "text"}).json()["id"]
    api.post("/auth/api-keys", json={"name": "sync"})
    first, second = reversed(lines(api))

    assert [line["sequence"] for line in lines(api, action="attribute.created")] == [1]
    assert [line["sequence"] for line in lines(api, subject=id)] == [1]
    assert len(lines(api, actor=first["actor"]["id"])) == 2
    assert [line["sequence"] for line in lines(api, **{"from": second["at"]})] == [2]
    assert [line["sequence"] for line in lines(api, to=second["at"])] == [1]


def test_another_organization_sees_its_own_lines_only(api: make.Api, other: make.Api) -> None:
    api.post("/auth/api-keys", json={"name": "sync"})
    other.post("/auth/api-keys", json={"name": "theirs"})

    assert [line["sequence"] for line in lines(other)] == [1]
    assert lines(other)[0]["subject"]["id"] != lines(api)[0]["subject"]["id"]


def test_it_is_exported_as_a_file(api: make.Api) -> None:
    api.post("/auth/api-keys", json={"name": "=1+1"})
    table = api.get("/audit-log/export").text.splitlines()
    rows = api.get("/audit-log/export", params={"format": "jsonl", "action": "api_key.created"}).text.splitlines()

    assert table[0].startswith("sequence,at,action,actorKind")
    # That it was asked for is recorded beside the reading: the line may be in it already.
    assert sum("api_key.created" in line for line in table) == 1
    assert len(rows) == 1
    assert [line["action"] for line in lines(api)].count("audit_log.exported") == 2


def test_many_at_once_make_one_chain(api: make.Api) -> None:
    def work(at: int) -> int:
        return api.post("/custom-attributes", json={"displayName": f"Field {at}", "type": "text"}).status_code

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(work, range(24))) == {201}

    assert sorted(line["sequence"] for line in lines(api)) == list(range(1, 25))
    assert api.get("/audit-log/verify").json()["ok"]
