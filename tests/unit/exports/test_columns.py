"""Which columns an export has."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import pytest

from gomobile.attributes.definition import Definition
from gomobile.errors import InvalidInput
from gomobile.exports.columns import choose

NOW = datetime(2026, 1, 1)


def attribute(name: str, *, archived: bool = False) -> Definition:
    return Definition(UUID(int=0), name, name, "text", deleted_at=NOW if archived else None)


def names(*asked: str, archived: bool = False, deleted: bool = False) -> list[str]:
    definitions = [attribute("tier"), attribute("old", archived=True), attribute("city")]
    return [column.name for column in choose(definitions, asked, archived=archived, deleted=deleted)]


def test_usually_fields_come_first_then_attributes_then_facts() -> None:
    found = names()

    assert found[:2] == ["primaryPhone", "firstName"]
    assert found[12:15] == ["channels", "customAttributes.tier", "customAttributes.city"]
    assert found[15:] == ["id", "phone.e164", "phone.status", "phone.type", "phone.region", "createdAt", "updatedAt"]


def test_archived_attributes_are_there_when_asked_for() -> None:
    assert "customAttributes.old" in names(archived=True)
    assert names("customAttributes.old") == ["customAttributes.old"]
    assert names("customAttributes") == ["customAttributes.tier", "customAttributes.city"]


def test_the_trash_says_since_when() -> None:
    assert names(deleted=True)[-1] == "deletedAt"


def test_columns_come_in_the_order_asked_for_and_once() -> None:
    assert names("city", "phone", "primaryPhone", "phone.e164", "city") == [
        "city", "phone.e164", "phone.status", "phone.type", "phone.region", "primaryPhone",
    ]  # fmt: skip


def test_unknown_columns_are_named_with_those_there_are() -> None:
    with pytest.raises(InvalidInput) as refused:
        names("primaryPhone", "tier", "prénom")

    (problem,) = refused.value.errors
    assert (problem.field, problem.code, problem.params) == ("columns", "enum", {"unknown": ["tier", "prénom"]})
    assert "firstName, lastName" in problem.message
    assert "customAttributes.tier" in problem.message


def test_a_group_without_members_alone_is_refused() -> None:
    with pytest.raises(InvalidInput, match="no custom attributes"):
        choose([], ["customAttributes"])


def test_more_columns_than_the_database_takes_are_refused() -> None:
    many = [attribute(f"a{at}") for at in range(1_600)]

    with pytest.raises(InvalidInput, match="at most 1,500 columns"):
        choose(many)
    assert len(choose(many, ["customAttributes.a1"])) == 1
