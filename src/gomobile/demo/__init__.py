"""An organization filled with invented people, for newcomers to look at."""
