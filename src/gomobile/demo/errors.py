"""What can be wrong with filling an organization."""

from __future__ import annotations

from gomobile.errors import Conflict, NotFound


class DemoNotEmpty(Conflict):
    """This organization has contacts already; invented people go only into an empty one."""

    code = "DEMO_NOT_EMPTY"


class DemoBusy(Conflict):
    """Another process is filling this organization at the moment; wait until it has ended."""

    code = "DEMO_BUSY"


class DemoNotFound(NotFound):
    """This organization was not filled with invented people."""

    code = "DEMO_NOT_FOUND"
