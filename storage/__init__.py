"""What is kept: records, the store, documents as tables."""
