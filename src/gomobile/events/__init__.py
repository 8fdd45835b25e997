"""Live updates: what changes in an organization, told to whoever has it open."""
