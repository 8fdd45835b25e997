"""The change feed and the timeline of a contact."""
