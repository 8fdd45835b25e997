"""Call results, and what they say about each contact."""
