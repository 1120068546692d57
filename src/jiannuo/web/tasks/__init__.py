"""Ledgers and their tasks: proposed, merged, split, issued, adjusted, passed down."""
