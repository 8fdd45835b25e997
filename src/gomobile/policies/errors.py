"""What can go wrong with policies."""

from __future__ import annotations

from gomobile.errors import NotFound


class PolicyNotFound(NotFound):
    """There is no policy of this name; GET /api/policies lists them."""

    code = "POLICY_NOT_FOUND"
