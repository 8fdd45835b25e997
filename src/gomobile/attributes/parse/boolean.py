"""Yes and no in the languages of the contact lists."""

from __future__ import annotations

from gomobile.attributes.parse.text import Refused, fold

_TRUE = "true t yes y 1 1.0 1,0 oui o vrai v si s verdadero x on ok ✓ ✔ ☑ ✅ نعم صحيح اجل"
_FALSE = "false f no n 0 0.0 0,0 non faux falso off ✗ ✘ ☐ ❌ لا خطا كلا"
_LONGEST = 32
BOOLEANS = {fold(word): word in _TRUE.split() for word in (_TRUE + " " + _FALSE).split()}


def parse_boolean(text: str) -> bool:
    """Read yes/no, oui/non, vrai/faux, sí/no, نعم/لا, true/false, on/off, 1/0, a tick. Raises Refused."""
    value = BOOLEANS.get(fold(text)) if len(text) <= _LONGEST else None
    if value is None:
        raise Refused("format")
    return value
