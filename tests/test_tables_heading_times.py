"""A heading over rows or paragraphs may say by when they are due: read where it says so plainly, else asked."""

from __future__ import annotations

from pathlib import Path

from scheduler.intake import read_tasks
from storage.tables import read_document, read_text
from storage.values import Field, TaskDocument

HEAD = "序号|工作任务|牵头单位|责任单位"


def _read(*lines: str) -> TaskDocument:
    return read_tasks(read_text("\n".join(lines).replace("|", "\t")))


def _dues(document: TaskDocument) -> list[str]:
    return [f"{row.deadline.due or ''}" for row in document.rows]


def _asked(document: TaskDocument) -> list[bool]:
    return [any(question.field is Field.DEADLINE for question in row.questions) for row in document.rows]


def test_rows_are_due_when_the_phase_over_them_ends_unless_they_say_another_day() -> None:
    document = _read(
        "2026年百日攻坚任务清单", HEAD, "一、动员部署阶段（2026年5月6日至5月15日）|||",
        "1|召开动员会。|区安委办|区教育局", "（一）宣传发动|||", "2|投放公益广告。|区委宣传部|区融媒体中心",
        "二、排查整治阶段（7月底前）|||", "3|检查危化企业，6月20日前完成首轮检查。|区应急局|区公安局",
        "4|检查工地，8月10日前完成。|区住建局|区公安局", "5|抽查车辆，每周不少于两次。|区交通局|区公安局",
        "三、巩固提升|||", "6|开展“回头看”。|区安委办|区公安局",
    )  # fmt: skip

    assert _dues(document) == ["2026-05-15", "2026-05-15", "2026-06-20", "2026-08-10", "2026-07-31", ""]
    assert _asked(document) == [False, False, False, True, False, False]


def test_a_heading_with_a_mere_month_is_asked_about_and_a_year_is_no_deadline() -> None:
    document = _read(
        "2026年重点任务清单", HEAD, "一、迎检准备（9月）|||", "1|完善台账资料。|区教育局|区民政局",
        "二、年度任务（2026年）|||", "2|开展培训活动。|区教育局|区民政局",
    )  # fmt: skip

    assert _dues(document) == ["2026-09-30", ""]
    assert _asked(document) == [True, False]
    assert "迎检准备（9月）" in document.rows[0].questions[0].text


def test_lines_right_above_tables_and_merged_themes_say_it_too(tmp_path: Path) -> None:
    head = "<tr><td>序号<td>工作任务<td>责任单位</tr>"
    (tmp_path / "page.html").write_text(
        f"<h1>2026年整治任务清单</h1><p>第一阶段（3月底前）</p><table>{head}<tr><td>1<td>制定整治方案<td>区住建局</tr>"
        f"</table><p>第二阶段（9月底前）</p><table>{head}<tr><td>1<td>改造小区八个<td>区城管局</tr></table>"
        "<p>其他</p><table><tr><td>阶段<td>序号<td>工作任务<td>责任单位</tr>"
        "<tr><td rowspan=2>总结阶段（10月8日至11月20日）<td>1<td>组织竣工验收<td>区住建局</tr>"
        "<tr><td>2<td>公开整治结果<td>区城管局</tr></table>",
        encoding="utf-8",
    )

    document = read_tasks(read_document(tmp_path / "page.html"))

    assert _dues(document) == ["2026-03-31", "2026-09-30", "2026-11-20", "2026-11-20"]
    assert not any(_asked(document))


def test_a_heading_over_numbered_paragraphs_says_it_and_is_no_task_of_its_own() -> None:
    document = _read(
        "2026年百日攻坚任务清单", "一、动员部署阶段（5月6日至5月15日）",
        "（一）召开动员会。（牵头单位：区安委办）", "（二）投放公益广告，5月10日前完成。（牵头单位：区委宣传部）",
        "二、排查整治阶段", "（三）检查工地。（牵头单位：区住建局；完成时限：7月底前）",
        "（四）检查景区。（牵头单位：区文旅局）",
    )  # fmt: skip

    assert [row.lead for row in document.rows] == [("区安委办",), ("区委宣传部",), ("区住建局",), ("区文旅局",)]
    assert _dues(document)[:3] == ["2026-05-15", "2026-05-10", "2026-07-31"]
    assert _asked(document)[:3] == [False, False, False]


def test_a_blank_column_under_a_heading_with_a_time_is_asked_about_with_that_day() -> None:
    document = _read(
        "2026年任务清单", "填报时间：2026年3月5日", "序号|工作任务|责任单位|完成时限", "一、动员阶段（3月底前）|||",
        "1|召开动员会。|区教育局|", "2|投放广告。|区民政局|", "二、整治阶段（9月底前）|||",
        "3|检查工地。|区住建局|8月底前", "4|检查景区。|区文旅局|",
    )  # fmt: skip

    assert _dues(document) == ["2026-03-31", "2026-03-31", "2026-08-31", "2026-08-31"]
    assert _asked(document) == [True, True, False, True]
