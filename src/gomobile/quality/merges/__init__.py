"""Two contacts that are one person become one, and two again if that was wrong."""
