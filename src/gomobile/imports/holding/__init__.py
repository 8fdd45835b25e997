"""Which files of imports hold a person."""
