"""Why a contact cannot be called, or written to. Pure."""

from __future__ import annotations

from typing import Literal

Channel = Literal["call", "sms", "whatsapp", "email"]
Reason = Literal["deleted", "archived", "invalid_phone", "no_email", "not_in_service", "unreachable", "suppressed"]

TEXTS: dict[Reason, str] = {
    "deleted": "The contact is deleted or was never there.",
    "archived": "The contact is archived; unarchive it first.",
    "invalid_phone": "The number does not exist in its numbering plan; correct it.",
    "no_email": "The contact has no e-mail address.",
    "not_in_service": "The network says that there is no such number; verify it (POST /contact/{id}/verify).",
    "unreachable": "Calls did not reach this number; verify it (POST /contact/{id}/verify).",
    "suppressed": "The number is on the do-not-call list for this channel.",
}
