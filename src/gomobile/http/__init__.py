"""The HTTP kernel: assembly, errors, authentication, paging, idempotency."""
