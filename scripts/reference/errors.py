"""`docs/reference/errors.md`: every code that a person or a program can meet."""

from __future__ import annotations

import importlib
import pkgutil

import gomobile
from gomobile.errors import AppError
from scripts.reference.field_codes import FIELD_CODES
from scripts.reference.markdown import code, page, table

#: Where errors come from, by the first part of the module, in the order of the page.
AREAS = {
    "errors": "Any request",
    "http": "Any request",
    "accounts": "Organizations and API keys",
    "people": "People and sign-in",
    "contacts": "Contacts",
    "changes": "Change feed",
    "attributes": "Custom attributes",
    "phones": "Phone numbers",
    "tags": "Tags",
    "segments": "Audiences",
    "audiences": "Audiences",
    "bulk": "Bulk actions",
    "calls": "Call results",
    "quality": "Data quality",
    "privacy": "Privacy",
    "audit": "Privacy",
    "policies": "Policies",
    "imports": "Imports",
    "exports": "Exports",
    "demo": "Demo",
    "views": "Saved views",
    "works": "Jobs",
    "events": "Live updates",
    "home": "Home",
    "jobs": "Jobs",
    "cli": "Commands, start and database",
    "db": "Commands, start and database",
    "datadir": "Commands, start and database",
    "running": "Commands, start and database",
    "settings": "Commands, start and database",
}

INTRODUCTION = """
Every error of the HTTP API has this body. Branch on `code`; the texts may change.

```json
{
  "code": "VALIDATION_FAILED",
  "fieldErrors": {"primaryPhone": ["primaryPhone has at least 3 characters."]},
  "fieldDetails": {"primaryPhone": [{"code": "minLength", "params": {"min": 3}}]},
  "statusCode": 400,
  "message": "primaryPhone: primaryPhone has at least 3 characters.",
  "error": "BAD_REQUEST",
  "timestamp": "2026-10-01T09:30:00.000Z",
  "path": "/api/contact",
  "requestId": "5f0c6a9e0d7b4d6c8a54c1f0a9f0c3d2"
}
```

`fieldErrors` and `fieldDetails` are there when single fields were refused, all of them at once. `params` holds the
facts of an error that a program can use, such as `existingContactId`. `requestId` is also in the header `X-Request-Id`
and in the server's log. A command of `gomobile` prints the message on standard error and ends with status 1; wrong
usage ends with status 2.
"""

HTTP_CODES = """
Addresses and methods that do not exist, and bodies that are too large, answer with the name of their HTTP status as the
code: `NOT_FOUND`, `METHOD_NOT_ALLOWED`, `CONTENT_TOO_LARGE` and so on.
"""

FIELDS = """
`fieldDetails` of a refused request, `errors` of an upsert, `attributeErrors` of a contact and the rejected rows of an
import use these codes.
"""


def error_classes() -> list[type[AppError]]:
    """Every error that can be shown, by module and name; what begins with an underscore is nobody's business."""
    for module in pkgutil.walk_packages(gomobile.__path__, "gomobile."):
        importlib.import_module(module.name)
    found, waiting = {AppError}, [AppError]
    while waiting:
        for error in waiting.pop().__subclasses__():
            if error not in found and error.__module__.startswith("gomobile."):
                found.add(error)
                waiting.append(error)
    shown = (error for error in found if not error.__name__.startswith("_"))
    return sorted(shown, key=lambda error: (error.__module__, error.__qualname__))


def errors_page() -> str:
    """The page."""
    by_area: dict[str, list[type[AppError]]] = {area: [] for area in AREAS.values()}
    for error in error_classes():
        by_area[AREAS[error.__module__.split(".")[1]]].append(error)
    parts = [INTRODUCTION]
    for area, errors in by_area.items():
        # What only commands raise never leaves through HTTP: the status would say nothing.
        if area == AREAS["cli"]:
            rows = sorted((code(error.code), _meaning(error)) for error in errors)
            listed = table(["Code", "Meaning"], rows)
        else:
            ordered = sorted(errors, key=lambda error: (error.status, error.code))
            listed = table(
                ["Code", "Status", "Meaning"],
                [(code(error.code), error.status, _meaning(error)) for error in ordered],
            )
        if listed:
            parts += [f"## {area}", listed]
        if area == AREAS["errors"]:
            parts.append(HTTP_CODES)
    fields = table(["Code", "Meaning"], [(code(name), text) for name, text in sorted(FIELD_CODES.items())])
    return page("Error codes", *parts, "## Codes of fields and cells", FIELDS, fields)


def _meaning(error: type[AppError]) -> str:
    return (error.__doc__ or "").strip()
