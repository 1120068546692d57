"""Many reports as one tidy table: a row a statement, and views and charts over it."""
