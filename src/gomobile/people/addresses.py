"""E-mail addresses of people. Pure."""

from __future__ import annotations

import unicodedata

from gomobile.attributes.parse.email import clean_email, email_problem
from gomobile.errors import FieldError


def email_key(email: str) -> str:
    """The address folded: what makes two addresses the same person."""
    return unicodedata.normalize("NFKC", email.strip()).casefold()


def checked_email(email: str) -> tuple[str, list[FieldError]]:
    """The address as it is kept, and what is wrong with it."""
    cleaned = clean_email(email.strip())
    code = email_problem(cleaned)
    if code is None:
        return cleaned, []
    text = "This is not an e-mail address such as amina@example.com."
    return cleaned, [FieldError("email", code, text, {"max": 254} if code == "maxLength" else {}, email[:254])]
