"""Privacy: suppression, consent, erasure."""
