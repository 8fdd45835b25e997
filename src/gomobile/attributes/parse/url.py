"""Web addresses."""

from __future__ import annotations

import re

from gomobile.attributes.parse.text import Refused

MAX_URL = 2048
_LABEL = r"[^\W_](?:[\w-]*[^\W_])?"
_BAD = r"\s<>\"\x00-\x20\x7f"
_URL = re.compile(
    rf"https?://(?:[^/?#@\\{_BAD}]*@)?(?:{_LABEL}(?:\.{_LABEL})*\.?|\[[0-9a-f:.]{{2,45}}\])"
    rf"(?::(\d{{1,5}}))?(?:[/?#][^{_BAD}]*)?",
    re.IGNORECASE,
)


def parse_url(text: str) -> str:
    """An http or https address with a host, at most 2048 characters, as given; "www.…" gets its https://.

    Raises Refused: maxLength, format.
    """
    if text[:4].lower() == "www.":
        text = "https://" + text
    if len(text) > MAX_URL:
        raise Refused("maxLength")
    match = _URL.fullmatch(text)
    if not match or int(match.group(1) or 0) > 65535:
        raise Refused("format")
    return text
