"""What is known about a number, as the API shows it. Pure."""

from __future__ import annotations

from typing_extensions import TypedDict

from gomobile.phones.reading import PhoneStatus, PhoneType


class PhoneFacts(TypedDict):
    """What is known offline about a number; all but `status` and `type` are null when it cannot be read.

    `carrier` first held its range. `timeZone` is an IANA name. `national`, `international`: as people write it.
    """

    e164: str | None
    status: PhoneStatus
    type: PhoneType
    region: str | None
    carrier: str | None
    timeZone: str | None
    national: str | None
    international: str | None
