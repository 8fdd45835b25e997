"""What can go wrong with the numbers of a contact."""

from __future__ import annotations

from gomobile.errors import Conflict, NotFound


class PhoneNotHeld(NotFound):
    """This contact has no such secondary number."""

    code = "PHONE_NOT_FOUND"


class PhoneTaken(Conflict):
    """Another contact has this number; take it from that one first, or merge the two."""

    code = "PHONE_TAKEN"


class TooManyPhones(Conflict):
    """A contact has at most 20 secondary numbers; take one away before adding another."""

    code = "TOO_MANY_PHONES"


class ContactMerged(Conflict):
    """This contact was merged into another; work with that one, or undo the merge."""

    code = "CONTACT_MERGED"
