"""Bulletins: numbered, frozen, checking themselves."""
