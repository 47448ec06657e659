"""Which reader a file needs, by what is in it rather than by its name; every refusal in one clear line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path

from storage.tables.assembling import NoTable, source_from
from storage.tables.grid import Grid, Pages, Paragraph
from storage.tables.limits import Limits, TooLarge
from storage.tables.paragraphs import source_from_paragraphs
from storage.tables.sniffing import Kind, kind_of_file
from storage.tables.text import decode, source_from_text
from storage.values import Column, DocumentUnreadable, Source

_DEFAULT = Limits()
_TOO_LARGE = "请只保留任务表所在的部分后重发"
_NO_HEADER = "没有找到任务表的表头（如“序号、工作任务、责任单位、完成时限”）；请确认发来的是任务分解表"

_FRAMED = 5  # lines in a cell that is a page rather than a cell
_SAVE_AS = "；如在原软件中能看到表格，请用 WPS 或 Word 打开后另存为 docx 再发"


def read_document(path: Path, limits: Limits = _DEFAULT, columns: Mapping[Column, int] | None = None) -> Source:
    """Reads a document's task table. `columns` says which column (counted from 1) is which, where no header does.

    Raises DocumentUnreadable with one Chinese line: the file, the reason, the way out.
    """
    try:
        return _read(_bytes(path, limits), limits, columns)
    except TooLarge as reason:
        raise DocumentUnreadable(f"{path.name}：{reason}，超出读取上限；{_TOO_LARGE}") from None
    except NoTable as reason:
        raise DocumentUnreadable(f"{path.name}：{reason}") from None


def read_text(text: str, limits: Limits = _DEFAULT, columns: Mapping[Column, int] | None = None) -> Source:
    """Reads a task table from pasted text. Raises DocumentUnreadable."""
    try:
        return source_from_text(text, limits, columns)
    except TooLarge as reason:
        raise DocumentUnreadable(f"粘贴的文字：{reason}，超出读取上限；{_TOO_LARGE}") from None
    except NoTable as reason:
        raise DocumentUnreadable(f"粘贴的文字：{reason}") from None


def _bytes(path: Path, limits: Limits) -> bytes:
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise NoTable("不是文件；请给出任务表文件的路径")
        if size > limits.max_bytes:
            raise TooLarge(f"文件有{size / 1_000_000:.0f}兆")
        return path.read_bytes()
    except FileNotFoundError:
        raise NoTable("文件不存在；请检查路径") from None
    except OSError:
        raise NoTable("文件无法打开；请检查权限后重试") from None


def _read(raw: bytes, limits: Limits, columns: Mapping[Column, int] | None) -> Source:
    if not raw.strip(b"\x00 \r\n\t"):
        raise NoTable("文件是空的；请检查后重发")
    kind = kind_of_file(raw)
    was_old = kind is Kind.OLD_OFFICE
    if was_old:
        raw, kind = import_module("storage.tables.old_office").as_open_format(raw, limits)
    if kind is Kind.TEXT:
        return source_from_text(decode(raw), limits, columns)
    pages = _pages(kind, raw, limits)
    source = source_from(pages, columns) or _from_paragraphs(pages, limits, columns)
    if source is None:
        raise NoTable(pages.without_table or _NO_HEADER + (_SAVE_AS if was_old else ""))
    return source


def _pages(kind: Kind, raw: bytes, limits: Limits) -> Pages:
    """Each format's library is loaded when the first file of that format comes."""
    if kind in (Kind.XLSX, Kind.XLS):
        found: Pages = import_module("storage.tables.sheets").read_sheets(raw, limits, kind is Kind.XLSX)
        return found
    name, verb = {Kind.DOCX: ("word", "read_word"), Kind.PDF: ("pdf", "read_pdf"), Kind.HTML: ("web", "read_web")}[kind]
    pages: Pages = getattr(import_module(f"storage.tables.{name}"), verb)(raw, limits)
    return pages


def _from_paragraphs(pages: Pages, limits: Limits, columns: Mapping[Column, int] | None) -> Source | None:
    """A document without a task table may hold its tasks in numbered paragraphs, or be text pasted into a page."""
    lines = [line for part in pages.parts for line in _lines(part)]
    if pages.without_table:
        return source_from_paragraphs(lines, limits, columns)
    try:
        return source_from_text("\n".join(lines), limits, columns)
    except NoTable:
        return None


def _lines(part: Paragraph | Grid) -> Iterator[str]:
    """A paragraph's text, and what stands in the frame that lays a page out: a cell there holds many lines."""
    if isinstance(part, Paragraph):
        yield part.text
        return
    cells = [cell.raw.split("\n") for row in part.rows for cell in row]
    if any(len(lines) >= _FRAMED for lines in cells):
        yield from (line for lines in cells for line in lines)
