"""Rules about contacts: read, checked, explained, and turned into SQL."""
