"""Custom attributes: their definitions, and the checking of their values."""
