"""Pages across subjects: the overview, search."""
