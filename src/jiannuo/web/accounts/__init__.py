"""People, units in a tree, roles, log-in."""
