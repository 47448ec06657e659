"""The roster: what is read from the office's file, which unit a name means, who a collective stands for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.roster import (
    MatchKind,
    RosterUnreadable,
    expand,
    match,
    parse_rows,
    read_roster,
    write_roster,
    write_roster_template,
)
from storage.values import Roster, RosterUnit

HEADER = ["单位名称", "类别", "别名", "所属群组"]
ROSTER = Roster(
    "区政府办公室",
    (
        RosterUnit("区政府办公室", "督办单位", ("区政府办",), ("区直各部门",)),
        RosterUnit("区发改局", "部门", (), ("区直各部门",)),
        RosterUnit("区卫健委", "部门", (), ("区直各部门",)),
        RosterUnit("区行政审批服务管理局", "部门", (), ("区直各部门", "具有行政执法权的单位")),
        RosterUnit("区人力资源和社会保障局", "部门", ("区人社局",), ("区直各部门",)),
        RosterUnit("市生态环境局云川分局", "垂管单位", ("区环保局",)),
        RosterUnit("区民政局", "部门"),
        RosterUnit("柳河镇", "乡镇", ("柳河镇人民政府",), ("各乡镇人民政府",)),
        RosterUnit("桥西乡", "乡镇", (), ("各乡镇人民政府",)),
    ),
)


@pytest.mark.parametrize(
    ("name", "kind", "unit"),
    [
        ("区发改局", MatchKind.EXACT, "区发改局"),
        ("区 发改局", MatchKind.EXACT, "区发改局"),
        ("区政府办", MatchKind.ALIAS, "区政府办公室"),
        ("区环保局", MatchKind.ALIAS, "市生态环境局云川分局"),
        ("区人社局", MatchKind.ALIAS, "区人力资源和社会保障局"),
        ("区发改委", MatchKind.LIKELY, "区发改局"),
        ("区发展和改革委员会", MatchKind.LIKELY, "区发改局"),
        ("发改委", MatchKind.LIKELY, "区发改局"),
        ("区人民政府办公室", MatchKind.LIKELY, "区政府办公室"),
        ("区卫健委局", MatchKind.LIKELY, "区卫健委"),
        ("区卫生和计划生育局", MatchKind.LIKELY, "区卫健委"),
        ("区行政审批局", MatchKind.LIKELY, "区行政审批服务管理局"),
        ("桥西乡人民政府", MatchKind.LIKELY, "桥西乡"),
        ("区人力资源和社会保瘴局", MatchKind.LIKELY, "区人力资源和社会保障局"),
    ],
)
def test_a_printed_name_means_a_unit_of_the_roster(name: str, kind: MatchKind, unit: str) -> None:
    found = match(name, ROSTER)

    assert (found.kind, found.units[0].name) == (kind, unit)
    assert found.is_certain == (kind is not MatchKind.LIKELY)


@pytest.mark.parametrize("name", ["区财政局", "区体育局", "市民政局", "县发改局", "柳林镇", "桥西街道", "各乡镇", ""])
def test_a_name_nobody_bears_is_unknown(name: str) -> None:
    found = match(name, ROSTER)

    assert (found.kind, found.unit) == (MatchKind.UNKNOWN, None)


def test_an_alias_two_units_claim_is_asked() -> None:
    roster = replace(ROSTER, units=(RosterUnit("甲局", aliases=("执法局",)), RosterUnit("乙局", aliases=("执法局",))))

    found = match("执法局", roster)

    assert (found.kind, [unit.name for unit in found.units]) == (MatchKind.LIKELY, ["甲局", "乙局"])
    assert found.why == "名册中没有“执法局”，相近的有“甲局”、“乙局”"


@pytest.mark.parametrize(
    "collective",
    ["各乡镇人民政府", "各乡镇", "各乡（镇）人民政府", "各乡(镇)政府", "乡镇人民政府", "全区各乡镇", "各 乡镇"],
)
def test_ways_to_say_all_townships_are_one_group(collective: str) -> None:
    members = expand(collective, ROSTER)

    assert members is not None
    assert [unit.name for unit in members] == ["柳河镇", "桥西乡"]


@pytest.mark.parametrize(("collective", "count"), [("区直各部门", 5), ("区直部门", 5), ("具有行政执法权的单位", 1)])
def test_a_collective_is_everyone_who_belongs_to_it(collective: str, count: int) -> None:
    assert len(expand(collective, ROSTER) or ()) == count


@pytest.mark.parametrize(
    "collective",
    ["区直有关部门", "相关乡镇", "各有关单位", "区直各单位", "各街道", "各村", "各乡镇街道", "市直各部门", ""],
)
def test_a_collective_the_roster_does_not_hold_is_nobody(collective: str) -> None:
    assert expand(collective, ROSTER) is None


def test_a_kind_of_unit_is_a_group_too() -> None:
    roster = Roster("", (RosterUnit("东街道", "街道"), RosterUnit("区教育局", "部门")))

    assert expand("各街道办事处", roster) == (RosterUnit("东街道", "街道"),)


def test_rows_become_units() -> None:
    rows: list[list[object]] = [
        ["名册日期", "2022-09-16"],
        ["序号", "简称", "单位全称", "分组", "单位类别"],
        [1, "区政府办、区府办", "区政府办公室", "区直各部门", "督办单位"],
        [],
        [2.0, "", "柳河镇", "各乡镇人民政府、各镇街", "乡镇"],
    ]

    roster = parse_rows(rows)

    assert roster == Roster(
        "区政府办公室",
        (
            RosterUnit("区政府办公室", "督办单位", ("区政府办", "区府办"), ("区直各部门",)),
            RosterUnit("柳河镇", "乡镇", (), ("各乡镇人民政府", "各镇街")),
        ),
        date(2022, 9, 16),
    )


def test_all_faults_are_told_together() -> None:
    rows = [
        ["名册日期：2022-02-30"],
        HEADER,
        ["区教育局", "督办单位", "", ""],
        ["", "部门", "", ""],
        ["区教育局", "部门", "", ""],
        ["各乡镇", "", "", ""],
        ["区财政局", "督办单位", "区教育局", ""],
        ["区" * 61, "", "", ""],
    ]

    with pytest.raises(RosterUnreadable) as error:
        parse_rows(rows)

    assert [problem.line for problem in error.value.problems] == [1, 4, 5, 6, 7, 7, 8]
    assert str(error.value) == (
        "第1行：名册日期“2022-02-30”不是有效日期；第4行：缺单位名称；第5行：“区教育局”与第3行重复；"
        "第6行：“各乡镇”是统称，不是一个单位，请写在所属群组一列；第7行：“区教育局”与第3行重复；"
        "第7行：第3行已是督办单位，只能有一个；第8行：名称超过60个字：区区区区区区区区区区区区…"
    )


def test_an_address_that_is_none_is_told_with_its_line() -> None:
    rows = [[*HEADER, "其他联系渠道"], ["区教育局", "部门", "", "", "jyj@example.cn"]]

    with pytest.raises(RosterUnreadable, match="第2行：其他联系渠道应写成 mailto"):
        parse_rows(rows)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_is_read_whatever_program_saved_it(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "名册.csv"
    file.write_text('单位名称,类别,别名,所属群组\r\n区教育局,部门,"区教体局,教育局",区直各部门\r\n', encoding=encoding)

    assert read_roster(file).units == (RosterUnit("区教育局", "部门", ("区教体局", "教育局"), ("区直各部门",)),)


def test_what_is_written_is_what_is_read(tmp_path: Path) -> None:
    roster = replace(ROSTER, as_of=date(2022, 9, 16))

    write_roster(roster, tmp_path / "名册.xlsx")

    assert read_roster(tmp_path / "名册.xlsx") == roster


def test_the_template_says_what_is_missing_until_it_is_filled(tmp_path: Path) -> None:
    write_roster_template(tmp_path / "名册.xlsx")

    with pytest.raises(RosterUnreadable, match=r"名册“名册.xlsx”不能采用：表头下面没有单位"):
        read_roster(tmp_path / "名册.xlsx")


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("名册.csv", b"", "文件是空的"),
        ("名册.xlsx", b"", "文件是空的"),
        ("名册.csv", b"\r\n", "前10行里没有“单位名称”一列"),
        ("名册.csv", b"\xff\xff\xff", "文字编码不是UTF-8或GB18030"),
        ("名册.csv", b"a\0b", "文字编码不是UTF-8或GB18030"),
        ("名册.csv", "单位\n".encode() + b"x\n" * 5_001, "超过5000行"),
        ("名册.csv", b"x" * 5_000_001, "文件超过5MB"),
        ("名册.xlsx", b"PK\x03\x04 torn", "文件已损坏，无法打开；请在原软件中打开后另存为 xlsx 或 csv 再发"),
        ("名册.xls", b"no sheet", "表格文件已损坏"),
        ("名册.docx", b"", "只认.xlsx、.xls和.csv文件"),
    ],
)
def test_a_file_that_is_no_roster_is_refused_with_the_way_out(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    (tmp_path / name).write_bytes(content)

    with pytest.raises(RosterUnreadable, match=reason) as error:
        read_roster(tmp_path / name)

    assert "\n" not in str(error.value)
    assert "docx" not in str(error.value).partition("：")[2]


def test_a_folder_is_no_roster(tmp_path: Path) -> None:
    with pytest.raises(RosterUnreadable, match=r"是目录，请给出名册文件的路径"):
        read_roster(tmp_path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RosterUnreadable, match=r"名册“没有.xlsx”打不开"):
        read_roster(tmp_path / "没有.xlsx")


@given(st.text(max_size=30))
def test_no_name_raises(name: str) -> None:
    assert match(name, ROSTER).name == name
    assert expand(name, ROSTER) is None or name


@given(st.lists(st.lists(st.text(max_size=12), max_size=5), max_size=8))
def test_rows_are_a_roster_or_refused(rows: list[list[str]]) -> None:
    try:
        roster = parse_rows([HEADER, *rows])
    except RosterUnreadable:
        return
    assert all(match(unit.name, roster).is_certain for unit in roster.units)
