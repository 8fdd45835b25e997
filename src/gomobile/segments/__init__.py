"""Rules about contacts, and the SQL of them."""
