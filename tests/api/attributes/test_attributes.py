"""`/api/custom-attributes` over HTTP."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest
from psycopg.types.json import Jsonb

from gomobile.db.pool import Database
from tests import make

PATH = "/custom-attributes"


def define(api: make.Api, name: str = "Account balance", type: str = "number", **more: Any) -> Any:
    answer = api.post(PATH, json={"displayName": name, "type": type, **more})
    assert answer.status_code == 201, answer.text
    return answer.json()


def codes(answer: Any) -> dict[str, list[str]]:
    assert answer.status_code == 400, answer.text
    return {field: [detail["code"] for detail in found] for field, found in answer.json()["fieldDetails"].items()}


def hold(database: Database, api: make.Api, values: dict[str, Any], *, deleted: bool = False) -> None:
    """A contact that holds these values, as an import would leave it."""
    row = {"org_id": api.organization.id, "phone": make.phone(), "values": Jsonb(values), "deleted": deleted}
    with database.transaction() as conn:
        conn.execute(
            """
            INSERT INTO contacts (organization_id, phone_key, primary_phone, phone_status, phone_type,
                phone_digits, attributes, created_by_kind, updated_by_kind, deleted_at)
            VALUES (%(org_id)s, %(phone)s, %(phone)s, 'valid', 'mobile',
                '', %(values)s, 'system', 'system', CASE WHEN %(deleted)s THEN now() END)
            """,
            row,
        )


def test_a_definition_has_the_published_form(api: make.Api) -> None:
    made = define(api, description="What is owed")
    assert list(made) == [
        "id", "organizationId", "name", "displayName", "description", "type", "identifying",
        "createdAt", "updatedAt", "deletedAt", "createdBy", "updatedBy", "deletedBy",
    ]  # fmt: skip
    assert made["organizationId"] == str(api.organization.id)
    assert (made["name"], made["displayName"], made["type"]) == (
        "account_balance",
        "Account balance",
        "number",
    )
    assert (made["description"], made["deletedAt"], made["deletedBy"]) == ("What is owed", None, None)
    assert UUID(made["createdBy"])
    assert api.get(f"{PATH}/{made['id']}").json() == made
    assert api.get(PATH).json() == [made]


@pytest.mark.parametrize("type", ["text", "number", "boolean", "date", "phone_number", "email", "url", "datetime"])
def test_every_published_type_can_be_defined(api: make.Api, type: str) -> None:
    assert define(api, type=type)["type"] == type


def test_the_same_display_name_is_refused_naming_the_existing_one(api: make.Api) -> None:
    made = define(api, "Solde dû")
    answer = api.post(PATH, json={"displayName": " SOLDE DU ", "type": "text"})
    assert answer.status_code == 409
    assert answer.json()["code"] == "ATTRIBUTE_EXISTS"
    assert answer.json()["params"] == {"existingAttributeId": made["id"], "name": "solde_du"}


def test_another_display_name_with_the_same_slug_gets_a_number(api: make.Api) -> None:
    assert define(api, "Balance")["name"] == "balance"
    assert define(api, "Balance!")["name"] == "balance_2"
    assert define(api, "المدينة")["name"] == "almdyna"


def test_every_fault_of_a_definition_is_reported_at_once(api: make.Api) -> None:
    body = {"displayName": "ab", "description": "", "type": "money", "colour": "red"}
    assert codes(api.post(PATH, json=body)) == {
        "displayName": ["minLength"],
        "description": ["minLength"],
        "type": ["enum"],
        "colour": ["unknownProperty"],
    }
    assert codes(api.post(PATH, json={})) == {"displayName": ["required"], "type": ["required"]}
    body = {"displayName": "x" * 65, "description": "x" * 257, "type": "text"}
    assert codes(api.post(PATH, json=body)) == {"displayName": ["maxLength"], "description": ["maxLength"]}


def test_blank_names_and_characters_that_cannot_be_stored_are_refused(api: make.Api) -> None:
    body = {"displayName": "    ", "description": "a\0b", "type": "enum"}
    assert codes(api.post(PATH, json=body)) == {
        "displayName": ["minLength"],
        "description": ["invalidCharacter"],
        "options": ["required"],
    }
    assert codes(api.post(PATH, json={"displayName": "a\0bc", "type": "text"})) == {"displayName": ["invalidCharacter"]}


def test_options_are_for_enums_only(api: make.Api) -> None:
    body = {"displayName": "Tier", "type": "text", "options": ["Gold"]}
    assert codes(api.post(PATH, json=body)) == {"options": ["notApplicable"]}
    made = define(api)
    answer = api.patch(f"{PATH}/{made['id']}", json={"options": [{"label": "Gold"}]})
    assert codes(answer) == {"options": ["notApplicable"]}


def test_options_have_ids_that_survive_renaming_and_archiving(api: make.Api) -> None:
    made = define(api, "Tier", "enum", options=["Gold", {"label": "Silver"}])
    assert made["options"] == [
        {"id": "gold", "label": "Gold", "archived": False},
        {"id": "silver", "label": "Silver", "archived": False},
    ]
    changes = [{"id": "silver", "archived": True}, {"id": "gold", "label": "Or"}, {"label": "Bronze"}, "Iron"]
    changed = api.put(f"{PATH}/{made['id']}", json={"options": changes}).json()
    assert changed["options"] == [
        {"id": "silver", "label": "Silver", "archived": True},
        {"id": "gold", "label": "Or", "archived": False},
        {"id": "bronze", "label": "Bronze", "archived": False},
        {"id": "iron", "label": "Iron", "archived": False},
    ]


def test_options_that_cannot_be_told_apart_are_refused_by_position(api: make.Api) -> None:
    body = {"displayName": "Tier", "type": "enum", "options": ["Élevé", "ELEVE"]}
    assert codes(api.post(PATH, json=body)) == {"options.1.label": ["duplicate"]}
    assert codes(api.post(PATH, json=body | {"options": ["a", ""]})) == {"options.1.label": ["minLength"]}
    made = define(api, "Tier", "enum", options=["Gold"])
    answer = api.patch(f"{PATH}/{made['id']}", json={"options": [{"id": "iron", "label": "Iron"}]})
    assert codes(answer) == {"options.0.id": ["enum"]}


@pytest.mark.parametrize("method", ["put", "patch"])
def test_only_the_description_changes_and_null_removes_it(api: make.Api, method: str) -> None:
    made = define(api, description="old")
    update = getattr(api, method)
    assert update(f"{PATH}/{made['id']}", json={"description": "new"}).json()["description"] == "new"
    assert update(f"{PATH}/{made['id']}", json={}).json()["description"] == "new"
    assert update(f"{PATH}/{made['id']}", json={"description": None}).json()["description"] is None
    answer = update(f"{PATH}/{made['id']}", json={"type": "text", "name": "x", "displayName": "New", "colour": 1})
    assert codes(answer) == {
        "type": ["immutable"],
        "name": ["immutable"],
        "displayName": ["immutable"],
        "colour": ["unknownProperty"],
    }


def test_a_change_of_an_older_version_is_refused(api: make.Api) -> None:
    path = f"{PATH}/{define(api)['id']}"
    tag = api.get(path).headers["ETag"]
    assert api.patch(path, json={"description": "mine"}, headers={"If-Match": tag}).status_code == 200
    late = [
        api.patch(path, json={"description": "yours"}, headers={"If-Match": tag}),
        api.delete(path, headers={"If-Match": tag}),
    ]
    assert [(answer.status_code, answer.json()["code"]) for answer in late] == [(412, "PRECONDITION_FAILED")] * 2
    assert api.get(path).json()["description"] == "mine"


def test_an_archived_attribute_is_hidden_until_it_is_restored(api: make.Api) -> None:
    made = define(api)
    path = f"{PATH}/{made['id']}"
    archived = api.delete(path).json()
    assert archived["deletedAt"]
    assert archived["deletedBy"] == made["createdBy"]
    assert api.delete(path).json() == archived
    assert api.get(PATH).json() == []
    assert api.get(PATH, params={"includeArchived": "true"}).json() == [archived]
    answer = api.patch(path, json={"description": "x"})
    assert (answer.status_code, answer.json()["code"]) == (409, "ATTRIBUTE_ARCHIVED")
    restored = api.post(f"{path}/restore").json()
    assert restored["deletedAt"] is None
    assert api.get(PATH).json() == [restored]


def test_an_archived_name_can_be_defined_again_beside_its_old_values(api: make.Api) -> None:
    old = define(api, "Balance", "text")
    api.delete(f"{PATH}/{old['id']}")
    new = define(api, "Balance", "number")
    assert new["name"] == "balance_2"
    answer = api.post(f"{PATH}/{old['id']}/restore")
    assert (answer.status_code, answer.json()["params"]["existingAttributeId"]) == (409, new["id"])
    assert "archive that one" in answer.json()["message"]


def test_usage_counts_live_contacts_in_all_and_per_option(api: make.Api, database: Database) -> None:
    made = define(api, "Tier", "enum", options=["Gold", "Silver"])
    for values in ({"tier": "gold"}, {"tier": "gold", "age": 3}, {"tier": "silver"}, {"age": 1}, {}):
        hold(database, api, values)
    hold(database, api, {"tier": "gold"}, deleted=True)
    found = api.get(f"{PATH}/{made['id']}/usage").json()
    assert found["contactCount"] == 3
    assert [(option["id"], option["contactCount"]) for option in found["options"]] == [
        ("gold", 2),
        ("silver", 1),
    ]
    assert sorted(holder["value"] for holder in found["sample"]) == ["gold", "gold", "silver"]
    assert {"contactId", "fullName", "primaryPhone", "value"} == set(found["sample"][0])


def test_usage_of_another_type_has_no_options(api: make.Api, database: Database) -> None:
    made = define(api, "Age of customer", "number")
    hold(database, api, {"age_of_customer": 0})
    found = api.get(f"{PATH}/{made['id']}/usage").json()
    assert (found["contactCount"], "options" in found, found["sample"][0]["value"]) == (1, False, 0)


def live(api: make.Api, name: str, attribute: str) -> str:
    """A live audience whose rules name an attribute, inside a group."""
    named = {"field": f"customAttributes.{attribute}", "operator": "is_not_empty"}
    rules = {"logic": "OR", "conditions": [{"logic": "NOT", "conditions": [named]}]}
    answer = api.post("/audience", json={"name": name, "type": "live", "rules": rules})
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


def test_an_attribute_that_rules_name_is_not_archived(api: make.Api) -> None:
    path = f"{PATH}/{define(api)['id']}"
    longer = f"{PATH}/{define(api, 'Account balance due')['id']}"
    using = {"id": live(api, "Debtors", "account_balance"), "name": "Debtors"}

    answer = api.delete(path)

    assert (answer.status_code, answer.json()["code"]) == (409, "ATTRIBUTE_IN_USE")
    assert answer.json()["params"] == {"audiences": [using]}
    assert api.get(f"{path}/usage").json()["audiences"] == [using]
    assert api.get(f"{longer}/usage").json()["audiences"] == []
    assert api.delete(longer).status_code == 200
    api.delete(f"/audience/{using['id']}")
    assert api.delete(path).status_code == 200
    answer = api.post(f"/audience/{using['id']}/restore")
    assert answer.json()["fieldDetails"]["rules.conditions.0.conditions.0.field"][0]["code"] == "archivedAttribute"


def test_another_organizations_attributes_do_not_exist(api: make.Api, other: make.Api) -> None:
    path = f"{PATH}/{define(api)['id']}"
    assert other.get(PATH).json() == []
    calls = [
        other.get(path),
        other.get(f"{path}/usage"),
        other.put(path, json={"description": "x"}),
        other.patch(path, json={"description": "x"}),
        other.delete(path),
        other.post(f"{path}/restore"),
        api.get(f"{PATH}/{uuid4()}"),
    ]
    assert [(call.status_code, call.json()["code"]) for call in calls] == [(404, "ATTRIBUTE_NOT_FOUND")] * len(calls)
    assert define(other)["name"] == "account_balance"


def test_agents_read_and_managers_write(api: make.Api, database: Database) -> None:
    path = f"{PATH}/{define(api)['id']}"
    agent = make.Api(api.http, api.organization, make.key(database, api.organization, "agent"))
    assert [agent.get(read).status_code for read in (PATH, path, f"{path}/usage")] == [200] * 3
    refused = [
        agent.post(PATH, json={"displayName": "Age", "type": "number"}),
        agent.put(path, json={}),
        agent.patch(path, json={}),
        agent.delete(path),
        agent.post(f"{path}/restore"),
    ]
    assert [answer.status_code for answer in refused] == [403] * 5
    manager = make.Api(api.http, api.organization, make.key(database, api.organization, "manager"))
    assert manager.post(PATH, json={"displayName": "Age", "type": "number"}).status_code == 201
    assert manager.delete(path).status_code == 200


def test_nobody_gets_in_without_a_key(api: make.Api) -> None:
    path = f"/api{PATH}/{uuid4()}"
    answers = [
        api.http.get(f"/api{PATH}"),
        api.http.post(f"/api{PATH}", json={}),
        api.http.get(path),
        api.http.get(f"{path}/usage"),
        api.http.put(path, json={}),
        api.http.patch(path, json={}),
        api.http.delete(path),
        api.http.post(f"{path}/restore"),
    ]
    assert [answer.status_code for answer in answers] == [401] * len(answers)


def test_500_attributes_are_listed_in_the_order_of_creation(api: make.Api, database: Database) -> None:
    from gomobile.attributes import service

    with database.transaction() as conn:
        for number in range(500):
            service.create(conn, api.organization.id, f"Attribute {number}", "text")
        names = list(service.load_definitions(conn, api.organization.id))
    assert names == [f"attribute_{number}" for number in range(500)]
    assert [found["name"] for found in api.get(PATH).json()] == names


def test_an_attribute_is_marked_as_identifying_at_any_time(api: make.Api) -> None:
    made = define(api, "Date of birth", "date", identifying=True)
    later = define(api, "Passport", "text")

    assert (made["identifying"], later["identifying"]) == (True, False)
    changed = api.patch(f"{PATH}/{later['id']}", json={"identifying": True}).json()
    assert (changed["identifying"], changed["description"]) == (True, None)
    assert api.patch(f"{PATH}/{later['id']}", json={"identifying": False}).json()["identifying"] is False
    assert api.patch(f"{PATH}/{made['id']}", json={"description": "As in the passport"}).json()["identifying"] is True
