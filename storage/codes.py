"""One-time codes in what is kept: they stand there only as long as somebody must read them."""

from __future__ import annotations

import re
from typing import Any

_CODE = re.compile(r"((?:\?|&amp;|&)start=|/start(?:@\w+)?\s+)[\w-]+")


def without_codes(kept: Any) -> Any:
    """Text, or what JSON holds, with every enrolment code struck out.

    >>> without_codes({"text": "https://t.me/duban_bot?start=abc-1", "about": [1]})
    {'text': 'https://t.me/duban_bot?start=…', 'about': [1]}
    >>> without_codes("/start@duban_bot abc")
    '/start@duban_bot …'
    """
    if isinstance(kept, str):
        return _CODE.sub(r"\1…", kept)
    if isinstance(kept, dict):
        return {key: without_codes(value) for key, value in kept.items()}
    return [without_codes(value) for value in kept] if isinstance(kept, list) else kept
