"""The objects of answers in `docs/reference/objects.md`: each described once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from scripts.reference.markdown import code, page, paragraph, table

INTRODUCTION = """
What the answers of the [HTTP API](api.md) are made of. A key is always there, null where there is no value, unless it
says "not always". More keys may come with later versions.
"""

_WORDS = {"string": "text", "integer": "whole number", "boolean": "true or false", "null": "null"}
_FORMATS = {"uuid": "UUID", "date-time": "date and time", "date": "date", "binary": "file"}


def answered(response: dict[str, Any]) -> str:
    """What one status of an operation answers, in a few words; empty for nothing."""
    contents = response.get("content", {}).items()
    return ", ".join(
        shape(content["schema"]) if media == "application/json" else code(media) for media, content in contents
    )


def shape(schema: dict[str, Any]) -> str:
    """A schema in a few words, objects as links."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](objects.md#{name.lower()})"
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(shape(one) for one in schema["anyOf"]))
    if "enum" in schema or "const" in schema:
        return ", ".join(code(json.dumps(one).strip('"')) for one in schema.get("enum", [schema.get("const")]))
    kind = schema.get("type", "any")
    if isinstance(kind, list):
        return " or ".join(shape({**schema, "type": one}) for one in kind)
    if kind == "array":
        return f"list of {shape(schema.get('items', {}))}"
    if isinstance(inside := schema.get("additionalProperties"), dict):
        return f"object of {shape(inside)}"
    return _FORMATS.get(schema.get("format", ""), _WORDS.get(kind, kind))


def objects_page(document: dict[str, Any]) -> str:
    """The page."""
    return page("Objects of answers", INTRODUCTION, *_objects(document))


def _objects(document: dict[str, Any]) -> Iterator[str]:
    """A section for each object that an answer has, in the order of their names."""
    schemas = document["components"]["schemas"]
    for name in sorted(_used(document)):
        schema = schemas[name]
        required = schema.get("required", ())
        rows = [
            (code(key), shape(part), "" if key in required else "not always", part.get("description", ""))
            for key, part in schema.get("properties", {}).items()
        ]
        yield f"## {name}"
        yield paragraph(schema.get("description", ""))
        yield table(["Key", "Value", "Given", "Meaning"], rows)


def _used(document: dict[str, Any]) -> set[str]:
    found: set[str] = set()
    waiting: list[Any] = [
        operation["responses"] for operations in document["paths"].values() for operation in operations.values()
    ]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            name = str(part.get("$ref", "")).rpartition("/")[2]
            if name and name not in found:
                found.add(name)
                waiting.append(document["components"]["schemas"][name])
            waiting += part.values()
        elif isinstance(part, list):
            waiting += part
    return found
