"""Clean-ups by the clock."""
