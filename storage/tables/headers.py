"""Whether a row of cells is the head of a task table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from storage.tables.header_words import LONGEST, SHORT_ENDS, column_of, heading_words, is_stage
from storage.tables.headings import over_rows
from storage.tables.kinds import kind_of
from storage.values import Column

_BARE_TIMES = frozenset({"时间", "日期", "时段", "进度"})
_YEAR = re.compile(r"20\d{2}年度?")  # over 开始 and 结束
_MEANINGFUL = frozenset(Column) - {Column.OTHER, Column.NUMBER}


def is_header(cells: Sequence[str]) -> bool:
    """Whether a row's printed cells are the head of a task table."""
    printed = [cell for cell in cells if cell.strip() and not _YEAR.fullmatch(cell.strip())]
    if len(printed) < 2 or any(len(cell) > LONGEST and len(heading_words(cell)) > LONGEST for cell in printed):
        return False
    columns = [column_of(cell) for cell in printed]
    if any(
        column is None and kind_of(cell) in ("number", "date") for cell, column in zip(printed, columns, strict=True)
    ):
        return False
    known = [column for column in columns if column]
    meanings = set(known) & _MEANINGFUL
    wanted = 2 if len(printed) <= 3 else 3
    enough = len(set(known)) >= min(wanted, len(printed)) and len(known) >= 0.6 * len(printed)
    numbers_rows = Column.NUMBER in known and len(known) >= 3
    if len(printed) == 2 and any(heading_words(cell) in _BARE_TIMES for cell in printed):
        return False  # 时间 | 内容: the agenda of a meeting
    return enough and _names_work(meanings) and (numbers_rows or _names_who_or_when(meanings))


def is_second_level(cells: Sequence[str]) -> bool:
    """Whether the row under a header is still header: every printed cell is header words or a part of them."""
    printed = [cell for cell in cells if cell.strip()]
    if not printed or not all(
        column_of(cell) is not None and len(heading_words(cell)) <= 8 and is_firm(cell) for cell in printed
    ):
        return False
    if any(over_rows(cell) for cell in printed):
        return False
    if len(printed) == 1 and heading_words(printed[0]) not in SHORT_ENDS:
        return False  # the rest of a cell that a page has cut
    return len({cell for cell in printed if is_stage(cell)}) != 1  # a deadline may be 上半年 too; stages are several


def is_firm(cell: str) -> bool:
    """A short task name can hold 工作 or 项目 too; a header says little else."""
    words = heading_words(cell)
    column = column_of(cell)
    return column not in (Column.TASK, Column.CONTENT, Column.THEME) or len(words) <= 4 or words in _WORK_HEADERS


_WORK_HEADERS = frozenset(
    [
        "任务名称",
        "工作任务",
        "目标任务",
        "工作事项",
        "任务清单",
        "具体内容",
        "工作措施",
        "具体要求",
        "主要内容",
        "重点任务",
        "主要任务",
        "工作内容",
        "具体措施",
        "工作要求",
        "主要措施",
        "任务内容",
        "工作项目",
        "项目名称",
        "一级任务",
        "二级任务",
        "三级任务",
        "任务类别",
        "工作类别",
        "具体任务",
        "重点工作",
        "目标要求",
        "年度目标",
        "工作目标",
        "主要举措",
        "具体举措",
        "工作举措",
        "任务分类",
        "具体工作任务",
        "重点工作任务",
        "具体工作措施",
        "主要工作任务",
        "一级指标",
        "二级指标",
        "三级指标",
        "具体工作内容",
        "主要工作内容",
        "任务分解",
        "细化措施",
        "事项名称",
        "任务要求",
    ]
)


def _names_work(meanings: set[Column]) -> bool:
    return bool(meanings & {Column.THEME, Column.TASK, Column.CONTENT})


def _names_who_or_when(meanings: set[Column]) -> bool:
    return bool(meanings & {Column.LEAD, Column.RESPONSIBLE, Column.ASSISTING, Column.DEADLINE})
