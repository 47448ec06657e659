"""Tells a roster from a task table by its header, for files that may be either."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from storage.roster_file import Cells, RosterUnreadable, _rows_of

_NAMES = re.compile(r"单位名称|单位全称|规范名称|机构名称|部门名称|单位")
_BESIDE = re.compile(
    r"(?:单位)?(?:类别|类型|性质)|别名|简称|别称|曾用名|其他名称|又称|简称别名|所属.+|群组|分组|统称|集合名称|其他联系渠道"
)
_OF_TASKS = re.compile(r"任务|内容|措施|时限|完成|事项|要求|进度|责任单位|牵头")


def is_roster(path: Path) -> bool:
    """Whether one of the first rows names units and what they belong to, and no task.

    Reads the file in this process: ask only of one that a bounded reader has been through.
    """
    try:
        return any(_is_header(row) for row in islice(_rows_of(path), 10))
    except (RosterUnreadable, OSError):
        return False


def _is_header(row: Cells) -> bool:
    titles = [re.sub(r"[\s（()）*＊:：/、]", "", str(cell or "")) for cell in row]
    return _any(_NAMES, titles) and _any(_BESIDE, titles) and not any(_OF_TASKS.search(title) for title in titles)


def _any(form: re.Pattern[str], titles: Iterable[str]) -> bool:
    return any(form.fullmatch(title) for title in titles)
