"""The first page: contacts, who can be called, growth, the last imports, and what needs a look."""
