"""Columns of what is to be done by when, with the words over them: 一季度目标, 二季度目标."""

from __future__ import annotations

import re

from storage.tables.cleaning import plain
from storage.tables.columns import Head
from storage.values import Column

_STAGE = re.compile(r"[一二三四1-4]季度|[上下]半年|\d{1,2}月|20\d\d年|年[底中]")


def stages_of(head: Head) -> dict[int, str]:
    """The places of such columns, where there are several, with the words over each."""
    places = [place for place in head.places(Column.CONTENT) if place < len(head.words)]
    words = {place: plain("".join(head.words[place])) for place in places}
    timed = {place: said for place, said in words.items() if _STAGE.search(said)}
    return timed if len(timed) > 1 else {}


def staged(raw: str, stage: str | None) -> str:
    """A stage's cell with its own header before it, as a clause of the content."""
    if stage is None or not raw.strip():
        return raw
    stop = "" if raw.rstrip().endswith(("。", "；", ";")) else "；"
    return f"{stage}：{raw.rstrip()}{stop}"
