"""The numbers of a contact beside its primary one, and contacts that were merged into another."""
