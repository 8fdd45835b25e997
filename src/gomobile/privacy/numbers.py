"""The one number that a caller means. Pure."""

from __future__ import annotations

from gomobile.accounts.caller import Organization
from gomobile.errors import FieldError, InvalidInput
from gomobile.phones.normalize import Phone
from gomobile.privacy.suppression.checks import check_phone


def one_number(text: str, organization: Organization) -> Phone:
    """Read a number in any format. Raises InvalidInput for none, or for several."""
    errors: list[FieldError] = []
    phone = check_phone(text, organization, errors)
    if phone is None:
        raise InvalidInput(errors)
    return phone
