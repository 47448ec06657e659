"""The command line: one small function per command. Heavy modules are imported by the command that needs them."""

from __future__ import annotations

from bot.cli import keeping, reading, records, running
from bot.cli.program import cli, main

__all__ = ["cli", "keeping", "main", "reading", "records", "running"]
