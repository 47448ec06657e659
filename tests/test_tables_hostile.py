"""Files made to do harm, or only far too large: refused in one line or read, within the limits, in a process apart."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from storage.tables import Limits, read_document, read_document_safely
from storage.values import Column, DocumentUnreadable
from tests.make_documents import HEADER, Table, as_docx, as_pdf, as_xlsx, pdf_of

ROW = ("1", "专项", "任务", "推进工作。", "区司法局", "区教育局", "全年")
TABLE = Table((ROW,))
SHEET = "xl/worksheets/sheet1.xml"
HTML_HEADER = "<tr>" + "".join(f"<td>{word}</td>" for word in HEADER) + "</tr>"


def _changed(document: bytes, part: str, change: Callable[[bytes], bytes], more: tuple[str, ...] = ()) -> bytes:
    """An office file with one part changed, and empty parts added."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as old, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
        for name in more:
            new.writestr(name, b"")
    return kept.getvalue()


def _word(change: Callable[[bytes], bytes], *more: str) -> bytes:
    return _changed(as_docx(TABLE), "word/document.xml", change, more)


def _book(change: Callable[[bytes], bytes], *more: str) -> bytes:
    return _changed(as_xlsx(TABLE), SHEET, change, more)


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing.txt": (lambda: b"", "空"),
    "nul.txt": (lambda: b"\x00" * 1000, "空"),
    "noise.txt": (lambda: bytes(range(256)) * 400, "表头|文字"),
    "photo.docx": (lambda: b"\x89PNG\r\n" + b"\x01" * 99, "图片"),
    "packed.rar": (lambda: b"Rar!\x1a\x07", "压缩包"),
    "program.docx": (lambda: b"MZ" + b"\x01" * 99, "不是文档"),
    "half.docx": (lambda: as_docx(TABLE)[:900], "损坏"),
    "lying.xlsx": (lambda: b"%PDF-1.4 no", "PDF"),
    "nested.zip": (
        lambda: _changed(as_docx(TABLE), "word/document.xml", bytes).replace(b"word/doc", b"worn/doc"),
        "压缩包",
    ),
    "long line.txt": (lambda: "序号\t任务\t".encode() + b"\t" * 300_000, "上限"),
    "many lines.txt": (lambda: "序号\t任务\t责任单位\n".encode() * 400_000, "上限"),
    "bomb.docx": (lambda: _word(lambda part: part + b" " * 25_000_000), "过大"),
    "bomb.xlsx": (
        lambda: _book(lambda part: part.replace(b"<sheetData>", b"<sheetData>" + b" " * 25_000_000)),
        "过大",
    ),
    "entities.docx": (
        lambda: _word(lambda part: b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hosts">]>' + part.split(b"?>")[1]),
        "外部实体",
    ),
    "entities16.docx": (
        lambda: _word(
            lambda part: (
                '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hosts">]>'
                + part.decode().split("?>")[1].lstrip().replace(ROW[3], "&a;")
            ).encode("utf-16")
        ),
        "外部实体",
    ),
    "deep.docx": (
        lambda: _word(lambda part: part.replace(b"<w:tc>", b"<w:tc>" + b"<w:tbl><w:tr><w:tc>" * 3000, 1)),
        "损坏",
    ),
    "many tables.docx": (
        lambda: _word(lambda part: part.replace(b"<w:sectPr", b"<w:tbl><w:tr/></w:tbl>" * 2500 + b"<w:sectPr", 1)),
        "表格",
    ),
    "rows.docx": (lambda: _word(lambda part: part.replace(b"</w:tbl>", b"<w:tr/>" * 60_000 + b"</w:tbl>", 1)), "行"),
    "members.docx": (lambda: _word(bytes, *(f"part{number}" for number in range(5000))), "过多"),
    "columns.xlsx": (lambda: _book(lambda part: part.replace(b'r="A3"', b'r="XFD1048576"', 1)), "过大"),
    "rows.xlsx": (
        lambda: _book(
            lambda part: part.replace(
                b"</sheetData>",
                b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (row, row) for row in range(9, 60_000))
                + b"</sheetData>",
            )
        ),
        "行",
    ),
    "spans.html": (lambda: f"<table>{HTML_HEADER}{'<tr><td colspan=999999 rowspan=999999>x' * 9}".encode(), "过大"),
    "tables.html": (lambda: f"<table>{HTML_HEADER}</table>".encode() * 3000, "表格"),
    "locked.doc": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "加密"),
    "scan.pdf": (lambda: pdf_of(["q Q"]), "扫描件"),
    "unruled.pdf": (lambda: as_pdf(TABLE).replace(b"re S", b"re n"), "框线"),
    "pages.pdf": (lambda: pdf_of([""] * 400), "页"),
}
READ: dict[str, Callable[[], bytes]] = {
    "spreadsheet.doc": lambda: as_xlsx(TABLE),
    "print.docx": lambda: as_pdf(TABLE),
    "names.docx": lambda: _word(bytes, "../../outside", "/etc/outside"),
    "dimension.xlsx": lambda: _book(lambda part: part.replace(b'ref="A1:G3"', b'ref="A1:XFD1048576"')),
    "surrogate.txt": lambda: ("\t".join(HEADER) + "\n" + "\t".join(ROW).replace("任务", "任\ud800务")).encode(
        "utf-16", "surrogatepass"
    ),
    "surrogate8.txt": lambda: ("\t".join(HEADER) + "\n" + "\t".join(ROW).replace("任务", "任\ud800务")).encode(
        "utf-8", "surrogatepass"
    ),
    "nul.txt": lambda: ("\t".join(HEADER) + "\n" + "\t".join(ROW).replace("区教", "区\x00\x00\x00\x00\x00教")).encode(),
    "span.html": lambda: (
        f"<table>{HTML_HEADER}<tr><td rowspan=99999999>1" + "".join(f"<td>{cell}" for cell in ROW[1:])
    ).encode("gb18030"),
    "fetching.html": lambda: (
        f'<link href="http://127.0.0.1:9/a.css"><table>{HTML_HEADER}<tr>'
        + "".join(f"<td>{cell}<img src='http://127.0.0.1:9/'>" for cell in ROW)
    ).encode(),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_beyond_the_limits_is_refused_in_one_line(name: str, tmp_path: Path) -> None:
    make, reason = REFUSED[name]
    path = tmp_path / name
    path.write_bytes(make())

    with pytest.raises(DocumentUnreadable, match=rf"^{name}：.*{reason}") as refusal:
        read_document(path, Limits(max_unpacked_bytes=20_000_000))

    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("name", READ)
def test_a_file_that_only_lies_is_read_for_what_it_is(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(READ[name]())

    source = read_document(path)

    assert [row.text(Column.RESPONSIBLE) for row in source.rows] == ["区教育局"]


def test_a_file_larger_than_the_limit_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "table.txt"
    path.write_bytes(b" " * 2000)

    with pytest.raises(DocumentUnreadable, match="超出读取上限"):
        read_document(path, Limits(max_bytes=1000))


def test_a_missing_file_is_named() -> None:
    with pytest.raises(DocumentUnreadable, match=r"^none\.xlsx：文件不存在"):
        read_document(Path("none.xlsx"))


def test_a_file_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    path = tmp_path / "print.pdf"
    path.write_bytes(as_pdf(Table((ROW,) * 400)))

    with pytest.raises(DocumentUnreadable, match=r"上限|超过"):
        read_document_safely(path, Limits(seconds=0.2))
    assert Limits().seconds < 10  # where nobody asks for another limit


def test_a_file_that_takes_too_much_memory_is_given_up(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(b"<html>" + b"<p>a</p>" * 400_000)

    with pytest.raises(DocumentUnreadable):
        read_document_safely(path, Limits(memory_mb=60))


def test_formulas_show_the_value_kept_with_them(tmp_path: Path) -> None:
    path = tmp_path / "table.xlsx"
    formula = b'<c r="A3"><f>1+WEBSERVICE("http://127.0.0.1:9/")</f><v>7</v></c>'
    path.write_bytes(_book(lambda part: part.replace(b'<c r="A3"><v>1</v></c>', formula)))

    source = read_document(path)

    assert [row.text(Column.NUMBER) for row in source.rows] == ["7"]
