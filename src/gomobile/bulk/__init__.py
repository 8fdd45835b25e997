"""Bulk actions: one action on every contact of a filter, as a job."""
