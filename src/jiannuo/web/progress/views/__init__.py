"""Pages of returns, rounds, evidence and ratings."""
