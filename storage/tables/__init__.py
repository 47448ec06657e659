"""Documents as tables: rows with cells, merges and line numbers."""
