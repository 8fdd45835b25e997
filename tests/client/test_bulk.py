"""Bulk upserts against the real service."""

from __future__ import annotations

import threading

import pytest

from gomobile.client import AsyncGomobile, BadRequest, Gomobile, UpsertInterrupted, UpsertReport
from tests.client.conftest import Service


def test_every_contact_of_a_request_is_accounted_for(gomobile: Gomobile) -> None:
    gomobile.attributes.create("Tier", "enum", options=["Gold"])
    known = gomobile.contacts.create("0612345678", first_name="Amina", city="Fès")
    contacts = [
        {"primary_phone": "+212 612-345678", "city": "Rabat"},
        {"primaryPhone": "0612345679", "firstName": "Zoé", "customAttributes": {"tier": "gold"}},
        {"primary_phone": "0612345680", "custom_attributes": {"tier": "bronze"}},
        {"primary_phone": "1"},
        {"primary_phone": "0612345681", "first_name": "First"},
        {"primary_phone": "06 12 34 56 81", "first_name": "Last"},
    ]
    result = gomobile.contacts.upsert(contacts, results=True)
    assert (result.created, result.updated, result.unchanged, result.failed) == (3, 1, 1, 1)
    assert result.total == len(contacts)
    assert [(error.index, error.field, error.code) for error in result.errors] == [(3, "primaryPhone", "minLength")]
    assert [(error.index, error.field) for error in result.attribute_errors] == [(2, "customAttributes.tier")]
    assert [(one.index, one.superseded_by) for one in result.duplicates] == [(4, 5)]
    statuses = [one.status for one in result.results]
    assert statuses == ["updated", "created", "created", "failed", "superseded", "created"]
    assert result.results[0].id == known.id
    assert gomobile.contacts.get(known.id).first_name == "Amina"


def test_many_contacts_keep_to_the_plan_without_an_error(service: Service) -> None:
    rows = [{"primary_phone": f"+2126{at:08}"} for at in range(70)]
    with Gomobile(service.key_of(plan="trial"), service.base_url) as client:
        report = client.contacts.upsert_many(rows, batch_size=10)
        assert (report.created, report.acknowledged, report.batches) == (70, 70, 7)
        assert client.contacts.upsert_many(iter(rows), batch_size=35).unchanged == 70


def test_a_service_that_restarts_meanwhile_costs_nothing_but_time(service: Service) -> None:
    rows = [{"primary_phone": f"+2126{at:08}"} for at in range(60)]
    away: list[threading.Timer] = []

    def restart_once(report: UpsertReport) -> None:
        if not away:
            service.stop()
            away.append(threading.Timer(0.3, service.start))
            away[0].start()

    with Gomobile(service.key, service.base_url) as client:
        report = client.contacts.upsert_many(rows, batch_size=20, on_batch=restart_once)
        away[0].join()
        assert (report.created, report.acknowledged) == (60, 60)
        assert client.contacts.list().total == 60


def test_contacts_move_between_organizations_as_they_are(service: Service, gomobile: Gomobile) -> None:
    gomobile.attributes.create("Tier", "text")
    gomobile.contacts.create("0612345678", first_name="Amina", channels=["sms"], custom_attributes={"tier": "a"})
    gomobile.contacts.create("0612345679", last_name="Élan")
    with Gomobile(service.key_of(), service.base_url) as other:
        other.attributes.create("Tier", "text")
        report = other.contacts.upsert_many(gomobile.contacts.iterate(include="customAttributes"))
        assert (report.created, report.attribute_errors) == (2, ())
        copies = {contact.primary_phone: contact for contact in other.contacts.iterate(include="customAttributes")}
    assert copies["0612345678"].channels == ("sms",)
    assert copies["0612345678"].custom_attributes == {"tier": "a"}
    assert copies["0612345679"].last_name == "Élan"


def test_a_refused_request_is_an_error_not_a_report(gomobile: Gomobile) -> None:
    with pytest.raises(BadRequest) as caught:
        gomobile.contacts.upsert([])
    assert "data" in caught.value.field_errors
    with pytest.raises(UpsertInterrupted):
        gomobile.contacts.upsert_many([{"primary_phone": "0612345678"}, None])  # type: ignore[list-item]
    assert gomobile.contacts.list().total == 0


@pytest.mark.anyio
async def test_concurrent_batches_lose_nothing(service: Service) -> None:
    rows = [{"primary_phone": f"+2126{at:08}", "first_name": f"N{at}"} for at in range(300)]
    async with AsyncGomobile(service.key, service.base_url) as client:
        report = await client.contacts.upsert_many(rows, batch_size=20, concurrency=4)
        assert (report.created, report.acknowledged, report.failed) == (300, 300, 0)
        walked = [contact.first_name async for contact in client.contacts.iterate()]
    assert sorted(walked, key=str) == sorted(row["first_name"] for row in rows)
