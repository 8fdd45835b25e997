"""The nouns of the client. Each method is written once and serves both clients."""
