"""What is refused of an audience that somebody describes. Pure."""

from __future__ import annotations

from typing import Any

from gomobile.audiences.audience import MAX_DESCRIPTION, MAX_NAME, MIN_NAME, AudienceType
from gomobile.errors import FieldError


def problems_of(name: str, description: str | None, type: AudienceType, rules: Any) -> list[FieldError]:
    """Every refused field; the rules themselves are checked by `segments`."""
    problems = []
    if "\0" in name:
        problems.append(FieldError("name", "invalidCharacter", "A name holds no NUL character; leave it out."))
    elif not MIN_NAME <= len(name) <= MAX_NAME:
        text = f"A name has {MIN_NAME} to {MAX_NAME} characters; this one has {len(name)}."
        code = "minLength" if len(name) < MIN_NAME else "maxLength"
        problems.append(FieldError("name", code, text, {"min": MIN_NAME, "max": MAX_NAME}, name))
    if description is not None and "\0" in description:
        text = "A description holds no NUL character; leave it out."
        problems.append(FieldError("description", "invalidCharacter", text))
    elif description is not None and not 1 <= len(description) <= MAX_DESCRIPTION:
        text = f"A description has 1 to {MAX_DESCRIPTION} characters; leave it out or send null for none."
        code = "minLength" if not description else "maxLength"
        problems.append(FieldError("description", code, text, {"min": 1, "max": MAX_DESCRIPTION}, description))
    if type == "live" and rules is None:
        text = 'A live audience has rules: {"logic": "AND", "conditions": […]}.'
        problems.append(FieldError("rules", "required", text))
    if type == "static" and rules is not None:
        text = "A static audience has no rules; make a live one, or leave them out and use add-by-filter."
        problems.append(FieldError("rules", "notApplicable", text))
    return problems
