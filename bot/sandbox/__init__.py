"""A local Bot API server with a chat page: the demo, and the server the tests talk to."""
