"""Keeping the ledger: backup, restore, verify, export, the first set-up."""
