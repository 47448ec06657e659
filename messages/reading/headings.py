"""A status on a line of its own, over the line of the numbers it is of: 已完成：⏎1、3、5⏎办理中：⏎20、23."""

from __future__ import annotations

import re

from messages.reading.form import Form
from messages.reading.sense import SILENT
from messages.reading.senses import status_before

_NUMBERS = r"[ ]*(?:第|序号)?[ ]*\d{1,3}(?:[ ]*[项号、,和及与~至到;.-]|[ ]|第|\d)*[ ]*。?[ ]*"
_ONLY_NUMBERS = re.compile(_NUMBERS)
_OVER_NUMBERS = Form(rf":[ ]*\n(?=\s*{_NUMBERS}(?:\n|$))")


def joined_to_lists(text: str) -> str:
    """The text with each such status on the line of its numbers, its length unchanged.

    >>> joined_to_lists("已完成:\\n1、3\\n办理中:\\n20")
    '已完成: 1、3\\n办理中: 20'
    >>> joined_to_lists("已完成\\n1、3\\n办理中\\n20"), joined_to_lists("12\\n已完成\\n20\\n办理中")
    ('已完成 1、3\\n办理中 20', '12\\n已完成\\n20\\n办理中')
    """
    text = _OVER_NUMBERS.sub(lambda found: found[0].replace("\n", " "), text)
    lines = text.split("\n")
    said = [line for line in lines if line.strip()]
    heads, lists = said[::2], said[1::2]
    alternate = len(heads) == len(lists) > 0 and all(map(_ONLY_NUMBERS.fullmatch, lists))
    if not alternate or any(_ONLY_NUMBERS.fullmatch(head) or status_before(head) in SILENT for head in heads):
        return text
    return "".join(line + (" " if line in heads else "\n") for line in lines)[: len(text)]
