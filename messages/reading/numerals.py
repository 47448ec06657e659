"""Numbers in digits or numerals."""

from __future__ import annotations

import re

DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = re.compile("(?:([一二三四五六七八九])百)?零?(?:([一二三四五六七八九]?)(十))?([一二三四五六七八九])?")


def number_in(text: str) -> int | None:
    """The number a numeral stands for, None where it is no well-formed one.

    >>> number_in("三十五"), number_in("12"), number_in("十四五")
    (35, 12, None)
    """
    if text.isdecimal():
        return int(text)
    found = _TENS.fullmatch(text)
    if not text or not found:
        return DIGITS.get(text)
    hundreds, tens, ten, ones = found.groups()
    return 100 * DIGITS.get(hundreds, 0) + (10 * DIGITS.get(tens, 1) if ten else 0) + DIGITS.get(ones, 0)
