"""Phases of an operation: each is over when its own name says so; one that says nothing among others is asked about."""

from __future__ import annotations

from datetime import date

import pytest

from scheduler.intake import read_tasks
from storage.tables import read_text
from storage.values import Field

POINTS = """区安全生产专项整治行动方案
（一）动员部署阶段（2026年3月1日至3月15日）。制定方案，召开动员会。（责任单位：区应急局）
（二）自查自改阶段。全面排查，建立台账。（责任单位：区住建局）
（三）集中整治阶段（2026年6月1日至9月30日）。对照清单整治。（责任单位：区应急局）"""
HEADINGS = """2026年区安全生产专项整治任务清单
一、动员部署阶段（3月1日至3月15日）
1.制定方案，召开动员会。（责任单位：区应急局）
二、自查自改阶段
2.全面排查，建立台账。（责任单位：区住建局）
三、集中整治阶段（6月1日至9月30日）
3.对照清单整治。（责任单位：区应急局）"""
TABLE = """2026年区安全生产专项整治任务清单
序号|工作阶段|工作内容|责任单位
1|动员部署阶段（3月1日至3月15日）|制定方案，召开动员会。|区应急局
2|自查自改阶段|全面排查，建立台账。|区住建局
3|集中整治阶段（6月1日至9月30日）|对照清单整治。|区应急局"""


@pytest.mark.parametrize("text", [POINTS, HEADINGS, TABLE], ids=["points", "headings", "table"])
def test_a_phase_is_over_as_its_name_says_and_one_that_says_nothing_is_asked_about(text: str) -> None:
    document = read_tasks(read_text(text.replace("|", "\t")))

    assert [row.deadline.due for row in document.rows] == [date(2026, 3, 15), None, date(2026, 9, 30)]
    asked = [{question.field for question in row.questions} for row in document.rows]
    assert asked == [set(), {Field.DEADLINE}, set()]


def test_phases_none_of_which_has_a_time_are_not_asked_about() -> None:
    rows = ("1\t动员阶段\t召开动员会。\t区应急局", "2\t整治阶段\t全面排查。\t区住建局")
    document = read_tasks(read_text("\n".join(["2026年任务清单", "序号\t工作阶段\t工作内容\t责任单位", *rows])))

    assert [row.questions for row in document.rows] == [(), ()]
