"""Contacts in: files to clean contacts."""
