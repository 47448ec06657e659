"""Headers of two levels told by how they are merged, not by a list of words; captions of parts are no titles."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from scheduler.intake import read_tasks
from storage.tables import read_document, read_text
from storage.values import TaskDocument


def _page(tmp_path: Path, *rows: str) -> TaskDocument:
    (tmp_path / "page.html").write_text(
        f"<h1>2026年重点项目责任表</h1><table>{''.join(rows)}</table>", encoding="utf-8"
    )
    return read_tasks(read_document(tmp_path / "page.html"))


@pytest.mark.parametrize(("starts", "ends"), [("开工", "完工"), ("动工", "竣工"), ("起", "止"), ("进场", "完成时限")])
def test_a_start_beside_the_end_is_never_the_due_date(tmp_path: Path, starts: str, ends: str) -> None:
    document = _page(
        tmp_path,
        "<tr><td rowspan=2>编号<td rowspan=2>建设内容<td colspan=2>建设周期<td colspan=2>责任分工</tr>",
        f"<tr><td>{starts}<td>{ends}<td>牵头部门<td>实施主体</tr>",
        "<tr><td>A1<td>修复老旧管网30公里。<td>2026.3<td>2026.11<td>市水务局<td>市城建集团</tr>",
        "<tr><td>A2<td>新建口袋公园15个。<td>已开工<td>2026.9.25<td>市园林局<td>市城建集团</tr>",
    )

    assert [row.deadline.due for row in document.rows] == [date(2026, 11, 30), date(2026, 9, 25)]
    assert [row.lead for row in document.rows] == [("市水务局",), ("市园林局",)]


def test_words_below_a_wide_header_head_columns_though_nobody_knows_them(tmp_path: Path) -> None:
    document = _page(
        tmp_path,
        "<tr><td colspan=2>项目<td colspan=2>工作措施<td rowspan=2>牵头科室<td rowspan=2>时限</tr>",
        "<tr><td>大项<td>名称<td>小项<td>内容</tr>",
        "<tr><td rowspan=3>一<td rowspan=3>规范管理<td>1<td>修订作业管理办法。<td>基教科<td>6月底前</tr>",
        "<tr><td>2<td>开展试点20所。<td>德育科<td>9月底前</tr>",
        "<tr><td>3<td>更新课程菜单。<td>教研室<td>8月底前</tr>",
    )

    assert [(row.number, row.lead) for row in document.rows] == [
        ("1", ("基教科",)),
        ("2", ("德育科",)),
        ("3", ("教研室",)),
    ]
    assert [row.content for row in document.rows] == ["修订作业管理办法。", "开展试点20所。", "更新课程菜单。"]


def test_who_is_mainly_responsible_leads_and_a_caption_is_not_the_title() -> None:
    document = read_tasks(
        read_text(
            "高新区2026年攻坚“双清单”\n表1  项目清单\n时限\t序号\t改革事项\t主要负责部门\t协同部门\n"
            "6月底前\t1\t压缩审批时间\t行政审批局\t税务局\n9月底前\t2\t交付公寓400套\t人才集团\t建设局"
        )
    )

    assert document.title == "高新区2026年攻坚“双清单”"
    assert [(row.lead, row.assisting) for row in document.rows] == [
        (("行政审批局",), ("税务局",)),
        (("人才集团",), ("建设局",)),
    ]


def test_numbers_of_levels_are_numbers_under_any_header_and_a_task_may_end_as_a_name_does() -> None:
    document = read_tasks(
        read_text(
            "2025年任务表\n细目\t改革任务\t牵头部门\t时间要求\n1.1\t完善决策制度\t党委办公室\t6月底前\n"
            "1.2\t推行任期制管理\t人力资源部\t9月底前"
        )
    )
    by_line = read_tasks(
        read_text(
            "2025年任务表\n序号\n工作任务\n牵头科室\n责任单位\n责任人\n完成期限\n"
            "1\n参保率稳定在95%以上\n保障科\n各乡镇\n甲某\n2025年12月底前\n"
            "2\n权限下放至6家县级医院\n经办中心\n各县级医院\n乙某\n2025年4月底前\n"
            "3\n追溯码结算全覆盖\n管理科\n各药店\n丙某\n2025年6月底前"
        )
    )

    assert [row.number for row in document.rows] == ["1.1", "1.2"]
    assert [(row.task, row.lead, row.questions) for row in by_line.rows][1] == (
        "权限下放至6家县级医院",
        ("经办中心",),
        (),
    )


def test_each_one_found_is_no_body_and_the_day_of_issue_stands_behind_the_number(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(
        "<h1>2025年整治任务分解表</h1><p>和街办〔2025〕9号&emsp;2025年2月17日</p><table>"
        "<tr><td>序号<td>任务<td>标准<td>牵头部门<td>落实单位<td>时间节点</tr>"
        "<tr><td>1<td>堆放点整治销号。<td>零存量<td>县住建局<td>各乡镇<td>发现一处、整治一处</tr>"
        "<tr><td>2<td>清理残垣断壁。<td>三清一改<td>县住建局<td>各乡镇<td>9月底前</tr></table>",
        encoding="utf-8",
    )

    document = read_tasks(read_document(tmp_path / "page.html"))

    assert (document.document_number, document.issued_on) == ("和街办〔2025〕9号", date(2025, 2, 17))
    assert [(row.lead, row.responsible.collective) for row in document.rows] == [(("县住建局",), ("各乡镇",))] * 2


def test_a_year_over_start_and_end_is_the_year_of_both(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(
        "<h1>重点项目推进表</h1><table><tr><td rowspan=2>序号<td rowspan=2>项目名称<td rowspan=2>责任单位"
        "<td colspan=2>2026年</tr><tr><td>开始<td>结束</tr><tr><td>1<td>建成平台<td>区数据局<td>3月<td>9月</table>",
        encoding="utf-8",
    )

    [row] = read_tasks(read_document(tmp_path / "page.html")).rows

    assert (row.deadline.start, row.deadline.due, row.questions) == (date(2026, 3, 1), date(2026, 9, 30), ())
