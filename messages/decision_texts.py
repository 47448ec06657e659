"""Why what the office typed cannot be put into a row, and what would be right."""

from __future__ import annotations

from collections.abc import Sequence

from messages import words

NEW_UNIT = "列入名册"
"""The choice by which a printed name becomes a unit of the roster."""


def units_unclear(answer: str) -> str:
    """The names in an answer cannot be told apart."""
    return f"「{words.brief(answer, 40)}」中的单位不能确定，请写明单位名称，多个单位之间用顿号分开"


def units_unknown(names: Sequence[str], likely: Sequence[str]) -> str:
    """Names that are not in the roster; `likely` are those that look like the first."""
    meant = f"（相近的有{'、'.join(words.name(name) for name in likely)}）" if likely else ""
    return f"名册中没有「{words.brief('、'.join(names), 80)}」{meant}，请填写名册中的单位或群组名称，或先更新名册"


def deadline_not_read(answer: str) -> str:
    """No day and no kind of duty can be read."""
    return f"「{words.brief(answer, 40)}」未能识别为明确的时限，请写明日期，例如2022年11月30日"


def words_too_few() -> str:
    """A correction much shorter than what it corrects."""
    return "更正后的文字不足原文的一半，请回复更正后的全文，不要只写更正之处"


def no_number(answer: str) -> str:
    """A row's number that is none."""
    return f"「{words.brief(answer, 40)}」不是序号，请填写数字，例如12"


def one_of(choices: Sequence[str]) -> str:
    """What was typed is none of the choices, and nothing else can be taken."""
    return f"请从「{'」「'.join(words.brief(choice, 40) for choice in choices)}」中选择" if choices else "内容为空"
