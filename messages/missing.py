"""What is still missing before something can be stored: one sentence for each, put together in a receipt."""

from __future__ import annotations

from collections.abc import Sequence

from messages import words
from storage.states import ItemState


def something_unclear() -> str:
    """A part of the message could not be read."""
    return "有内容未能确认是哪一项或什么情况，请写明序号和情况。"


def not_yours(numbers: Sequence[str]) -> str:
    """Rows that the unit does not owe."""
    return f"第{'、'.join(numbers)}项不在贵单位待办理的事项中，请核对序号。"


def not_of_year(number: str, year: int | None) -> str:
    """A row of another year that the unit does not have."""
    of_year = f"{year}年度" if year else "往年"
    return f"贵单位没有{of_year}的第{number}项，请核对年度和序号。"


def carried_on() -> str:
    """A button under last year's message: the row goes on under this year's."""
    return "本项已结转到本年度，此次所点未登记，请在下面反馈。"


def not_with_unit(number: str, state: ItemState) -> str:
    """A row that is the unit's, but not with it now."""
    return f"第{number}项目前状态为「{words.state(state)}」，{_go_on(number, state)}"


def _go_on(number: str, state: ItemState) -> str:
    if state is ItemState.SUBMITTED:
        return f"此次所述未登记；如原报送有误，请回复「更正 {number}」后重新反馈。"
    return "此次所述未登记；如情况有变，请发送 /咨询 告知公开办。"


def which_of_several(number: str) -> str:
    """A row that stands for several items."""
    return f"第{number}项对应贵方多个单位、多个年度或多期任务，请用 /任务 {number} 在相应卡片上反馈。"


def no_deadline(number: str) -> str:
    """More time is asked for where none is set."""
    return f"第{number}项未设须按期办结的时限，无需申请延期。"


def until_when(number: str) -> str:
    """More time is asked for, without a day."""
    return f"第{number}项申请延期，请写明延期到哪一天，例如：延期到12月15日。"


def a_later_day(number: str) -> str:
    """The day asked for is not later than the one in force."""
    return f"第{number}项申请的新日期应晚于今天和现有时限，请重新写明延期到哪一天。"
