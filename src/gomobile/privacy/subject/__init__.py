"""Subject export: everything that is held about a number, for the person who asks."""
