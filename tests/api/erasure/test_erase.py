"""Who may be erased when, what stands in the way, and what belongs to others."""

from __future__ import annotations

import threading
from typing import Any
from uuid import UUID

from gomobile.db.pool import Database
from gomobile.imports import service as imports
from gomobile.privacy.places import PLACES
from gomobile.settings import Settings
from tests import make
from tests.api.erasure.everything import found

PHONE = "+212655443322"
WHY = {"reason": "requested"}


def ok(answer: Any) -> Any:
    assert answer.status_code < 300, answer.text
    return answer.json()


def contact(api: make.Api, **values: Any) -> str:
    return ok(api.post("/contact", json={"primaryPhone": make.phone(), **values}))["contact"]["id"]


def refused(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def test_the_second_administrator_is_told(api: make.Api) -> None:
    """At the same moment: one erases, the other finds nothing."""
    id = contact(api)
    answers: list[int] = []

    def erase() -> None:
        answers.append(api.post(f"/contact/{id}/erase", json=WHY).status_code)

    threads = [threading.Thread(target=erase) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == [200, 404]
    assert ok(api.get("/audit-log", params={"action": "contact.erased"}))["meta"]["total"] == 1


def test_a_number_that_nobody_has_is_erased_from_what_was_kept_of_it(api: make.Api) -> None:
    ok(api.post("/call-results", json={"data": [{"phone": PHONE, "result": "answered"}]}))
    done = ok(api.post("/privacy/erase", json={"phone": "0655443322", **WHY}))

    assert done["contactIds"] == []
    assert done["blanked"] == {"call_results_of_number": 1}
    assert refused(api.post("/privacy/erase", json={"phone": PHONE, **WHY})) == (404, "NOTHING_HELD")


def test_a_number_may_be_suppressed_although_nothing_is_held(api: make.Api, database: Database) -> None:
    ok(api.post("/privacy/erase", json={"phone": PHONE, "suppress": True, **WHY}))
    checked = ok(api.post("/suppressions/check", json={"phones": [PHONE], "channel": "call"}))

    assert checked["data"][0]["suppressed"]
    with database.transaction() as conn:
        assert conn.execute("SELECT phone_key FROM suppressions").fetchall() == [(None,)]


def test_a_merged_contact_is_erased_with_the_one_that_it_went_into(api: make.Api) -> None:
    survivor, loser = contact(api), contact(api)
    ok(api.post(f"/contact/{survivor}/merge", json={"contacts": [loser]}))

    answer = api.post(f"/contact/{loser}/erase", json=WHY)
    assert refused(answer) == (409, "CONTACT_MERGED")
    assert answer.json()["params"]["mergedInto"] == survivor
    assert sorted(ok(api.post(f"/contact/{survivor}/erase", json=WHY))["contactIds"]) == sorted([survivor, loser])


def test_after_an_undone_merge_the_other_one_stays(api: make.Api) -> None:
    survivor, other = contact(api, firstName="Amal"), contact(api, firstName="Badr")
    ok(api.post(f"/contact/{survivor}/merge", json={"contacts": [other]}))
    merge = ok(api.get("/merges", params={"contactId": survivor}))["data"][0]["id"]
    ok(api.post(f"/merges/{merge}/unmerge"))
    done = ok(api.post(f"/contact/{survivor}/erase", json=WHY))

    assert done["contactIds"] == [survivor]
    assert ok(api.get(f"/contact/{other}"))["firstName"] == "Badr"


def test_nothing_of_a_loser_is_left_in_the_timeline_of_who_was_one_with_it(
    api: make.Api, database: Database, app_settings: Settings
) -> None:
    """The survivor had her address for a time; putting its own back kept hers as what was overwritten."""
    survivor = contact(api, firstName="Amal")
    other = contact(api, primaryPhone=PHONE, firstName="Zoulikha", primaryEmail="zq@marker.example", city="Markertown")
    ok(api.post(f"/contact/{survivor}/merge", json={"contacts": [other]}))
    ok(api.put(f"/contact/{survivor}", json={"city": "Fès"}))
    merge = ok(api.get("/merges", params={"contactId": survivor}))["data"][0]["id"]
    ok(api.post(f"/merges/{merge}/unmerge"))
    markers = ["zoulikha", "zq@marker.example", "markertown"]
    assert "contact_history.before" in found(database, app_settings.data_dir, markers, ["655443322"])

    ok(api.post(f"/contact/{other}/erase", json=WHY))
    assert found(database, app_settings.data_dir, markers, ["655443322"]) == {}
    assert ok(api.get(f"/contact/{survivor}"))["firstName"] == "Amal"


def test_what_two_persons_share_stays_with_the_other(api: make.Api, database: Database) -> None:
    """A number that was deleted and given to somebody else, and the address of a family."""
    gone = contact(api, primaryPhone=PHONE, primaryEmail="family@example.org")
    ok(api.delete(f"/contact/{gone}"))
    stays = contact(api, primaryPhone=PHONE, primaryEmail="family@example.org")
    ok(api.post("/suppressions", json={"phone": PHONE, "reason": "asked", "channel": "sms"}))
    ok(api.post(f"/contact/{gone}/erase", json=WHY))

    assert ok(api.get(f"/contact/{stays}"))["primaryEmail"] == "family@example.org"
    with database.transaction() as conn:
        assert conn.execute("SELECT phone_key FROM suppressions").fetchall() == [(PHONE,)]


def test_a_running_import_of_the_person_stands_in_the_way(
    api: make.Api, database: Database, app_settings: Settings
) -> None:
    id = contact(api, primaryPhone=PHONE)
    upload = ok(api.post("/imports", files={"file": ("a.csv", b"phone,name\n06 55 44 33 22,Amal\n")}))["id"]
    imports.preview(database.conninfo, app_settings, api.organization.id, UUID(upload))
    ok(api.post(f"/imports/{upload}/execute"))

    answer = api.post(f"/contact/{id}/erase", json=WHY)
    assert refused(answer) == (409, "ERASURE_BLOCKED")
    assert answer.json()["params"]["importId"] == upload
    ok(api.post(f"/imports/{upload}/cancel"))
    assert ok(api.post(f"/contact/{id}/erase", json=WHY))["importFiles"] == 1


def test_a_waiting_import_with_the_person_says_why_it_cannot_run(api: make.Api) -> None:
    id = contact(api, primaryPhone=PHONE)
    upload = ok(api.post("/imports", files={"file": ("a.csv", b"phone,name\n06 55 44 33 22,Amal\n")}))["id"]
    others = ok(api.post("/imports", files={"file": ("b.csv", b"phone,name\n06 12 34 56 78,Badr\n")}))["id"]

    assert ok(api.post(f"/contact/{id}/erase", json=WHY))["importFiles"] == 1
    assert ok(api.get(f"/imports/{upload}"))["error"]["code"] == "FILE_ERASED"
    assert ok(api.get(f"/imports/{others}"))["status"] != "failed"


def test_if_match_guards_deleting_for_good(api: make.Api) -> None:
    id = contact(api)

    assert api.delete(f"/contact/{id}?permanent=true", headers={"If-Match": '"9"'}).status_code == 412
    assert ok(api.get(f"/contact/{id}"))


def test_a_reason_is_one_of_a_list(api: make.Api) -> None:
    id = contact(api)

    assert api.post(f"/contact/{id}/erase", json={"reason": "Amal wants it"}).status_code == 400
    assert api.post(f"/contact/{id}/erase", json={}).status_code == 400


def test_counts_of_tags_audiences_and_contacts_follow(api: make.Api) -> None:
    id, other = contact(api), contact(api)
    tag = ok(api.post("/tags", json={"name": "vip"}))["id"]
    audience = ok(api.post("/audience", json={"name": "VIP", "type": "static"}))["id"]
    ok(api.post(f"/tags/{tag}/add-contacts", json={"contacts": [id, other]}))
    ok(api.post(f"/audience/{audience}/add-contacts", json={"contacts": [id, other]}))
    ok(api.post(f"/contact/{id}/erase", json=WHY))

    assert ok(api.get("/contact"))["meta"]["total"] == 1
    assert ok(api.get(f"/tags/{tag}"))["contactCount"] == 1
    assert ok(api.get(f"/audience/{audience}"))["contactCount"] == 1


def test_every_place_is_erased_once() -> None:
    assert len({place.name for place in PLACES}) == len(PLACES)
