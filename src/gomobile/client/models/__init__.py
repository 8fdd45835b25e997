"""What the service answers, as frozen values; unknown fields stay in `raw`, enum values are plain text."""
