"""What contacts said about being reached for a purpose: every statement, and what holds."""
