"""Suppressions and consents of the SDK against the real service."""

from __future__ import annotations

from pathlib import Path

import pytest

from gomobile.client import AsyncGomobile, Conflict, Gomobile
from tests.client.conftest import Service

NUMBER = "0612345678"


def test_a_number_is_added_checked_listed_and_lifted(gomobile: Gomobile) -> None:
    added = gomobile.suppressions.add(NUMBER, "asked", source="letter", expires_at="2099-12-31")
    assert not added.already_suppressed
    assert gomobile.suppressions.add(NUMBER, "asked").already_suppressed
    held, free, nothing = gomobile.suppressions.check([NUMBER, "0612345679", "nobody"])
    assert (held.may_be_reached, free.may_be_reached, nothing.may_be_reached) == (False, True, False)
    assert (held.reason, held.e164) == ("asked", "+212612345678")
    assert gomobile.suppressions.list(search=NUMBER).total == 1

    lifted = gomobile.suppressions.lift(added.suppression.id, "asked again")

    assert (lifted.state, lifted.lift_reason) == ("lifted", "asked again")
    assert gomobile.suppressions.get(lifted.id).state == "lifted"
    with pytest.raises(Conflict):
        gomobile.suppressions.lift(lifted.id, "again")
    assert list(gomobile.suppressions.iterate()) == []


def test_many_are_added_and_lists_go_in_and_out(gomobile: Gomobile, tmp_path: Path) -> None:
    report = gomobile.suppressions.add_many(
        [{"phone": NUMBER, "reason": "asked"}, {"phone": "nobody", "reason": "asked"}]
    )
    assert (report.added, report.failed, report.errors[0].index) == (1, 1, 1)
    source, target = tmp_path / "list.csv", tmp_path / "out.csv"
    source.write_text(f"phone\n{NUMBER}\n0612345679\n")
    done = gomobile.suppressions.load(source, reason="regulator")
    assert (done.numbers, done.added, done.already_suppressed) == (2, 1, 1)
    assert gomobile.suppressions.export(target) == target.stat().st_size
    assert target.read_text(encoding="utf-8").count("\n") == 3


def test_consent_is_recorded_and_read(gomobile: Gomobile, tmp_path: Path) -> None:
    contact = gomobile.contacts.create(primary_phone=NUMBER)
    assert gomobile.consents.record(contact.id, "marketing", "call", "granted", source="web form").allows
    gomobile.consents.record(contact.id, "marketing", "call", "withdrawn", suppress=True)
    report = gomobile.consents.record_many(
        [{"phone": NUMBER, "purpose": "service", "channel": "sms", "status": "granted"}]
    )

    assert report.recorded == 1
    found = gomobile.consents.of(contact.id)
    assert [(one.purpose, one.status) for one in found.current] == [("marketing", "withdrawn"), ("service", "granted")]
    assert len(found.data) == 3
    assert gomobile.consents.list(status="granted").total == 1
    assert [one.primary_phone for one in gomobile.consents.iterate(purpose="service")] == [NUMBER]
    assert gomobile.consents.export(tmp_path / "consents.csv") > 0
    assert gomobile.suppressions.check([NUMBER])[0].suppressed


@pytest.mark.anyio
async def test_the_asynchronous_client_does_the_same(service: Service) -> None:
    async with AsyncGomobile(service.key, service.base_url) as gomobile:
        await gomobile.suppressions.add(NUMBER, "asked")
        [verdict] = await gomobile.suppressions.check([NUMBER])
        assert verdict.suppressed
        assert [one.reason async for one in gomobile.suppressions.iterate()] == ["asked"]
