"""Frozen values without I/O; imports nothing else of the project."""
