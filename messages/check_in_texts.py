"""Why days of the progress question (检查日) cannot be set for a row, and what would be right."""

from __future__ import annotations

from messages import words


def whole_year_only() -> str:
    """For a row that falls due on a day."""
    return "仅「全年推进」的任务设进展检查日，其他任务按时限提醒。"


def check_ins_example() -> str:
    """For a line without a row or a day."""
    return "请写明序号和日期，例如：/检查日 5 10月31日 12月15日"


def days_unclear() -> str:
    """A day among them cannot be read."""
    return "有的日期未能识别，请写成 10月31日 或 2022-10-31 的样子，以空格分开。"


def too_many_days(most: int) -> str:
    """More than a unit should be asked in a year."""
    return f"检查日最多{words.count(most, '个')}，过多会增加单位负担。"


def days_past() -> str:
    """One of them is today or earlier."""
    return "检查日应晚于今天。"


def days_too_late() -> str:
    """One of them lies after the close of the row's year."""
    return "检查日应不晚于该项时限。"
