"""Full-text search over tasks, returns, reports, orders and bulletins."""
