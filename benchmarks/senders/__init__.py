"""Rival ways to send the same N messages, each a program of its own: JSON in, JSON out, nothing shared but `spent`."""
