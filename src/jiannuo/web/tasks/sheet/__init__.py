"""The Excel sheet of a ledger's tasks: goes out, is edited offline, comes back."""
