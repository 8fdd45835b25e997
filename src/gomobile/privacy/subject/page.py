"""A subject export as a page to read and to print: one file, without scripts, that loads nothing. Pure."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gomobile.privacy import erasure_answers as answers

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""Of the answer that shows the page: what people typed runs nothing and loads nothing."""

_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; color: #1c2430; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; border-bottom: 1px solid #d5dae1; }
table { border-collapse: collapse; width: 100%; margin: 0 0 1rem; break-inside: avoid; }
th, td { text-align: left; vertical-align: top; padding: .2rem .6rem; border-bottom: 1px solid #eef0f3; }
th { width: 14rem; font-weight: 500; color: #55606f; } td { overflow-wrap: anywhere; white-space: pre-wrap; }
@media print { body { margin: 0; max-width: none; } }
"""


def html(subject: answers.Subject) -> str:
    """The page of `Subject.to_json()`."""
    parts = "\n".join(_place(place) for place in subject["places"])
    phone, organization = escape(str(subject["phone"])), escape(str(subject["organization"]))
    return f"""<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>What is held about {phone}</title><style>{_STYLE}</style></head>
<body>
<h1>What {organization} holds about <bdi>{phone}</bdi></h1>
<p>As of {escape(str(subject["at"]))}. {len(subject["contactIds"])} contact(s).</p>
{parts}
</body>
</html>
"""


def _place(place: answers.SubjectPlace) -> str:
    rows = "\n".join(_row(row) for row in place["rows"])
    return f"<section><h2>{escape(place['title'])} ({len(place['rows']):,})</h2>\n{rows}</section>"


def _row(row: dict[str, Any]) -> str:
    cells = "".join(
        f'<tr><th scope="row">{escape(_label(name))}</th><td dir="auto">{_value(value)}</td></tr>'
        for name, value in row.items()
        if value not in (None, {}, [], "")
    )
    return f"<table>{cells}</table>"


def _label(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _value(value: Any) -> str:
    if isinstance(value, str):
        return escape(value)
    if isinstance(value, dict) and all(not isinstance(part, dict | list) for part in value.values()):
        return "<br>".join(f"{escape(str(name))}: {escape(_plain(part))}" for name, part in value.items())
    return escape(_plain(value))


def _plain(value: Any) -> str:
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, default=str, indent=1 if isinstance(value, dict | list) else None)
