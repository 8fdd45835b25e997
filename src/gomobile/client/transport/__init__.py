"""How requests travel: values that describe them, the retry policy, two sessions that differ in I/O only."""
