"""Numbers that must not be called or written to, whether a contact has them or not."""
