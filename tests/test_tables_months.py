"""A column for every month with a mark where work goes on: the last marked month is the end."""

from __future__ import annotations

from datetime import date

import pytest

from scheduler.intake import read_tasks
from storage.tables import read_text
from storage.values import DeadlineKind, Field, TaskDocument

MONTHS = [f"{month}月" for month in range(1, 13)]
CHINESE = ["一月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "十一月", "十二月"]


@pytest.mark.parametrize("months", [MONTHS, CHINESE])
def test_the_marked_months_are_when_work_goes_on(months: list[str]) -> None:
    document = _read("2023年工作推进计划（√表示工作月份）", months, range(3, 6), [11], [6, 12], range(1, 13))

    assert [row.deadline.due for row in document.rows] == [
        date(2023, 5, 31),
        date(2023, 11, 30),
        date(2023, 12, 31),
        date(2023, 12, 31),
    ]
    assert [row.deadline.kind for row in document.rows][::3] == [DeadlineKind.RANGE, DeadlineKind.WHOLE_YEAR]
    assert [row.responsible.named for row in document.rows] == [("区司法局",)] * 4
    assert not any(row.questions for row in document.rows)


def test_marks_that_nobody_explains_are_asked_about() -> None:
    [row] = _read("2023年工作推进计划", MONTHS, range(3, 6)).rows

    [question] = row.questions
    assert (question.field, question.choices) == (Field.DEADLINE, ("2023-05-31",))


def _read(title: str, months: list[str], *marked: list[int] | range) -> TaskDocument:
    lines = [title, "\t".join(["序号", "工作任务", *months, "责任单位"])]
    for number, told in enumerate(marked, start=1):
        signs = ["√" if month in told else "" for month in range(1, 13)]
        lines.append("\t".join([str(number), "优化平台", *signs, "区司法局"]))
    return read_tasks(read_text("\n".join(lines)))
