"""Tags: short labels on contacts."""
