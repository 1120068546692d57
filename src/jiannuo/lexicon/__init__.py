"""Words and rules kept as data, validated on load."""
