"""Documents: how long the sample takes in each format, and how much memory a very long table takes."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.measuring import ROOT, Figure, child, medians
from scheduler.intake import read_tasks
from storage.roster_file import read_roster
from storage.tables import read_document
from storage.values import Column, Source
from tests.make_documents import Table, as_pdf, as_xlsx

LONG = 10_000
MOST_MEMORY = 200  # megabytes
_MILLISECONDS = {"txt": 50, "xlsx": 30, "docx": 60, "pdf": 300}
ROSTER = ROOT / "examples" / "roster.xlsx"
_SHOWN = (Column.NUMBER, Column.TASK, Column.CONTENT, Column.LEAD, Column.RESPONSIBLE, Column.DEADLINE)
_HEADER = ("序号", "任务名称", "具体内容", "牵头单位", "责任单位", "完成时限")


def formats() -> Iterator[Figure]:
    """Processor time to read the sample, from the file to rows with their questions, after start."""
    with tempfile.TemporaryDirectory() as folder:
        samples = [ROOT / "examples" / f"document.{ending}" for ending in ("txt", "xlsx", "docx")]
        printed = Path(folder) / "document.pdf"
        printed.write_bytes(as_pdf(_table(read_document(samples[1]))))
        roster = read_roster(ROSTER)

        def reading(path: Path) -> Callable[[], object]:
            return lambda: read_tasks(read_document(path), roster)

        for name, seconds in medians({path.suffix[1:]: reading(path) for path in (*samples, printed)}).items():
            goal = _MILLISECONDS[name]
            yield Figure("读取53行的样本", name, seconds * 1000, "毫秒", f"≤ {goal} 毫秒", seconds * 1000 <= goal)


def long_table() -> Iterator[Figure]:
    """Peak memory for a spreadsheet of ten thousand rows."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.xlsx"
        path.write_bytes(as_xlsx(_long(_table(read_document(ROOT / "examples" / "document.xlsx")))))
        order = {"path": str(path), "roster": str(ROSTER)}
        case = f"读取{LONG:,}行的xlsx（{path.stat().st_size / 1e6:.1f} MB）"
        here, apart = child("here", order), child("apart", order)
    for name, peak in (
        ("一个进程读到底", here["peak"]),
        ("机器人进程", apart["peak"]),
        ("读取进程", apart["worker"]),
    ):
        yield Figure(case, f"内存峰值：{name}", peak, "MB", f"≤ {MOST_MEMORY} MB", peak <= MOST_MEMORY)
    yield Figure(case, "处理器时间：一个进程读到底", here["seconds"], "秒", note=f"读到{here['rows']:,}行")
    yield Figure(case, "处理器时间：机器人与读取进程", apart["seconds"], "秒")


def _table(source: Source) -> Table:
    """The document as a plain grid, merged cells filled."""
    rows = (tuple(_filled(source, at, column) for column in _SHOWN) for at in range(len(source.rows)))
    return Table(tuple(rows), _HEADER, "2022年重点工作任务分解表")


def _filled(source: Source, at: int, column: Column) -> str:
    cell = source.rows[at].cells.get(column)
    merged = cell.merged_with if cell else None
    return source.rows[at if merged is None else merged].text(column)


def _long(table: Table) -> Table:
    """The rows over and over, numbered anew and each with a word of its own."""
    rows = (table.rows[n % len(table.rows)] for n in range(LONG))
    numbered = ((str(n), row[1], f"{row[2]}（第{n}件）", *row[3:]) for n, row in enumerate(rows, start=1))
    return Table(tuple(numbered), table.header, table.title)
