"""联络员外出: what is read back to whoever goes away, and what the other post is told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from messages import words
from messages.html import bold, plain
from messages.letter import Letter
from messages.pages import button, paragraphs

_BACK = ((button("取消外出", "back_again"),),)


def away_noted(from_on: date, to_on: date, covered: Sequence[tuple[str, str]], today: date) -> Letter:
    """The days as they were understood, and who takes over: unit by unit, "" where nobody can."""
    text = paragraphs(
        bold(f"【外出登记】{_days(from_on, to_on, today)}"),
        *(plain(_covered(unit, name)) for unit, name in covered),
        plain("到期自动恢复，不必销假。日期有误请重新发送，提前返岗请点「取消外出」。"),
    )
    return Letter(text, _BACK)


def stand_in_note(unit: str, name: str, from_on: date, to_on: date, today: date) -> Letter:
    """To the other post: these days are theirs."""
    days = _days(from_on, to_on, today)
    return Letter(
        paragraphs(
            bold(f"【代为办理】{words.name(unit, 40)}"),
            plain(f"{words.name(name)}{days}外出，期间提醒发给您，请代为反馈；记录中注明代办。到期自动恢复。"),
        )
    )


def away_unclear() -> Letter:
    """Somebody goes away; from when to when could not be read."""
    return Letter(plain("请写明外出的起止日期，例如：/外出 12月1日至12月5日。未登记外出。"))


def away_standing(from_on: date, to_on: date, today: date) -> Letter:
    """/外出 while an absence is noted."""
    return Letter(plain(f"已登记外出：{_days(from_on, to_on, today)}。改期请重新发送起止日期。"), _BACK)


def back_noted() -> Letter:
    """An absence is over before its end."""
    return Letter(plain("外出登记已取消，提醒恢复发给您。"))


def not_away() -> Letter:
    """Nothing to take back."""
    return Letter(plain("目前没有外出登记。如需登记，请发送：/外出 12月1日至12月5日。"))


def _days(from_on: date, to_on: date, today: date) -> str:
    first = words.day(from_on, today)
    return first if from_on == to_on else f"{first}至{words.day(to_on, today)}"


def _covered(unit: str, name: str) -> str:
    if name:
        return f"{words.name(unit, 40)}：期间由{words.name(name)}接收提醒并代为办理，已告知对方。"
    return f"{words.name(unit, 40)}：没有可代办的其他联络员，已告知公开办，期间提醒仍发给您。"
