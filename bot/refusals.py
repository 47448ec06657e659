"""What a Bot API server refuses, in a form that PTB can read: it goes by the types the documentation names."""

from __future__ import annotations

import json
import math
from typing import Any

LONGEST_ASKED = 31_536_000  # seconds, a year: a longer retry_after is beyond what PTB can reckon with
_WHOLE = 2**63


def legible(answer: dict[str, Any]) -> bytes:
    """A refusal with words and numbers only where PTB expects them.

    >>> legible({"ok": False, "description": 5, "parameters": {"retry_after": "2"}})
    b'{"ok": false, "description": "", "parameters": {"retry_after": 2}}'
    """
    asked, said = answer.get("parameters"), answer.get("description")
    numbers = {name: _number(value) for name, value in asked.items()} if isinstance(asked, dict) else {}
    known = {name: number for name, number in numbers.items() if number is not None}
    if "retry_after" in known:
        known["retry_after"] = min(known["retry_after"], LONGEST_ASKED)
    return json.dumps(answer | {"description": said if isinstance(said, str) else "", "parameters": known}).encode()


def whole(value: Any) -> int | None:
    """A number that a database can hold; None where it is none."""
    return value if type(value) is int and -_WHOLE <= value < _WHOLE else None


def _number(value: Any) -> int | None:
    """Also one that was written as text or with a fraction."""
    try:
        number = math.ceil(float(value)) if isinstance(value, float | str) else value
    except (ValueError, OverflowError):
        return None
    return number if type(number) is int else None
