"""What is said and understood: pure functions between records and words."""
