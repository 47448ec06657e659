"""Faults done to the real program, and a checker that computes from outside what became of every message."""
