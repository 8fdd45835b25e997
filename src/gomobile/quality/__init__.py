"""Data quality: duplicates, merges, reachability, clean-ups."""
