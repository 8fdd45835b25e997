"""What an organization tunes of its clean-ups. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from gomobile.policies.policy import setting, switch

ARCHIVE = "archive"
HYGIENE = "hygiene"


@dataclass(frozen=True, slots=True)
class ArchivePolicy:
    """When a contact counts as inactive, to be archived by the clean-up `archive_inactive`, and as stale on the health
    page.
    """

    inactive_days: int = setting(90, "Days without an update or a call.", minimum=7, maximum=3_650)


@dataclass(frozen=True, slots=True)
class HygienePolicy:
    """Which numbers the clean-up `flag_invalid` tags as `invalid-number`."""

    flag_invalid: bool = switch(True, "Numbers that do not exist in their numbering plan.")
    flag_unreachable: bool = switch(True, "Numbers that calls did not reach.")
    flag_not_in_service: bool = switch(True, "Numbers that the network says do not exist.")
    remove_flag: bool = switch(True, "Take the tag off numbers that are none of these any more.")
