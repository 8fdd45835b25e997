"""What answers of every noun are made of.

A noun's `answers.py` has a TypedDict for each object that the API shows: the return annotation of the routes and of
the functions that build the JSON. OpenAPI, and with it the types of the web client, is made from them; a class's name
is the name there, once in the whole product. Ids and times are typed as the Python values from which JSON is made
(`UUID`, `datetime`, `date`: OpenAPI calls them texts of that format); the `…Text` ones are written out already.
A key that may be absent is `NotRequired`. Use them as a module (`from gomobile.tags import answers`, `answers.Tag`).
"""

from __future__ import annotations

from typing import Annotated, Any, NotRequired

from pydantic import Field, WithJsonSchema
from typing_extensions import TypedDict

UuidText = Annotated[str, WithJsonSchema({"type": "string", "format": "uuid"})]
MomentText = Annotated[str, WithJsonSchema({"type": "string", "format": "date-time"})]


class PageMeta(TypedDict):
    """Where in a list a page is."""

    page: int
    limit: int
    total: int
    totalPages: int
    hasNextPage: bool
    hasPreviousPage: bool
    nextCursor: str | None
    totalIsEstimate: NotRequired[Annotated[bool, Field(description="Given, and true, where `total` is an estimate.")]]


class CursorMeta(TypedDict):
    """Where a list that is read by `nextCursor` alone goes on."""

    nextCursor: str | None
    hasNextPage: bool


class Message(TypedDict):
    """What was done, in words."""

    message: str


class Failure(TypedDict):
    """Why work in the background came to no end."""

    code: str
    message: str


class FieldProblem(TypedDict):
    """What is wrong with a field."""

    field: str
    value: Any
    code: str
    message: str


class EntryProblem(TypedDict):
    """What is wrong with a field of one of many entries; `index` counts the entries of the request from 0."""

    index: int
    field: str
    value: Any
    code: str
    message: str


class LineProblem(TypedDict):
    """What is wrong with a cell of a file; `line` is the row number as a spreadsheet shows it."""

    line: int
    field: str
    value: Any
    code: str
    message: str


def files(*media_types: str) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route that answers with a file of one of these types."""
    content = {media.partition(";")[0]: {"schema": {"type": "string", "format": "binary"}} for media in media_types}
    return {200: {"description": "The file.", "content": content}}


CSV = files("text/csv")


def also(status: int, answer: Any, when: str) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route that answers with another status too."""
    return {status: {"model": answer, "description": when}}
