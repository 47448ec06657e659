"""Rival ways to take in typed answers, each a program of its own: JSON in, JSON out."""
