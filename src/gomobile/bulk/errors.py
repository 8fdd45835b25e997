"""What can go wrong with bulk actions."""

from __future__ import annotations

from gomobile.errors import Conflict, NotFound


class BulkActionNotFound(NotFound):
    """There is no such bulk action in this organization."""

    code = "BULK_ACTION_NOT_FOUND"


class CountChanged(Conflict):
    """Another number of contacts matches by now; look at them again and send the new count."""

    code = "COUNT_CHANGED"


class BulkActionState(Conflict):
    """The bulk action is in a state in which this cannot be done."""

    code = "BULK_ACTION_STATE"


class BulkActionBusy(Conflict):
    """Another process is working on this bulk action."""

    code = "BULK_ACTION_BUSY"
