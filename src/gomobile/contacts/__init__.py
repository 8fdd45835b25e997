"""The people you call."""
