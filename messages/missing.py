"""What is still missing before something can be stored: one sentence for each, put together in a receipt."""

from __future__ import annotations

from collections.abc import Sequence


def something_unclear() -> str:
    """A part of the message could not be read."""
    return "有内容未能确认是哪一项或什么情况，请写明序号和情况。"


def not_yours(numbers: Sequence[str]) -> str:
    """Rows that the unit does not owe."""
    return f"第{'、'.join(numbers)}项不在贵单位待办理的事项中，请核对序号。"


def which_of_several(number: str) -> str:
    """A row that stands for several items."""
    return f"第{number}项对应贵方多个单位或多期任务，请用 /任务 {number} 在相应卡片上反馈。"


def no_deadline(number: str) -> str:
    """More time is asked for where none is set."""
    return f"第{number}项未设须按期办结的时限，无需申请延期。"


def until_when(number: str) -> str:
    """More time is asked for, without a day."""
    return f"第{number}项申请延期，请写明延期到哪一天，例如：延期到12月15日。"


def a_later_day(number: str) -> str:
    """The day asked for is not later than the one in force."""
    return f"第{number}项申请的新日期应晚于今天和现有时限，请重新写明延期到哪一天。"
