"""What can go wrong with saved views."""

from __future__ import annotations

from gomobile.errors import Conflict, Forbidden, NotFound


class ViewNotFound(NotFound):
    """There is no such view in this organization, or it is somebody else's own."""

    code = "VIEW_NOT_FOUND"


class ViewExists(Conflict):
    """You have a view of this name for this list; change that one or choose another name."""

    code = "VIEW_EXISTS"


class TooManyViews(Conflict):
    """You have as many views of this list as there can be; delete one that you do not use."""

    code = "TOO_MANY_VIEWS"


class ViewNotYours(Forbidden):
    """Views that are shared are changed by who made them and from the role manager on; save a view of your own."""

    code = "VIEW_NOT_YOURS"
