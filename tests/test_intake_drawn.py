"""Whatever table is drawn, what is merged or blank is read in full, and none is too odd to read."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.intake import read_tasks
from scheduler.intake_json import as_json
from storage.values import Cell, Column, Source, SourceRow, TaskDocument
from tests.intake_tables import ISSUED, table

NAMES = ["市教育局", "市财政局", "市民政局", "市水务局", "市司法局", "市交通局"]
TASKS = ["校园食堂监管", "预算绩效评价", "养老机构改造", "河道堤防加固", "行政复议听证", "公路桥梁检测"]


@st.composite
def grouped(draw: st.DrawFn) -> list[tuple[str, str, str, str]]:
    """Rows (task, lead, responsible, deadline) of two to six groups, in full."""
    rows = []
    for place in range(draw(st.integers(2, 6))):
        lead, size = draw(st.sampled_from([*NAMES, ""])), draw(st.integers(2, 5))
        responsible, month = draw(st.sampled_from(NAMES)), draw(st.integers(4, 12))
        rows += [(TASKS[place], lead, responsible, f"{month}月底前")] * size
    return rows


def drawn(rows: list[tuple[str, str, str, str]], mark: str) -> str:
    """The rows as a table in which what repeats the group's first row is merged (`^`) or blank."""
    lines = ["序号 | 任务 | 内容 | 牵头 | 责任 | 时限"]
    for at, row in enumerate(rows):
        is_first = at == 0 or rows[at - 1][0] != row[0]
        cells = row if is_first else (mark,) * 4
        lines.append(" | ".join([str(at + 1), cells[0], f"推进{row[0]}第{at}批工作。", *cells[1:]]))
    return "\n".join(lines)


@settings(max_examples=60, deadline=None)
@given(grouped(), st.sampled_from(["^", ""]))
def test_what_is_merged_or_left_blank_is_read_in_full(rows: list[tuple[str, str, str, str]], mark: str) -> None:
    document: TaskDocument = read_tasks(table(drawn(rows, mark)))

    read = [("、".join(row.lead), row.task, row.responsible.named, row.deadline.phrase) for row in document.rows]
    assert read == [(lead, task, (responsible,), phrase) for task, lead, responsible, phrase in rows]
    assert all(not row.questions for row in document.rows)


@st.composite
def scrawled(draw: st.DrawFn) -> Source:
    """Rows with any cells blank, filled or merged with any row above."""
    texts = st.sampled_from(
        [
            "",
            "一、总则",
            "（一）分则",
            "以公开促",
            "服务",
            "区教育局、区财政局牵头",
            "11月前",
            "全年",
            "做好工作，",
            "/",
        ]
    )
    rows: list[SourceRow] = []
    for at in range(draw(st.integers(0, 8))):
        merged = st.none() if at == 0 else st.none() | st.integers(0, at - 1)
        columns = draw(st.sets(st.sampled_from(list(Column))))
        cells = {column: Cell(text := draw(texts), text, draw(merged)) for column in columns}
        rows.append(SourceRow(at + 1, draw(st.integers(0, 2)), cells))
    return Source("", None, draw(st.none() | st.just(ISSUED)), None, tuple(rows), tuple(Column), draw(st.booleans()))


@settings(max_examples=150, deadline=None)
@given(scrawled())
def test_no_table_is_too_odd_to_read(source: Source) -> None:
    document = read_tasks(source)

    assert len(document.rows) == len(source.rows)
    assert json.loads(json.dumps(as_json(document)))["rows"] is not None
    assert all(row.due_is_certain or row.questions for row in document.rows)
