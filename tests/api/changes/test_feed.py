"""The change feed."""

from __future__ import annotations

from tests import make


def read_all(api, cursor=None, limit=2):
    """Every entry from a cursor on, page by page; and the cursor to go on with."""
    found = []
    while True:
        params = {"limit": limit, **({"cursor": cursor} if cursor else {})}
        answer = api.get("/contact/changes", params=params)
        assert answer.status_code == 200, answer.text
        page = answer.json()
        found += page["data"]
        cursor = page["meta"]["nextCursor"]
        if not page["meta"]["hasNextPage"]:
            return found, cursor


def test_every_kind_of_change_is_told_in_order(api):
    id = api.post("/contact", json={"primaryPhone": make.phone()}).json()["contact"]["id"]
    api.patch(f"/contact/{id}", json={"city": "Fès"})
    api.delete(f"/contact/{id}")
    api.post(f"/contact/{id}/restore")
    api.delete(f"/contact/{id}?permanent=true")
    entries, cursor = read_all(api)
    assert [entry["kind"] for entry in entries] == ["created", "updated", "deleted", "restored", "erased"]
    assert {entry["contactId"] for entry in entries} == {id}
    assert {entry["contact"] for entry in entries} == {None}
    assert read_all(api, cursor) == ([], cursor)
