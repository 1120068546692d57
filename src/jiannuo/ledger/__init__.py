"""The ledger's rules, free of any framework: states, transitions, plans, ratings, thresholds, counts."""
