"""Row numbers as they are printed — 1, 2. , （三）, 四、, 5.1 — and whether one follows another."""

from __future__ import annotations

import re
import unicodedata

_CHINESE = {sign: value for value, sign in enumerate("〇一二三四五六七八九十")}
_GAP = 5  # numbers that may be missing between two rows


def levels_of(text: str) -> tuple[int, ...]:
    """The number as integers, level by level; () where it is none.

    >>> [levels_of(text) for text in ("12.", "（三）", "十一、", "5.1", "二十")]
    [(12,), (3,), (11,), (5, 1), (20,)]
    """
    body = unicodedata.normalize("NFKC", text).strip("()（）.、,第项条号 ")
    if re.fullmatch(r"\d+(?:[.\-]\d+)*", body):
        return tuple(int(part) for part in re.split(r"[.\-]", body))
    value = from_chinese(body)
    return (value,) if value else ()


def from_chinese(text: str) -> int:
    """一 to 九十九; 0 where the text is no such number."""
    if not text or any(sign not in _CHINESE for sign in text):
        return 0
    if "十" not in text:
        return _CHINESE[text] if len(text) == 1 else 0
    tens, _, ones = text.partition("十")
    return (_CHINESE.get(tens, 1) if tens else 1) * 10 + (_CHINESE.get(ones, 0) if ones else 0)


def follows(last: str, text: str) -> bool:
    """Whether a number goes on from the last one, opens a level below it, returns above it, or begins anew.

    >>> [follows("3", text) for text in ("4", "1", "3.1", "90", "3")]
    [True, True, True, False, False]
    """
    before, now = levels_of(last), levels_of(text)
    if not now or not before:
        return bool(now) and now[-1] <= 1 + _GAP
    if now[-1] == 1:
        return True
    return any(0 < now[-1] - earlier <= _GAP for earlier in before)
