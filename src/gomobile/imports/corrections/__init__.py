"""Cells of a file put right by hand, before it is imported or for another try."""
