"""Rules that an organization may tune."""
