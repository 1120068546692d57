"""The programming interface, by the same rules as the pages."""
