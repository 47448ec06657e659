"""Where people enter: Telegram, the command line, the wiring, the network."""
