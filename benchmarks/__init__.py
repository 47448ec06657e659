"""What the program costs, measured beside what people would otherwise run. `make bench`; no test depends on it."""
