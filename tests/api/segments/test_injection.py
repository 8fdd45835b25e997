"""Nothing that a user typed is SQL, a pattern or a format."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from gomobile.errors import InvalidInput
from gomobile.segments.compiling import compile_rules
from gomobile.segments.tree import parse
from tests.api.segments.conftest import Rules

TYPED = [
    "'; DROP TABLE contacts; --", "' OR '1'='1", '"', "\\", "\\'", "%", "_", "%s", "%(org_id)s", "{}", "{x}", "$1",
    ":1", "E'\\x41'", "/*", "--", "a\u202eb", "𝟙", "a" * 200,
]  # fmt: skip


def city(rules: Rules, value: str) -> UUID:
    row = rules.conn.execute(
        "INSERT INTO contacts (organization_id, phone_key, primary_phone, phone_status, phone_type, phone_digits, city,"
        " created_by_kind, updated_by_kind) VALUES (%s, gen_random_uuid()::text, '', 'valid', 'mobile', '', %s,"
        " 'system', 'system') RETURNING id",
        [rules.context.organization.id, value],
    ).fetchone()
    assert row is not None
    return row[0]


@pytest.mark.parametrize("operator", ["equals", "contains", "starts_with", "ends_with", "in"])
def test_a_value_is_only_ever_compared(rules: Rules, operator: str) -> None:
    held = {value: city(rules, value) for value in TYPED}
    plain = city(rules, "Rabat")

    for value, id in held.items():
        condition: Any = {"field": "city", "operator": operator, "value": [value] if operator == "in" else value}
        members = rules.members({"logic": "AND", "conditions": [condition]})
        assert id in members
        assert plain not in members or value == "a" * 200


def test_the_statement_holds_names_of_parameters_and_no_value(rules: Rules) -> None:
    values = [{"field": "city", "operator": "equals", "value": value} for value in TYPED]
    values += [{"field": "calls", "operator": "happened", "value": {"flow": value}} for value in TYPED]
    compiled = compile_rules(parse({"logic": "OR", "conditions": values}, rules.context), rules.context, prefix="x_")

    text = compiled.predicate.as_string(None)

    assert all(name.startswith("x_") for name in compiled.values)
    assert not any(typed in text for typed in ("DROP", "1'='1", "E'", "/*", "--", "aaaa", "{x}", "$1"))


@pytest.mark.parametrize(
    "name", ["city; --", "c.city", "customAttributes.a' --", "consent.a';--.call", "__class__", ""]
)
def test_a_name_is_one_that_is_known(rules: Rules, name: str) -> None:
    for part in ({"field": name, "operator": "equals"}, {"field": "city", "operator": name}):
        with pytest.raises(InvalidInput):
            parse({"logic": "AND", "conditions": [{**part, "value": "a"}]}, rules.context)


@pytest.mark.parametrize("zone", ["UTC'; --", "posix/../..", "Factory", "localtime", "EST5EDT4,M1.1.0"])
def test_a_zone_is_one_that_is_known(rules: Rules, zone: str) -> None:
    condition = {"field": "createdAt", "operator": "is_today", "zone": zone}

    with pytest.raises(InvalidInput):
        parse({"logic": "AND", "conditions": [condition]}, rules.context)
