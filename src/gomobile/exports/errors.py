"""What can go wrong with exports."""

from __future__ import annotations

from gomobile.errors import TooManyRequests


class TooManyExports(TooManyRequests):
    """As many exports are running as may run at once; wait for one to end and try again."""

    code = "TOO_MANY_EXPORTS"
