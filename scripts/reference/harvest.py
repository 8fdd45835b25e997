"""The camelCase codes that the source can give, found where it names them."""

from __future__ import annotations

import ast
from pathlib import Path

from gomobile.http.errors import PYDANTIC_CODES
from gomobile.phones.errors import PhoneError

SOURCE = Path(__file__).resolve().parents[2] / "src" / "gomobile"
#: Which argument of a call is a code.
_POSITIONS = {
    "FieldError": 1,
    "of": 1,
    "refuse": 1,
    "_error": 2,
    "CellProblem": 2,
    "Problem": 1,
    "flag": 0,
    "_further": 2,
}
_POSITIONS |= {"Refused": 0, "_Refused": 0}


def codes_in_source() -> dict[str, str]:
    """Each code and a file that gives it."""
    found = dict.fromkeys(PhoneError.messages, "phones/errors.py")
    found |= dict.fromkeys((code for code, _ in PYDANTIC_CODES.values()), "http/errors.py")
    for path in sorted(SOURCE.rglob("*.py")):
        if path.is_relative_to(SOURCE / "client"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                for code in _codes(node):
                    found.setdefault(code, str(path.relative_to(SOURCE)))
    return found


def _codes(call: ast.Call) -> list[str]:
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    position = _POSITIONS.get(name)
    if position is None or len(call.args) <= position:
        return []
    given = call.args[position]
    choices = [given.body, given.orelse] if isinstance(given, ast.IfExp) else [given]
    return [one.value for one in choices if isinstance(one, ast.Constant) and isinstance(one.value, str)]
