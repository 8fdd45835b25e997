"""What people read about a refused value."""

from __future__ import annotations

from uuid import UUID

import pytest

from gomobile.attributes.values import Definition, EnumOption, ValueFormat, ValueProblem, coerce


@pytest.mark.parametrize(
    ("type", "value", "text"),
    [
        ("number", "1,234", "say which the file uses"),
        ("number", "abc", '"abc" is not a number such as 1234.5.'),
        ("number", [1], "Field takes a number such as 1234.5, not a list."),
        ("number", "99999999999999999", "use a text attribute"),
        ("text", 1e22, "send it as text, in quotes"),
        ("text", "x" * 5000, "Field holds at most 4096 characters; shorten the value."),
        ("text", "a\0", "remove it"),
        ("date", "01/02/2026", "say which order the file uses, or write 2026-12-31"),
        ("date", "2026-02-30", "is not in the calendar"),
        ("email", "a@b", "name@example.com"),
        ("url", "example.com", "https://example.com/page"),
        ("boolean", "maybe", "oui/non"),
        ("enum", "bronze", "use Gold, or add the option first"),
        ("phone_number", "2.12612E+11", "format the column as text"),
    ],
)
def test_a_message_names_the_fault_and_the_remedy(type: str, value: object, text: str) -> None:
    options = (EnumOption("gold", "Gold"),) if type == "enum" else ()
    definition = Definition(UUID(int=1), "field", "Field", type, options)  # type: ignore[arg-type]
    with pytest.raises(ValueProblem) as caught:
        coerce(value, definition, ValueFormat(region="MA"))
    assert text in caught.value.message
    assert len(caught.value.message) < 300
