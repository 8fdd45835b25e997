"""Mentions of a person in what the service keeps of its own work."""
