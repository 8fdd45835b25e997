"""ETags made of a version number, and `If-Match` (RFC 9110, 13.1.1)."""

from __future__ import annotations

import re

from starlette.requests import Request

# A proxy that compresses makes the tag weak; the version is still the same.
_TAG = re.compile(r'\s*(?:W/)?"([^"]*)"\s*(?:,|$)')


def etag(version: int) -> dict[str, str]:
    """The header of an answer that shows this version."""
    return {"ETag": f'"{version}"'}


def expected_versions(request: Request) -> frozenset[int] | None:
    """The versions that `If-Match` accepts; None for any, without the header or with `*`.

    A tag that is no version of ours matches nothing, as the standard has it.
    """
    header = request.headers.get("if-match")
    if header is None or header.strip() == "*":
        return None
    return frozenset(int(tag) for tag in _TAG.findall(header) if tag.isascii() and tag.isdigit())
