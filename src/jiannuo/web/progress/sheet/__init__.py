"""The Excel sheet of a unit's month: goes out, is filled in offline, comes back."""
