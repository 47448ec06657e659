"""Columns of what is to be done by when, with the words over them: 一季度目标, 二季度目标."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from storage.tables.cleaning import is_blank, plain
from storage.tables.columns import Head
from storage.tables.row import Row
from storage.values import Column, Problem

_STAGE = re.compile(r"[一二三四1-4]季度|[上下]半年|\d{1,2}月|20\d\d年|年[底中]")


def stages_of(head: Head) -> dict[int, str]:
    """The places of such columns, where there are several, with the words over each."""
    places = [place for place in head.places(Column.CONTENT) if place < len(head.words)]
    words = {place: plain("".join(head.words[place])) for place in places}
    timed = {place: said for place, said in words.items() if _STAGE.search(said)}
    return timed if len(timed) > 1 else {}


def staged(raw: str, stage: str | None) -> str:
    """A stage's cell with its own header before it, as a clause of the content."""
    if stage is None:
        return raw
    if is_blank(raw):
        return ""
    stop = "" if raw.rstrip().endswith(("。", "；", ";")) else "；"
    return f"{stage}：{raw.rstrip()}{stop}"


def put_last_stage(
    row: Row, said: Sequence[tuple[int, str]], stages: Mapping[int, str], columns: Sequence[Column | None]
) -> Iterator[Problem]:
    """A row without a deadline is over with the last stage that says something; the office is asked.

    `said` are the places of the row's cells and their texts.
    """
    if not stages or Column.DEADLINE in columns:
        return
    last = max((place for place, raw in said if place in stages and not is_blank(raw)), default=None)
    told = _STAGE.search(stages[last]) if last is not None else None
    if told:
        row.given[Column.DEADLINE] = told.group()
    doubt = f"，暂按有内容的最后一栏读作{told.group()}" if told else f"（{'、'.join(stages.values())}），没有读作时限"
    yield Problem(row.line, f"第{row.line}行：各栏表头分别写有时间{doubt}，请核对", Column.DEADLINE)
