"""What each clean-up does, and would do."""

from __future__ import annotations

import threading
from datetime import timedelta
from uuid import UUID

import pytest

from gomobile.accounts.caller import Actor
from gomobile.attributes import service as attributes
from gomobile.attributes.options import OptionChange
from gomobile.calls import service as calls
from gomobile.calls.result import CallResult
from gomobile.clock import now
from gomobile.db.pool import connect
from gomobile.policies import service as policies
from gomobile.quality.hygiene import clean_ups, service
from tests.jobs.hygiene.conftest import ACTOR, House


def archived(house: House) -> set[UUID]:
    query = "SELECT id FROM contacts WHERE organization_id = %(org_id)s AND archived_at IS NOT NULL"
    return {id for (id,) in house.execute(query)}


def tagged(house: House) -> set[UUID]:
    query = "SELECT contact_id FROM contact_tags WHERE organization_id = %(org_id)s"
    return {id for (id,) in house.execute(query)}


def call(house: House, id: UUID, result: str, times: int = 1) -> None:
    with connect(house.conninfo) as conn:
        results = [CallResult(now(), result, contact_id=id) for _ in range(times)]  # type: ignore[arg-type]
        calls.record_call_results(conn, house.organization, ACTOR, results)


def test_inactive_contacts_are_archived(house: House) -> None:
    quiet, called, fresh = house.contact(), house.contact(), house.contact()
    house.age([quiet, called], 91)
    call(house, called, "no_answer")

    dry = house.clean("archive_inactive", dry_run=True)
    assert dry.report["counts"] == {"checked": 3, "archived": 1}
    assert dry.report["sample"] == {"archived": [str(quiet)]}
    assert archived(house) == set()

    done = house.clean("archive_inactive")
    assert (done.status, done.report["counts"]) == ("completed", dry.report["counts"])
    assert archived(house) == {quiet}
    assert fresh not in archived(house)
    assert house.clean("archive_inactive").report["counts"]["archived"] == 0


def test_the_policy_says_what_is_inactive(house: House) -> None:
    quiet = house.contact()
    house.age([quiet], 31)
    assert house.clean("archive_inactive").report["counts"]["archived"] == 0

    with connect(house.conninfo) as conn:
        policies.put(conn, house.organization.id, ACTOR, "archive", {"inactiveDays": 30})

    assert house.clean("archive_inactive").report["counts"]["archived"] == 1


def test_a_run_goes_on_where_it_was_stopped(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = [house.contact() for _ in range(7)]
    house.age(ids, 100)
    monkeypatch.setattr(clean_ups, "_ROWS", 2)
    run = house.start("archive_inactive")
    stop = threading.Event()
    stop.set()

    assert service.run(house.conninfo, house.organization.id, run, stop=stop).status == "running"
    assert len(archived(house)) == 2
    done = service.run(house.conninfo, house.organization.id, run)

    assert done.report["counts"] == {"checked": 7, "archived": 7}
    assert archived(house) == set(ids)


def test_a_cancelled_run_ends_at_its_next_step(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.age([house.contact() for _ in range(5)], 100)
    monkeypatch.setattr(clean_ups, "_ROWS", 2)
    run = house.start("archive_inactive")
    stop = threading.Event()
    stop.set()
    service.run(house.conninfo, house.organization.id, run, stop=stop)
    with connect(house.conninfo) as conn:
        service.cancel(conn, house.organization.id, run)

    assert service.run(house.conninfo, house.organization.id, run).status == "cancelled"
    assert len(archived(house)) == 2


def test_failing_numbers_are_tagged_and_mended_ones_untagged(house: House) -> None:
    good, invalid, gone = house.contact(), house.contact(primaryPhone="+2125"), house.contact()
    call(house, gone, "not_in_service")

    dry = house.clean("flag_invalid", dry_run=True)
    assert dry.report["counts"] == {"checked": 3, "failing": 2, "tagged": 2, "untagged": 0}
    assert tagged(house) == set()

    house.clean("flag_invalid")
    assert tagged(house) == {invalid, gone}
    with connect(house.conninfo) as conn:
        calls.verify(conn, house.organization.id, ACTOR, [gone])
    done = house.clean("flag_invalid")

    assert done.report["counts"] == {"checked": 3, "failing": 1, "tagged": 0, "untagged": 1}
    assert tagged(house) == {invalid}
    assert good not in tagged(house)


def test_numbers_are_read_again(house: House) -> None:
    stale, fine = house.contact(), house.contact()
    house.execute(
        "UPDATE contacts SET phone_status = 'possible', phone_type = 'unknown'"
        " WHERE organization_id = %(org_id)s AND id = %(id)s",
        id=stale,
    )
    other = house.contact()
    house.execute(
        "UPDATE contacts SET primary_phone = '+33612345678' WHERE organization_id = %(org_id)s AND id = %(id)s",
        id=other,
    )
    before = house.execute("SELECT id, phone_key FROM contacts WHERE organization_id = %(org_id)s ORDER BY id")

    done = house.clean("recheck_phones")

    counts = done.report["counts"]
    assert (counts["checked"], counts["verified"], counts["changed"], counts["valid"]) == (3, 3, 1, 3)
    assert done.report["sample"] == {"changed": [str(stale)], "wouldBeAnotherNumber": [str(other)]}
    after = house.execute("SELECT id, phone_key FROM contacts WHERE organization_id = %(org_id)s ORDER BY id")
    assert after == before, "keys never change by themselves"
    query = "SELECT phone_status, phone_type FROM contacts WHERE organization_id = %(org_id)s AND id = %(id)s"
    assert house.execute(query, id=stale) == house.execute(query, id=fine) == [("valid", "mobile")]


def test_a_check_can_be_limited_to_some_contacts(house: House) -> None:
    one, _ = house.contact(), house.contact()

    done = house.clean("recheck_phones", only={"contacts": [str(one)]})

    assert done.report["counts"]["verified"] == 1


def test_values_of_archived_options_are_counted(house: House) -> None:
    with connect(house.conninfo) as conn:
        tier = attributes.create(conn, house.organization.id, "Tier", "enum", options=["Gold", "Silver"])
    for label in ("Gold", "Gold", "Silver"):
        house.contact(customAttributes={"tier": label})
    assert house.clean("attribute_check").report["counts"] == {"misfits": 0}

    with connect(house.conninfo) as conn:
        gone = OptionChange(tier.options[0].id, archived=True)
        attributes.update(conn, house.organization.id, tier.id, options=[gone])
    report = house.clean("attribute_check").report

    assert report["counts"] == {"misfits": 2}
    assert report["attributes"] == [{"attribute": "tier", "reason": "archivedOption", "contacts": 2}]


def test_engagement_is_reviewed(house: House) -> None:
    ids = [house.contact() for _ in range(6)]
    with connect(house.conninfo) as conn:
        for id, days, result in zip(ids, (1, 70, 120, 120, 45), ("answered",) * 3 + ("busy", "answered"), strict=False):
            told = CallResult(now() - timedelta(days=days), result, contact_id=id)  # type: ignore[arg-type]
            calls.record_call_results(conn, house.organization, ACTOR, [told])

    counts = {"checked": 6, "active": 1, "atRisk": 1, "inactive": 2, "neverCalled": 1, "outOfReach": 0}
    assert house.clean("engagement_review", dry_run=True).report["counts"] == counts
    assert house.clean("engagement_review").report["counts"] == counts


def test_a_scan_for_duplicates_is_queued_once(house: House) -> None:
    assert house.clean("refresh_duplicates").report["counts"] == {"scans": 1}
    assert house.clean("refresh_duplicates").report["counts"] == {"scans": 0}


def test_changed_rules_reach_every_contact(house: House) -> None:
    ids = [house.contact() for _ in range(3)]
    for id in ids[:2]:
        call(house, id, "no_answer", times=3)
    query = "SELECT reachability FROM contact_engagement WHERE organization_id = %(org_id)s"
    assert house.execute(query) == [("at_risk",)] * 2

    with connect(house.conninfo) as conn:
        policies.put(conn, house.organization.id, Actor("system"), "reachability", {"failuresInARow": 3})
        runs, _ = service.list_runs(conn, house.organization.id, "judge_reachability", 1, 10)
    done = service.run(house.conninfo, house.organization.id, runs[0].id)

    assert done.report["counts"] == {"changed": 2}
    assert house.execute(query) == [("unreachable",)] * 2
