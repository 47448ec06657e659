"""What is written is what is read: the same table in every format, with hypothesis choosing the table."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.tables import read_document, read_document_safely
from storage.values import Column, Source
from tests.make_documents import FORMATS, Row, Table, blanked, write

COLUMNS = (
    Column.NUMBER,
    Column.THEME,
    Column.TASK,
    Column.CONTENT,
    Column.LEAD,
    Column.RESPONSIBLE,
    Column.DEADLINE,
)
MERGED = (1, 2)
MERGES_KNOWN = ("page.html", "book.xlsx", "word.docx", "print.pdf")


def _one_of(words: str) -> st.SearchStrategy[str]:
    return st.sampled_from(words.split())


bodies = _one_of(
    "区教育局 区司法局 市市场监管局 县农业农村局 区委宣传部 区政府办公室 各乡镇人民政府 区直各部门 数据中心"
)
units = st.lists(bodies, min_size=1, max_size=4, unique=True).map("、".join)
actions = _one_of("推进政策解读 完善公开平台 开展业务培训 加强督查考核 规范办理流程 公布事项清单")
sentences = st.lists(actions, min_size=3, max_size=12).map(lambda parts: "，".join(parts) + "，确保年内见到实效。")
deadlines = _one_of("全年 11月底前 2023年6月30日前 长期坚持 每季度末 年底前 上半年 2023年第三季度 12月上旬")
labels = st.tuples(actions, _one_of("工作 行动 工程 机制")).map("".join)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """A table of one to fourteen rows under themes and tasks that run over several of them."""
    rows: list[Row] = []
    for theme in range(draw(st.integers(1, 3))):
        for task in range(draw(st.integers(1, 3))):
            label = f"{draw(labels)}{'甲乙丙'[task]}"
            for _ in range(draw(st.integers(1, 2))):
                texts = (draw(sentences), draw(bodies), draw(units), draw(deadlines))
                rows.append((str(len(rows) + 1), f"{'落实服务法治'[theme * 2 : theme * 2 + 2]}专项", label, *texts))
    return Table(tuple(rows), merged=MERGED)


def _printed(source: Source) -> list[Row]:
    return [tuple(row.text(column).replace("\n", "") for column in COLUMNS) for row in source.rows]


def _filled(source: Source) -> list[Row]:
    """The rows with merged cells filled from the row that holds their value."""
    texts = [[row.text(column).replace("\n", "") for column in COLUMNS] for row in source.rows]
    for number, row in enumerate(source.rows):
        for place, column in enumerate(COLUMNS):
            cell = row.cells.get(column)
            if cell and cell.merged_with is not None:
                texts[number][place] = texts[cell.merged_with][place]
    return [tuple(row) for row in texts]


@pytest.mark.parametrize("form", FORMATS)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(table=tables())
def test_what_is_written_is_what_is_read(form: str, table: Table, tmp_path: Path) -> None:
    source = read_document(write(table, form, tmp_path))

    assert source.title == table.title
    assert source.merges_known is (form in MERGES_KNOWN)
    if form in MERGES_KNOWN:
        assert _filled(source) == list(table.rows)
    else:
        assert _printed(source) == list(blanked(table).rows)
    assert source.problems == ()


@pytest.mark.parametrize("form", FORMATS)
def test_the_worker_reads_what_is_read_at_home(form: str, tmp_path: Path) -> None:
    rows = tuple((str(number), "专项", "工作", "推进工作。", "区司法局", "区教育局", "全年") for number in range(1, 9))
    path = write(Table(rows, merged=MERGED), form, tmp_path)

    assert read_document_safely(path) == read_document(path)


def test_a_long_sheet_is_read_whole(tmp_path: Path) -> None:
    rows = tuple(
        (str(number), "专项", "工作", "推进工作。", "区司法局", "区教育局", "全年") for number in range(1, 2001)
    )

    source = read_document(write(Table(rows), "book.xlsx", tmp_path))

    assert [row.text(Column.NUMBER) for row in source.rows] == [row[0] for row in rows]
