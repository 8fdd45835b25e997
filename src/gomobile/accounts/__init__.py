"""Organizations, API keys, roles, plans and request limits."""
