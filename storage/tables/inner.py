"""A table inside a cell: the cell's own text, unless it has the header of a task table."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from storage.tables.headers import is_header
from storage.tables.lying import is_label

_HEADER_ROWS = 3  # a header stands in the first rows of a table


def said_inside(rows: Sequence[Sequence[str]]) -> str | None:
    """What a table inside a cell says, a line to a row; None where it is a task table of its own.

    >>> said_inside([["牵头单位", "市教育局"], ["配合单位", "市住建局"]])
    '牵头单位：市教育局\\n配合单位：市住建局'
    >>> said_inside([["索引号：", "A-1", "文号：", "某政办〔2024〕2号"]])
    '索引号：A-1\\n文号：某政办〔2024〕2号'
    >>> said_inside([["编制方案", "3月底前"], ["组织实施", "9月底前"]])
    '编制方案，3月底前；\\n组织实施，9月底前；'
    """
    printed = [[text.strip() for text in row if text.strip()] for row in rows]
    printed = [row for row in printed if row]
    top = printed[:_HEADER_ROWS]
    if any(is_header(row) for row in top if len(row) > 2) or any(is_header([*one, *two]) for one, two in pairwise(top)):
        return None
    return "\n".join(map(_line, printed))


def _line(row: Sequence[str]) -> str:
    if len(row) == 1:
        return row[0]
    if len(row) % 2 == 0 and all(label.endswith(("：", ":")) for label in row[::2]):
        return "\n".join(map("".join, zip(row[::2], row[1::2], strict=True)))
    return f"{row[0]}：{row[1]}" if len(row) == 2 and is_label(row[0]) else f"{'，'.join(row)}；"
