"""Long works: imports, bulk actions and whatever else goes on in the background, in one list."""
