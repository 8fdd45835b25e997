"""E-mail addresses: a pragmatic reading of RFC 5321. `imports.text_cells` is the twin for columns."""

from __future__ import annotations

import re

MAX_EMAIL = 254  # RFC 5321 4.5.3.1.3, less the angle brackets
_MAX_LOCAL = 64
_LOCAL = re.compile(r"[^\s\x00-\x20\x7f\"(),:;<>@\[\]\\]+")
_LABEL = re.compile(r"[^\W_](?:[^\W_]|-)*")


def clean_email(text: str) -> str:
    """A trimmed address as it is stored: without `mailto:` or angle brackets, its domain in lower case."""
    if text[:7].lower() == "mailto:":
        text = text[7:]
    if text.startswith("<") and text.endswith(">"):
        text = text[1:-1]
    local, at, domain = text.rpartition("@")
    return local + at + domain.lower()


def email_problem(text: str) -> str | None:
    """What is wrong with a trimmed address: `maxLength` over 254 characters, `format`, or None for nothing.

    Quoted local parts and address literals, which no contact list holds on purpose, are refused;
    international names on either side of the @ are accepted.
    """
    if len(text) > MAX_EMAIL:
        return "maxLength"
    local, at, domain = text.rpartition("@")
    if not at or len(local) > _MAX_LOCAL or not _LOCAL.fullmatch(local):
        return "format"
    if local[0] == "." or local[-1] == "." or ".." in local:
        return "format"
    labels = domain.split(".")
    if len(labels) < 2 or labels[-1].isdecimal() or not all(map(_is_label, labels)):
        return "format"
    return None


def _is_label(label: str) -> bool:
    if not _LABEL.fullmatch(label) or label.endswith("-"):
        return False
    if label.isascii():
        return len(label) <= 63
    try:
        return len(label.encode("idna")) <= 63
    except UnicodeError:
        return False
