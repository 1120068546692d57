"""The append-only log chained by hashes, and the one way to change anything: an action."""
