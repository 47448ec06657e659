"""The numbers paragraphs begin with, and how deep each style of them stands: 一、 （一） 1. （1） ①"""

from __future__ import annotations

import re
from dataclasses import dataclass

_CHINESE = "一二三四五六七八九十百"
_STYLES: tuple[tuple[int, re.Pattern[str]], ...] = (
    (0, re.compile(rf"第[{_CHINESE}]{{1,4}}[部章篇]分?\s*")),
    (1, re.compile(rf"[{_CHINESE}]{{1,4}}[、.．]\s*")),
    (2, re.compile(rf"[(（][{_CHINESE}]{{1,4}}[)）]\s*[、.．]?")),
    (3, re.compile(r"任务[一二三四五六七八九十\d]{1,3}[：:]\s*|第[一二三四五六七八九十\d]{1,3}[条项][、：:]?\s*")),
    (4, re.compile(r"\d{1,3}\.\d{1,3}\.\d{1,3}[.、．]?\s*")),
    (3, re.compile(r"\d{1,3}[.．]\d{1,3}[.、．]?(?![\d月年日%万亿个号])\s*")),
    (
        3,
        re.compile(
            r"\d{1,3}(?:、|[.．](?:(?!\d)|(?=\d{1,2}月|20\d\d年)))\s*|\d{1,3}\s+(?=[\u4e00-\u9fff])(?![年月日个])"
        ),
    ),
    (5, re.compile(r"[(（]\d{1,3}[)）]\s*|\d{1,3}[)）]\s*")),
    (3, re.compile("(?:(?:[0-9]\ufe0f?\u20e3)+|\U0001f51f)\\s*")),  # the keys of a telephone, and the one for ten
    (6, re.compile(r"[①-⑳]\s*")),
)


@dataclass(frozen=True, slots=True)
class Numbering:
    """The number as printed with its marks, and its level, 0 the highest."""

    printed: str
    level: int


def numbering(text: str) -> Numbering | None:
    """The number a paragraph begins with.

    >>> numbering("（一）加强政务公开。"), numbering("2022年目标"), numbering("1.加强")
    (Numbering(printed='（一）', level=2), None, Numbering(printed='1.', level=3))
    >>> numbering("4.10月底前完成"), numbering("7、12345热线")
    (Numbering(printed='4.', level=3), Numbering(printed='7、', level=3))
    """
    for level, style in _STYLES:
        if found := style.match(text):
            return Numbering(found.group(), level)
    return None
