"""Contacts that may be one person: found by a scan or on write, and asked one by one."""
