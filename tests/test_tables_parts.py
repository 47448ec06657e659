"""What a document's own parts may look like: lists and revisions of Word, pages of the web, sheets, old files."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest

from storage.tables import Limits, read_document
from storage.values import Column, DocumentUnreadable, Source
from tests.make_documents import Table, as_docx

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
HEAD = ("序号", "工作任务", "责任单位", "完成时限")
ROW = ("1", "公开目录", "区司法局", "6月底前")
TABLE = Table((("1", "专项", "公开目录", "编制目录。", "区司法局", "区教育局", "全年"),))
CONVERTS = """#!/bin/sh
for word in "$@"; do case "$word" in docx|xlsx) form=$word;; esac; done
test "$form" = docx || exit 0
while [ "$1" != --outdir ]; do shift; done
cp "{made}" "$2/document.$form"
"""


def _read(folder: Path, name: str, content: bytes, limits: Limits | None = None) -> Source:
    path = folder / name
    path.write_bytes(content)
    return read_document(path, limits) if limits else read_document(path)


def _word(folder: Path, body: str, numbering: str = "") -> Source:
    """A document of Word with nothing in it but these parts."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {WORD}>{body}</w:document>")
        if numbering:
            archive.writestr("word/numbering.xml", f"<w:numbering {WORD}>{numbering}</w:numbering>")
    return _read(folder, "parts.docx", kept.getvalue())


def _row(*cells: str, before: str = "") -> str:
    return f"<w:tr>{before}{''.join(f'<w:tc><w:p>{cell}</w:p></w:tc>' for cell in cells)}</w:tr>"


def _runs(*cells: str) -> list[str]:
    return [f"<w:r><w:t>{cell}</w:t></w:r>" for cell in cells]


def test_revisions_content_controls_and_breaks_of_word_are_read_as_they_are_seen(tmp_path: Path) -> None:
    task = "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins><w:r><w:t>公开<w:br/></w:t></w:r></w:ins>"
    task += "<w:r><w:tab/><w:t>目录</w:t></w:r>"
    wrapped = f"<w:sdt><w:sdtContent>{_row(*_runs('1'), task, *_runs('区司法局', '6月底前'))}</w:sdtContent></w:sdt>"
    indented = _row(*_runs("公开平台", "区教育局", "全年"), before='<w:trPr><w:gridBefore w:val="1"/></w:trPr>')

    source = _word(tmp_path, f"<w:body><w:tbl>{_row(*_runs(*HEAD))}{wrapped}{indented}</w:tbl></w:body>")

    assert [row.text(Column.RESPONSIBLE) for row in source.rows] == ["区司法局", "区教育局"]
    assert source.rows[0].text(Column.TASK).replace(" ", "") == "公开目录"
    assert source.rows[1].text(Column.TASK) == "公开平台"


def test_lists_of_word_are_counted_in_their_own_signs(tmp_path: Path) -> None:
    def level(depth: int, form: str, text: str, start: int = 1) -> str:
        return (
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
            f'<w:lvlText w:val="{text}"/></w:lvl>'
        )

    levels = level(0, "chineseCounting", "%1、", 99) + level(1, "bullet", "·") + level(2, "decimal", "%0%3.")
    numbering = (
        f'<w:abstractNum w:abstractNumId="4">{levels}</w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="4"/></w:num>'
    )

    def paragraph(depth: int, text: str) -> str:
        place = f'<w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="7"/></w:numPr></w:pPr>'
        return f"<w:p>{place}<w:r><w:t>{text}</w:t></w:r></w:p>"

    points = [(0, "公开目录。（区司法局，6月底前）"), (1, "附注"), (0, "公开平台。（区教育局，全年）")]
    points.append((2, "公开指南。（区财政局，全年）"))
    source = _word(tmp_path, f"<w:body>{''.join(paragraph(*point) for point in points)}</w:body>", numbering)

    units = [row.text(Column.RESPONSIBLE) for row in source.rows]
    assert units == ["区司法局", "区教育局", "区财政局"]
    assert [row.cells[Column.NUMBER].raw for row in source.rows] == ["九十九、", "100、", "1."]


def test_a_document_of_word_without_a_body_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentUnreadable, match="没有正文"):
        _word(tmp_path, "<w:background/>")


def test_a_web_page_in_sections_with_a_table_in_a_cell_is_read(tmp_path: Path) -> None:
    def cells(*texts: str) -> str:
        return "<tr>" + "".join(f"<td>{text}</td>" for text in texts) + "</tr>"

    inner = "<table><tr><td>甲</td><td>乙</td></tr></table>"
    table = f"<table><thead>{cells(*HEAD)}</thead><tbody>{cells('1', f'公开目录{inner}', *ROW[2:])}</tbody></table>"
    page = f"<html><body><table></table><!-- 附件 -->{table}</body></html>"

    source = _read(tmp_path, "page.html", page.encode("utf-16"))

    assert [row.text(Column.TASK) for row in source.rows] == ["公开目录甲，乙；"]


def test_a_page_with_nothing_on_it_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentUnreadable):
        _read(tmp_path, "page.html", b"<!-- -->\n<html>")


def test_empty_and_oversized_sheets_and_signs_that_are_no_words(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("空")
        sheet = book.add_worksheet("任务")
        for place, word in enumerate((*HEAD, "是否涉密")):
            sheet.write(0, place, word)
            sheet.write(1, place, (*ROW, False)[place])
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=任务!$A$1:$A$2"})
        book.add_chartsheet("图").set_chart(chart)

    [row] = read_document(path).rows

    assert row.text(Column.RESPONSIBLE) == "区司法局"
    with pytest.raises(DocumentUnreadable, match="过大"):
        read_document(path, Limits(max_columns=3))


@pytest.mark.parametrize("content", [b"\x81" * 3000, b"\x00\xd8" * 900 + b"a\x00" * 90, b"\xff\xff1" * 999])
def test_noise_is_no_text(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(DocumentUnreadable):
        _read(tmp_path, "noise.txt", content)


@pytest.mark.parametrize("content", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf1 }"])
def test_an_old_file_is_read_through_the_office_program_of_the_machine(
    content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, program = tmp_path / "made.docx", tmp_path / "bin" / "soffice"
    made.write_bytes(as_docx(TABLE))
    program.parent.mkdir()
    program.write_text(CONVERTS.format(made=made), encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")

    source = _read(tmp_path, "旧.doc", content)

    assert source.rows[0].text(Column.LEAD) == "区司法局"
    docx.Document().save(str(made))  # the program has lost the table
    with pytest.raises(DocumentUnreadable, match="另存为 docx 再发"):
        read_document(tmp_path / "旧.doc")
    program.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    with pytest.raises(DocumentUnreadable, match="无法转换"):
        read_document(tmp_path / "旧.doc")


def test_a_folder_is_no_document(tmp_path: Path) -> None:
    with pytest.raises(DocumentUnreadable, match="不是文件"):
        read_document(tmp_path)


def test_a_text_document_of_another_office_program_and_a_broken_old_workbook_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("content.xml", "<office/>")
    workbook = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le")

    with pytest.raises(DocumentUnreadable, match="旧格式文件无法直接读取"):
        _read(tmp_path, "表.odt", packed.getvalue())
    with pytest.raises(DocumentUnreadable, match="损坏"):
        _read(tmp_path, "表.xls", workbook)


def test_tasks_in_the_frame_that_lays_a_page_out_are_read(tmp_path: Path) -> None:
    tasks = "".join(
        f"<p>{number}．{task}。（牵头单位：{unit}；完成时限：2025年{month}月底前）</p>"
        for number, task, unit, month in ((1, "优化平台", "区司法局", 3), (2, "培训人员", "区人社局", 5))
    )
    menu = "<ul><li>机构职能<li>政策文件<li>规划计划</ul>"
    heads = "<p>2025年任务分解</p><p>某政办〔2025〕8号 | 时间：2025-02-20 | 【字体：大 中 小】</p>"
    page = f"<table><tr><td>{menu}</td><td>{heads}<p>现印发给你们。</p>{tasks}</td></tr></table>"

    source = _read(tmp_path, "page.html", f"<html><meta charset=gbk>{page}</html>".encode("gb18030"))

    assert [(row.text(Column.CONTENT), row.text(Column.LEAD)) for row in source.rows] == [
        ("优化平台。", "区司法局"),
        ("培训人员。", "区人社局"),
    ]
    assert (source.document_number, str(source.issued_on)) == ("某政办〔2025〕8号", "2025-02-20")


def test_the_numbers_a_page_prints_before_its_list_part_the_tasks(tmp_path: Path) -> None:
    tasks = (("举办展销会", "区商务局"), ("落实补贴", "区财政局"), ("打造街区", "区城管局"))
    items = [f"<li>{task}。<br><b>责任单位：</b>{unit}<br><b>时限：</b>2024年6月底前</li>" for task, unit in tasks]
    way = "<ol><li>首页<li>政务公开</ol>"
    page = f"{way}<h3>一、扩大消费</h3><ol>{''.join(items[:2])}</ol><h3>二、夜间经济</h3><ol start=3>{items[2]}</ol>"

    source = _read(tmp_path, "page.html", f"<html><meta charset=utf-8><body>{page}</html>".encode())

    assert [
        (row.text(Column.NUMBER), row.text(Column.CONTENT), row.text(Column.RESPONSIBLE)) for row in source.rows
    ] == [(str(number), f"{task}。", unit) for number, (task, unit) in enumerate(tasks, start=1)]


def test_a_cell_that_spans_the_rest_of_its_group_ends_with_it(tmp_path: Path) -> None:
    header = "".join(f"<th>{word}" for word in ("序号", "类别", "任务", "牵头单位", "配合单位", "时限"))
    rest = "<td>清淤河道<td>区水利局<td>区住建局<td>5月底前</tr>"
    bodies = "".join(
        f"<tbody><tr><td>{number}<td rowspan=0>{theme}{rest}<tr><td>{number + 1}{rest}</tbody>"
        for number, theme in ((1, "水环境"), (3, "水生态"))
    )

    source = _read(tmp_path, "page.html", f"<html><table><tr>{header}</tr>{bodies}</table></html>".encode())

    assert [row.text(Column.THEME) for row in source.rows] == ["水环境", "", "水生态", ""]
    assert [row.cells[Column.THEME].merged_with for row in source.rows] == [None, 0, None, 2]
    assert not source.problems
