"""What can go wrong with merges. A contact that was merged already: `contacts.numbers.errors.ContactMerged`."""

from __future__ import annotations

from gomobile.errors import Conflict, NotFound


class MergeNotFound(NotFound):
    """There is no such merge in this organization."""

    code = "MERGE_NOT_FOUND"


class MergeUndone(Conflict):
    """This merge was undone already."""

    code = "MERGE_UNDONE"


class MergeCovered(Conflict):
    """A later merge builds on this one; undo that one first."""

    code = "MERGE_COVERED"


class MergeIrreversible(Conflict):
    """One of the contacts of this merge is gone for good; the merge cannot be undone."""

    code = "MERGE_IRREVERSIBLE"


class UnmergeBlocked(Conflict):
    """The numbers of these contacts have moved since the merge; give them numbers of their own first."""

    code = "UNMERGE_BLOCKED"
