"""Watching over the running program: what it shows to a monitor, and what it tells its operator by itself."""
