"""gomobile: a self-hosted contact platform for organizations that call people."""

__version__ = "0.1.0"
