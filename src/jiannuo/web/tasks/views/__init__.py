"""The pages of ledgers and tasks."""
