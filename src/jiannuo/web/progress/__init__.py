"""Returns of each month, evidence, ratings and lights."""
