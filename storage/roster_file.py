"""The roster as a file the office fills: read from xlsx or csv, written as xlsx."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path

from storage.reasons import reason
from storage.tables.assembling import NoTable
from storage.tables.grid import Grid
from storage.tables.limits import Limits, TooLarge
from storage.unit_many import is_collective
from storage.values import Problem, Roster, RosterUnit

MOST_ROWS = 5_000
LONGEST_NAME = 60
COLUMNS = ("单位名称", "类别", "别名", "所属群组", "其他联系渠道")
OFFICE_KIND = "督办单位"  # the unit whose office runs the plan
KINDS = ("乡镇", "街道", "部门", "事业单位", "垂管单位", "国有企业", OFFICE_KIND)
_LIMITS = Limits(max_bytes=5_000_000, max_unpacked_bytes=50_000_000, max_rows=MOST_ROWS, max_cells=100_000)
_SYNONYMS = {
    "单位名称": ("单位名称", "单位全称", "规范名称", "单位", "名称", "部门名称", "责任单位", "机构名称"),
    "类别": ("类别", "单位类别", "类型", "性质", "单位性质"),
    "别名": ("别名", "简称", "别称", "曾用名", "其他名称", "又称", "简称别名"),
    "其他联系渠道": ("其他联系渠道", "其他渠道", "备用渠道", "备用联系渠道", "第二渠道"),
    "所属群组": ("所属群组", "群组", "所属分组", "分组", "集合名称", "所属集合", "统称", "所属统称"),
}
_DATED = re.compile(r"(?:名册|截至)日期[:：\s]*(?P<date>\d{4}-\d{1,2}-\d{1,2}|\d{4}年\d{1,2}月\d{1,2}日)?")
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://\S+", re.ASCII | re.IGNORECASE)
_EXPLAINED = (
    "一行一个单位。单位名称写规范名称，不写“各乡镇”“区直各部门”之类的统称。",
    "类别从下拉列表选择；开展督办的单位只有一个，类别选“督办单位”。",
    "别名写文件中可能出现的其他叫法、简称、曾用名，多个之间用顿号分开。",
    "所属群组写单位属于哪些统称，如“各乡镇人民政府”“区直各部门”，多个之间用顿号分开。",
    "名册日期写名册反映哪一天的情况，格式为2022-09-16。",
    "其他联系渠道可以不填。单位没有可送达的联络员时，提醒改由此渠道单向发送，写成 mailto://、wecombot://、dingtalk://、"
    "feishu:// 等地址，每个单位一个；地址中含密钥，请妥善保管本文件。",
    "联络员不写在名册里，由本人用登记码在聊天中登记。",
)

Cells = Sequence[object]


class RosterUnreadable(Exception):
    """A roster that cannot be used. The message is one Chinese line with every fault; `problems` has them apart."""

    def __init__(self, text: str, problems: Iterable[Problem] = ()) -> None:
        self.problems = tuple(problems)
        super().__init__(text)


def read_roster(path: Path) -> Roster:
    """Read the office's roster from .xlsx or .csv (UTF-8 or GB18030); raises RosterUnreadable."""
    if path.is_dir():
        raise RosterUnreadable(f"{path} 是目录，请给出名册文件的路径")
    try:
        return parse_rows(_rows_of(path))
    except RosterUnreadable as error:
        raise RosterUnreadable(f"名册“{path.name}”不能采用：{error}", error.problems) from None
    except OSError as error:
        raise RosterUnreadable(f"名册“{path.name}”打不开：{reason(error)}，请检查路径和权限") from None


def parse_rows(rows: Iterable[Cells]) -> Roster:
    """Make a roster of the rows of a sheet, header included; raises RosterUnreadable with all faults at once."""
    numbered = [(line, [_text(cell) for cell in row]) for line, row in enumerate(rows, start=1)]
    if len(numbered) > MOST_ROWS:
        raise RosterUnreadable(f"超过{MOST_ROWS}行，请检查是否选错了文件")
    start, places = _header(numbered)
    units = [(line, _unit(row, places)) for line, row in numbered[start:] if any(row)]
    dates = [dated for line, row in numbered[: start - 1] if (dated := _as_of(line, row))]
    problems = [*(dated for dated in dates if isinstance(dated, Problem)), *_faults(units)]
    if problems:
        raise RosterUnreadable("；".join(f"第{one.line}行：{one.text}" for one in problems), problems)
    if not units:
        raise RosterUnreadable("表头下面没有单位，请每行填写一个单位")
    office = next((unit.name for _, unit in units if unit.kind == OFFICE_KIND), "")
    as_of = next((dated for dated in dates if isinstance(dated, date)), None)
    return Roster(office, tuple(unit for _, unit in units), as_of)


def write_roster_template(path: Path) -> None:
    """Write the empty roster the office fills: header, drop-downs, a sheet of instructions."""
    write_roster(Roster("", ()), path)


def write_roster(roster: Roster, path: Path) -> None:
    """Write a roster as xlsx, in the form `read_roster` reads."""
    import xlsxwriter  # as messages/sheets.py does: only who writes one waits for it

    with xlsxwriter.Workbook(str(path)) as book:
        book.set_properties(
            {"title": "单位名册", "created": datetime(2000, 1, 1, tzinfo=UTC)}
        )  # the same roster is the same file
        head = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1, "align": "center"})
        sheet = book.add_worksheet("名册")
        sheet.write_row(0, 0, ["名册日期", roster.as_of.isoformat() if roster.as_of else ""])
        sheet.write_row(1, 0, COLUMNS, head)
        for line, unit in enumerate(roster.units, start=2):
            sheet.write_row(line, 0, [unit.name, unit.kind, "、".join(unit.aliases), "、".join(unit.groups)])
            sheet.write_string(line, 4, unit.address)
        sheet.data_validation(2, 1, MOST_ROWS - 1, 1, {"validate": "list", "source": list(KINDS)})
        sheet.set_column(0, 0, 28)
        sheet.set_column(1, 1, 12)
        sheet.set_column(2, 4, 40)
        sheet.freeze_panes(2, 1)
        notes = book.add_worksheet("填写说明")
        notes.set_column(0, 0, 90)
        notes.write_column(0, 0, _EXPLAINED)


def _rows_of(path: Path) -> Iterable[Cells]:
    if path.stat().st_size > _LIMITS.max_bytes:
        raise RosterUnreadable(f"文件超过{_LIMITS.max_bytes // 1_000_000}MB，请检查是否选错了文件")
    suffix = path.suffix.lower()
    if suffix in (".csv", ".xlsx", ".xls") and not path.stat().st_size:
        raise RosterUnreadable("文件是空的，请在原软件中重新保存后再发")
    if suffix == ".csv":
        return _csv_rows(path.read_bytes())
    if suffix in (".xlsx", ".xls"):
        return _sheet_rows(path)
    raise RosterUnreadable("只认.xlsx、.xls和.csv文件，请另存为其中一种")


def _csv_rows(content: bytes) -> Iterator[Cells]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = content.decode("gb18030")
        except UnicodeDecodeError:
            raise RosterUnreadable("文字编码不是UTF-8或GB18030，请另存为UTF-8的csv") from None
    if "\0" in text:
        raise RosterUnreadable("文字编码不是UTF-8或GB18030，请另存为UTF-8的csv")
    delimiter = "\t" if text.count("\t") > text.count(",") else ","
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error:
        raise RosterUnreadable("csv格式有误，请用表格软件另存一次") from None


def _sheet_rows(path: Path) -> list[Cells]:
    read_sheets = import_module("storage.tables.sheets").read_sheets  # as for documents: with the first such file
    try:
        pages = read_sheets(path.read_bytes(), _LIMITS, is_archive=path.suffix.lower() == ".xlsx")
    except (NoTable, TooLarge) as error:
        raise RosterUnreadable(str(error).replace("docx 或 xlsx", "xlsx 或 csv")) from None  # said of documents
    tables: list[list[Cells]] = [
        [[cell.raw for cell in row] for row in grid.rows] for grid in pages.parts if isinstance(grid, Grid)
    ]
    return next((table for table in tables if _has_header(table)), tables[0] if tables else [])


def _has_header(table: Sequence[Cells]) -> bool:
    return any(_column(str(cell)) == COLUMNS[0] for row in table[:10] for cell in row)


def _header(rows: list[tuple[int, list[str]]]) -> tuple[int, dict[str, int]]:
    """The number of rows up to and with the header, and where each column stands."""
    for line, row in rows[:10]:
        columns = [_column(cell) for cell in row]
        if COLUMNS[0] in columns:
            return line, {name: columns.index(name) for name in COLUMNS if name in columns}
    raise RosterUnreadable("前10行里没有“单位名称”一列，请按模板的表头填写")


def _column(cell: str) -> str | None:
    title = re.sub(r"[\s（()）*＊:：/、]", "", cell)
    return next((name for name, synonyms in _SYNONYMS.items() if title in synonyms), None)


def _unit(row: list[str], places: dict[str, int]) -> RosterUnit:
    name, kind, aliases, groups, address = (
        row[places[column]] if column in places and places[column] < len(row) else "" for column in COLUMNS
    )
    return RosterUnit(re.sub(r"\s+", "", name), kind, _listed(aliases), _listed(groups), address)


def _listed(cell: str) -> tuple[str, ...]:
    names = (re.sub(r"\s+", "", name) for name in re.split(r"[、，,；;/\n|]", cell))
    return tuple(dict.fromkeys(name for name in names if name))


def _faults(units: list[tuple[int, RosterUnit]]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    office = 0
    for line, unit in units:
        if not unit.name:
            yield Problem(line, "缺单位名称")
        elif is_collective(unit.name) and unit.name.startswith(("各", "全")):
            yield Problem(line, f"“{unit.name}”是统称，不是一个单位，请写在所属群组一列")
        for name in dict.fromkeys((unit.name, *unit.aliases)):
            if len(name) > LONGEST_NAME:
                yield Problem(line, f"名称超过{LONGEST_NAME}个字：{name[:12]}…")
            elif name and first.setdefault(name, line) != line:
                yield Problem(line, f"“{name}”与第{first[name]}行重复")
        if unit.address and not _ADDRESS.fullmatch(unit.address):
            yield Problem(line, "其他联系渠道应写成 mailto://… 一类的地址，每个单位一个")
        if unit.kind == OFFICE_KIND and office:
            yield Problem(line, f"第{office}行已是督办单位，只能有一个")
        office = office or (line if unit.kind == OFFICE_KIND else 0)


def _as_of(line: int, row: list[str]) -> date | Problem | None:
    found = _DATED.match(" ".join(row))
    if not found or not found["date"]:
        return None
    year, month, day = map(int, re.findall(r"\d+", found["date"]))
    try:
        return date(year, month, day)
    except ValueError:
        return Problem(line, f"名册日期“{found['date']}”不是有效日期")


def _text(cell: object) -> str:
    return "" if cell is None else str(cell).strip()
