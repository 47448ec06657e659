"""What the command line does, by subject; imported only by the command that needs it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Say = Callable[[str | dict[str, Any]], None]
Agreed = Callable[[str], bool]


def is_yes(answer: str) -> bool:
    """Whether what somebody has typed agrees; whatever else it is does not."""
    return answer.strip().lower() in ("y", "yes", "是", "是的")


class Refused(Exception):
    """Something asked for that cannot be done. The message is one Chinese line: what, why, way out."""
