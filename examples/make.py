"""Makes the sample's other forms: `python -m examples.make` writes document.xlsx, document.docx and both rosters.

document.txt is written by hand: the table as an optical reader leaves it, its pages apart, its merges lost. A
spreadsheet and a Word file know their merges, so here every label spans its rows again.
"""

from __future__ import annotations

import csv
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import docx
import xlsxwriter
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.shared import Cm, Pt
from docx.table import Table, _Cell

from storage.roster import write_roster
from storage.values import Roster, RosterUnit

HERE = Path(__file__).parent
HEADER = ("序号", "任务名称", "", "具体内容", "牵头单位", "责任单位", "完成时限")
WIDTHS = (1.2, 2.6, 3.4, 9.0, 3.0, 4.6, 2.2)  # cm
ISSUED = ("云政办发〔2022〕21号", "2022年9月16日")
Span = tuple[str, int, int]  # text, first and last row number

THEMES: tuple[Span, ...] = (
    ("以公开促落实", 1, 10),
    ("以公开促法治", 11, 18),
    ("以公开促服务", 19, 27),
    ("以公开促廉政", 28, 35),
    ("以公开促规范", 36, 48),
    ("保障措施", 49, 53),
)
LABELS: tuple[Span, ...] = (
    ("以公开促落实", 1, 7),
    ("以强化考核促落实", 8, 9),
    ("以全过程公开促落实", 10, 10),
    ("以行政执法公开促法治", 11, 16),
    ("以市场监管公开促法治", 17, 17),
    ("以个人信息保护促法治", 18, 18),
    ("以公开促服务", 19, 23),
    ("以公共信息公开促服务", 24, 25),
    ("以线下公开促服务", 26, 27),
    ("以权责清单和各类告知、承诺、服务清单公开促廉政", 28, 28),
    ("以重大建设项目信息公开促廉政", 29, 29),
    ("以财政信息及公共资源交易信息公开促廉政", 30, 33),
    ("以反垄断信息公开促廉政", 34, 34),
    ("以各类奖励、补贴、优惠等信息公开促廉政", 35, 35),
    ("以优化发文流程促规范", 36, 39),
    ("以优化依申请公开答复办理流程促规范", 40, 40),
    ("以优化政务公开平台建设促规范", 41, 43),
    ("以优化基层政务公开“两化”工作促规范", 44, 48),
    ("坚持效果导向，强化正", 49, 49),
    ("务实高效开展社会评议", 50, 50),
    ("加强组织领导，落实保障措施", 51, 53),
)
# Cells that are blank because the one above spans them; every other blank is a true one.
SPANNED = {4: ((1, 5), (12, 13)), 5: ((1, 5),), 6: ((1, 5),)}

_BALLAST = ("/thumbnail", "/stylesWithEffects")

TOWNSHIPS = ("澄溪镇", "云桥镇", "岚口镇", "石澄乡", "溪坪乡", "北岚乡", "南岚乡")
OFFICE = "区政府办公室"
# Every unit of the district: name, kind, other names, and whether it enforces the law.
DEPARTMENTS = (
    (OFFICE, "督办单位", "区人民政府办公室、区政府办", False),
    ("区发改局", "部门", "区发改委、区发展和改革局", True),
    ("区市场监督管理局", "部门", "区市场监管局", True),
    ("区行政审批服务管理局", "部门", "区行政审批局", True),
    ("区人社局", "部门", "区人力资源和社会保障局", True),
    ("区卫健委", "部门", "区卫生健康委员会、区卫健局", True),
    ("区农业农村局", "部门", "区农业局", True),
    ("区教育局", "部门", "", True),
    ("区自然资源局", "部门", "区国土资源局", True),
    ("区住建局", "部门", "区住房和城乡建设局", True),
    ("区税务局", "垂管单位", "", True),
    ("区司法局", "部门", "", False),
    ("区公安分局", "垂管单位", "区公安局", True),
    ("区政府信息网络中心", "事业单位", "区信息网络中心", False),
    ("区民政局", "部门", "", True),
    ("区环保局", "垂管单位", "区生态环境分局、市生态环境局云川分局", True),
    ("区市政管理服务中心", "事业单位", "", False),
    ("区水务局", "部门", "区水利局", True),
    ("区工信局", "部门", "区工业和信息化局", True),
    ("区财政局", "部门", "", True),
    ("区审计局", "部门", "", True),
    ("区文旅局", "部门", "区文化和旅游局", True),
    ("区应急管理局", "部门", "区应急局", True),
    ("区交通运输局", "部门", "区交通局", True),
    ("区统计局", "部门", "", True),
    ("区医保局", "部门", "区医疗保障局", True),
    ("区退役军人事务局", "部门", "", False),
    ("区城市管理局", "部门", "区城管局", True),
    ("区乡村振兴局", "部门", "区扶贫办", False),
    ("区信访局", "部门", "", False),
)


def make(folder: Path = HERE) -> None:
    """Write all that follows from document.txt into a folder."""
    write_roster(sample_roster(), folder / "roster.xlsx")
    _write_roster_csv(sample_roster(), folder / "roster.csv")
    title, rows = _printed((HERE / "document.txt").read_text(encoding="utf-8"))
    _write_sheet(title, rows, folder / "document.xlsx")
    _write_word(rows, folder / "document.docx")


def sample_roster() -> Roster:
    """The invented district: 7 townships, 30 departments."""
    townships = [
        RosterUnit(name, "乡镇", (f"{name}人民政府", f"{name}政府"), ("各乡镇人民政府",)) for name in TOWNSHIPS
    ]
    departments = [
        RosterUnit(
            name,
            kind,
            tuple(others.split("、")) if others else (),
            ("区直各部门", "具有行政执法权的单位") if enforces else ("区直各部门",),
        )
        for name, kind, others, enforces in DEPARTMENTS
    ]
    return Roster(OFFICE, (*townships, *departments), date(2022, 9, 16))


def _printed(text: str) -> tuple[str, list[list[str]]]:
    """The table's title and its rows in seven columns, labels in the rows they belong to."""
    lines = text.splitlines()
    title = next(line for line in reversed(lines[: lines.index("\t".join(filter(None, HEADER)))]) if line)
    rows = [line.split("\t") for line in lines if line[:1].isdigit() and "\t" in line]
    return title, [[row[0], _begun(THEMES, row[0]), _begun(LABELS, row[0]), *row[-4:]] for row in rows]


def _begun(spans: tuple[Span, ...], number: str) -> str:
    return next((text for text, first, _ in spans if first == int(number)), "")


def _merges() -> list[tuple[int, int, int]]:
    """(column, first, last) of every cell that spans rows."""
    labels = [(column, *span[1:]) for column, spans in ((1, THEMES), (2, LABELS)) for span in spans]
    cells = [(column, *span) for column, spans in SPANNED.items() for span in spans]
    return [(column, first, last) for column, first, last in labels + cells if last > first]


def _write_sheet(title: str, rows: list[list[str]], path: Path) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        book.set_properties({"title": title, "created": datetime(2022, 9, 16, tzinfo=UTC)})
        plain = book.add_format({"text_wrap": True, "border": 1, "valign": "vcenter", "font_size": 10})
        head = book.add_format({"bold": True, "border": 1, "align": "center", "valign": "vcenter"})
        sheet = book.add_worksheet("任务分解表")
        sheet.merge_range(0, 0, 0, 6, title, book.add_format({"bold": True, "align": "center", "font_size": 16}))
        for line, text in enumerate(ISSUED, start=1):
            sheet.merge_range(line, 0, line, 6, text, book.add_format({"align": "center"}))
        sheet.write_row(3, 0, HEADER, head)
        sheet.merge_range(3, 1, 3, 2, HEADER[1], head)
        for line, row in enumerate(rows, start=4):
            sheet.write_row(line, 0, [int(row[0]), *row[1:]], plain)
        for column, first, last in _merges():
            sheet.merge_range(first + 3, column, last + 3, column, rows[first - 1][column], plain)
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width * 4.5)
        sheet.repeat_rows(3)


def _write_word(rows: list[list[str]], path: Path) -> None:
    document = docx.Document()
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
    document.styles["Normal"].font.size = Pt(10)
    document.core_properties.created = datetime(2022, 9, 16, tzinfo=UTC)
    document.core_properties.author = ""
    _drop_ballast(document)
    for line in (HERE / "document.txt").read_text(encoding="utf-8").split("\n序号\t")[0].splitlines():
        if line:
            document.add_paragraph(line)
    table = document.add_table(rows=1 + len(rows), cols=len(HEADER), style="Table Grid")
    _fill(table, rows)
    document.save(str(path))
    _pack_again(path)


def _drop_ballast(document: Document) -> None:
    """Parts of the library's template that no reader needs: a picture of another document, styles kept twice."""
    for relations in (document.part.package.rels, document.part.rels):
        for key in [key for key, relation in relations.items() if relation.reltype.endswith(_BALLAST)]:
            del relations[key]


def _pack_again(path: Path) -> None:
    """The same parts without the time of day, so that the same document is the same file."""
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name, content in parts.items():
            packed.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)


def _fill(table: Table, rows: list[list[str]]) -> None:
    grid: list[tuple[_Cell, ...]] = [row.cells for row in table.rows]
    for cells, texts in zip(grid, [HEADER, *rows], strict=True):
        for cell, text, width in zip(cells, texts, WIDTHS, strict=True):
            cell.text, cell.width = text, Cm(width)
    grid[0][1].merge(grid[0][2]).text = HEADER[1]
    for column, first, last in _merges():
        grid[first][column].merge(grid[last][column]).text = rows[first - 1][column]


def _write_roster_csv(roster: Roster, path: Path) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        sheet = csv.writer(file)
        sheet.writerow(["名册日期", roster.as_of, "", ""])
        sheet.writerow(["单位名称", "类别", "别名", "所属群组"])
        for unit in roster.units:
            sheet.writerow([unit.name, unit.kind, "、".join(unit.aliases), "、".join(unit.groups)])


if __name__ == "__main__":
    make()
