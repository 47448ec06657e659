"""What a kept update says of itself, before anybody reads it."""

from __future__ import annotations

from typing import Any


def chat_of(payload: Any) -> int:
    """The chat in whose order an update belongs; 0 where it names none.

    >>> chat_of({"callback_query": {"message": {"chat": {"id": 7}}}})
    7
    >>> chat_of({"message": {"chat": {"id": "7"}}})
    0
    """
    said = next((part for part in payload.values() if isinstance(part, dict)), {}) if isinstance(payload, dict) else {}
    inner = said.get("message")
    chat = (inner if isinstance(inner, dict) else said).get("chat")
    number = chat.get("id") if isinstance(chat, dict) else None
    return number if type(number) is int and abs(number) < 2**63 else 0
