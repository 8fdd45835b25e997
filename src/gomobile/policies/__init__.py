"""Rules that an organization tunes: reachability, archiving, clean-ups, retention."""
