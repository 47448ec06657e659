"""What the command line does, by subject; imported only by the command that needs it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Say = Callable[[str | dict[str, Any]], None]
Agreed = Callable[[str], bool]


class Refused(Exception):
    """Something asked for that cannot be done. The message is one Chinese line: what, why, way out."""
