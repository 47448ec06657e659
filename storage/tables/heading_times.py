"""By when the rows under a heading are due: 一、动员部署阶段（5月6日至5月15日）, 二、9月底前完成的任务."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from storage.tables.cleaning import plain
from storage.tables.headings import Over, below, without_count
from storage.tables.kinds import date_share
from storage.tables.numbering import numbering
from storage.tables.row import Row
from storage.values import Column, Problem

_BEHIND = re.compile(r".{2,40}?(?:[（(](?P<inside>[^（()）]{2,40})[)）]|[:：](?P<label>[^:：]{2,40}))")
_ALONE = re.compile(
    r"(?P<time>.{2,30}?)(?:需|应|要)?(?:完成|办结|达标|见效)?的?(?:重点|主要)?(?:任务|工作|事项|项目|清单)*"
)
_AROUND = re.compile(r"^(?:(?:完成)?(?:时间|时限|期限)\s*[:：]?)?(?:自|从|于|即日起)?|(?:全部|基本)?(?:完成|办结)?$")
_DATED = re.compile(r"[月日号]|季度|半年|年[底末]")
_ENDS = re.compile(r"[前底末内止]$|[至到—–\-~～].*[月日号底旬]$")
_PHASE = re.compile(r"阶段|批")
_OF_THE_PAPER = re.compile(r"填[报表]|制[表定]|印发|发布|成文|统计|更新|报送|上报|截至|修订|日期|数据|会议|召开")
_FULL = 0.9  # of the words tell a time
_LONGEST = 60


def time_over(said: str) -> Over | None:
    """What a heading says of time; None where it says nothing of it. A bare day or month is not plain: it is asked.

    >>> time_over("一、动员阶段（5月6日至5月15日）").duties, time_over("（二）9月底前完成的任务（8项）").duties
    ({<Column.DEADLINE: 'deadline'>: '5月6日至5月15日'}, {<Column.DEADLINE: 'deadline'>: '9月底前'})
    >>> time_over("一、以公开促落实"), time_over("二、重点任务（2026年）"), time_over("填表时间：2026年3月5日")
    (None, None, None)
    """
    text = plain(said)
    if not 3 < len(text) <= _LONGEST or _OF_THE_PAPER.search(text):
        return None
    mark = numbering(text)
    bare = without_count(text.removeprefix(mark.printed if mark else ""))
    found = _BEHIND.fullmatch(bare)
    told = (found["inside"] or found["label"]) if found else _ALONE.fullmatch(bare)
    time = told if isinstance(told, str) else told["time"] if told else ""
    inner = _AROUND.sub("", time.strip())
    if not _DATED.search(inner) or date_share(inner) < _FULL:
        return None
    kept = time if time.startswith("即日起") else inner
    is_marked = mark is not None or _PHASE.search(text) is not None
    depth = mark.level if mark else None
    return Over(text, depth, {Column.DEADLINE: kept}, is_plain=bool(_ENDS.search(inner)), is_marked=is_marked)


def still_until(until: Over | None, heading: str) -> Over | None:
    """By when what stands under the next heading is due: as it says itself, or as one over it says."""
    return time_over(heading) or below(until, heading)


def put_until(
    row: Row, until: Over | None, theme: str, above: Sequence[Row], columns: Sequence[Column | None]
) -> Iterator[Problem]:
    """Gives a row the time of the heading over it, or of its theme, where its table has no column for it.

    Where it has one that is blank in all rows `above` under the heading too, the office is asked.
    """
    until = time_over(theme) or until
    if not until or row.has(Column.DEADLINE) or Column.DEADLINE in row.merged:
        return
    has_column = Column.DEADLINE in columns
    if has_column and any(_is_said(other) for other in above if other.heading == row.heading):
        return
    row.given.update(until.duties)
    if has_column or not until.is_plain:
        yield doubt_of(until, row.line)


def _is_said(row: Row) -> bool:
    return row.has(Column.DEADLINE) or Column.DEADLINE in row.merged


def doubt_of(until: Over, line: int) -> Problem:
    return Problem(line, f"第{line}行：完成时限按标题“{until.said}”读取，请核对", Column.DEADLINE)
