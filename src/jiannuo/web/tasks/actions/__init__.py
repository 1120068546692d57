"""Everything that changes ledgers and tasks."""
