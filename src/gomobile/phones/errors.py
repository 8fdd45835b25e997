"""What can go wrong with a phone number."""

from __future__ import annotations

from typing import ClassVar, Literal

from gomobile.errors import AppError

PhoneErrorCode = Literal["required", "unreadable", "roundedByExcel"]


class PhoneError(ValueError):
    """A cell that holds no number. `code` is for machines, `message` says what to do."""

    messages: ClassVar[dict[PhoneErrorCode, str]] = {
        "required": "A phone number is required.",
        "unreadable": "This is no phone number; give its digits, with country code or in national form.",
        "roundedByExcel": (
            "The spreadsheet rounded this number and its last digits are lost; "
            "format the column as text, enter the number again and export the file again."
        ),
    }

    def __init__(self, code: PhoneErrorCode) -> None:
        self.code: PhoneErrorCode = code
        self.message = self.messages[code]
        super().__init__(self.message)


class UnknownRegion(AppError):
    """This is no region with telephone numbers; give an ISO 3166-1 alpha-2 code such as MA or FR."""

    code = "UNKNOWN_REGION"
    status = 400
