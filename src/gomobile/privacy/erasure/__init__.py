"""Erasure: everything about a person is removed, and what has to stay says nothing of them."""
