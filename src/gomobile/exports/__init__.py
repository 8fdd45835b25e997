"""Contacts out: CSV, XLSX, JSON Lines, Parquet."""
