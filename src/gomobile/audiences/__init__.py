"""Audiences: named groups of contacts, static or kept true by rules."""
