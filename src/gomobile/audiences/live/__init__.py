"""Live audiences: whom their rules mean, kept true at each change and as time passes."""
