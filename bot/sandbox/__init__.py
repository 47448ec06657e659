"""A local Bot API server with a chat page: the demo, and the server the tests talk to."""

from __future__ import annotations

from bot.sandbox.faults import Fault, FaultKind
from bot.sandbox.server import TOKEN, Sandbox
from bot.sandbox.world import World

__all__ = ["TOKEN", "Fault", "FaultKind", "Sandbox", "World"]
