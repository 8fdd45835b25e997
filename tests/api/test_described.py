"""Every answer of the API is described, down to its last key. That they are so is seen by every other API test."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.api.described import JSON, check, document, responses

#: Keys of answers that can hold anything, as the schema that is to be seen there does not say more.
FREE: dict[str, str] = {
    "AuditLine.before": "facts of the action that was recorded",
    "AuditLine.after": "facts of the action that was recorded",
    "BulkFilter.filter": "rules, as they were given",
    "ExplainedCondition.expected": "as the operator takes it",
    "ExplainedCondition.value": "a value of the contact, of any field",
    "FieldChange.previous": "a value of any field",
    "FieldChange.value": "a value of any field",
    "FieldProblem.value": "the refused value, as it was sent",
    "RuleCondition.value": "as the operator takes it",
    "EntryProblem.value": "the refused value, as it was sent",
    "LineProblem.value": "the refused value, as it was sent",
    "SavedView.query": "how a list was arranged, as it was sent",
    "SubjectPlace.rows[]": "a row as the database keeps it",
}


def answers() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """`GET /api/tags 200` and what it answers, for every operation and every status that is no error."""
    for path, operations in document()["paths"].items():
        for method in operations:
            for status, response in responses(method, path).items():
                if status != "default":
                    yield f"{method.upper()} {path} {status}", status, response.get("content", {})


def is_open(schema: dict[str, Any]) -> bool:
    """Whether a schema takes anything, or any object, or a list of anything."""
    if not schema.keys() - {"title", "description", "default"}:
        return True
    if schema.get("type") == "object" and "properties" not in schema:
        return schema.get("additionalProperties", True) is True
    return schema.get("type") == "array" and not schema.get("items")


def inside(schema: dict[str, Any], at: str, seen: set[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every part of a schema with its place: `Contact.tags[]`."""
    if ref := schema.get("$ref"):
        name = ref.rpartition("/")[2]
        if name not in seen:
            seen.add(name)
            yield from inside(document()["components"]["schemas"][name], name, seen)
        return
    yield at, schema
    for name, part in schema.get("properties", {}).items():
        yield from inside(part, f"{at}.{name}", seen)
    for part in (*schema.get("anyOf", ()), *schema.get("oneOf", ()), *schema.get("prefixItems", ())):
        yield from inside(part, at, seen)
    if isinstance(schema.get("items"), dict):
        yield from inside(schema["items"], f"{at}[]", seen)
    if isinstance(schema.get("additionalProperties"), dict):
        yield from inside(schema["additionalProperties"], f"{at}.*", seen)


def test_every_operation_describes_what_it_answers() -> None:
    found = [
        what
        for what, status, content in answers()
        if (status != "204" and not content) or (JSON in content and is_open(content[JSON]["schema"]))
    ]

    assert not found, "\n" + "\n".join(found)


def test_answers_are_described_down_to_the_last_key() -> None:
    seen: set[str] = set()
    found = {
        at
        for what, _, content in answers()
        if (schema := content.get(JSON, {}).get("schema"))
        for at, part in inside(schema, what, seen)
        if is_open(part)
    }

    assert found == FREE.keys()


def test_a_name_is_that_of_one_object() -> None:
    """The framework tells two classes of one name apart by their modules."""
    assert not [name for name in document()["components"]["schemas"] if "__" in name]


@pytest.mark.parametrize(
    ("status", "content_type", "body", "fault"),
    [
        (200, JSON, {}, "required"),
        (200, JSON, {"status": "ok", "version": 1}, "is not of type"),
        (200, JSON, {"status": "ok", "version": "1", "more": 1}, "unexpected"),
        (200, "text/plain", {"status": "ok", "version": "1"}, "text/plain"),
        (201, JSON, {"status": "ok", "version": "1"}, "not described"),
        (404, JSON, {"status": "ok", "version": "1"}, "required"),
    ],
)
def test_an_answer_that_is_not_as_described_is_told(status: int, content_type: str, body: object, fault: str) -> None:
    with pytest.raises(AssertionError, match=fault):
        check("GET", "/api/health", status, content_type, json.dumps(body).encode())


def test_an_answer_that_is_as_described_is_taken() -> None:
    check("GET", "/api/health", 200, JSON, b'{"status": "ok", "version": "1"}')
