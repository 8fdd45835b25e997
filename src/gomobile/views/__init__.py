"""Saved views: a list as somebody arranged it, for themselves or for everybody."""
