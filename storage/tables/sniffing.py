"""What a file is, by its first bytes and its parts; its name and ending may say anything."""

from __future__ import annotations

import re
import zipfile
from enum import StrEnum
from io import BytesIO

from storage.tables.assembling import NoTable


class Kind(StrEnum):
    """The forms a document can have."""

    DOCX = "docx"
    XLSX = "xlsx"
    XLS = "xls"
    PDF = "pdf"
    HTML = "html"
    TEXT = "text"
    OLD_OFFICE = "doc"  # .doc, .wps and what only an office program can open


_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORKBOOKS = tuple("\x00".join(name).encode("latin-1") for name in ("Workbook", "Book"))
_WORD = "\x00".join("WordDocument").encode("latin-1")
_ENCRYPTED = "\x00".join("EncryptedPackage").encode("latin-1")
_HTML = re.compile(rb"<\s*(?:!doctype\s+html|html|head|body|table|meta|div)\b", re.IGNORECASE)
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\x00", b"MM\x00*", b"BM", b"RIFF")
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")


def kind_of_file(raw: bytes) -> Kind:
    """The form of a file. Raises NoTable for pictures, packed folders and programs."""
    if raw.startswith(b"PK"):
        return _kind_of_archive(raw)
    if raw.startswith(_COMPOUND):
        return _kind_of_compound(raw)
    if b"%PDF-" in raw[:1024]:
        return Kind.PDF
    if raw.startswith(_PICTURES):
        raise NoTable("这是图片，无法读取表格；请发送原来的 docx、xlsx 文件")
    if raw.startswith(_ARCHIVES):
        raise NoTable("这是压缩包；请解压后单独发送任务表文件")
    if raw.startswith((b"MZ", b"\x7fELF")):
        raise NoTable("这不是文档；请发送任务表的 docx、xlsx 文件")
    if raw.lstrip().startswith(b"{\\rtf"):
        return Kind.OLD_OFFICE
    return Kind.HTML if _is_html(raw) else Kind.TEXT


def _is_html(raw: bytes) -> bool:
    head = raw[:4096].replace(b"\x00", b"")
    return _HTML.search(head) is not None and (head.lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").startswith(b"<"))


def _kind_of_archive(raw: bytes) -> Kind:
    try:
        names = set(zipfile.ZipFile(BytesIO(raw)).namelist())
    except (zipfile.BadZipFile, ValueError, OSError, UnicodeError, NotImplementedError):
        raise NoTable("文件已损坏，无法打开；请在原软件中打开后另存为 docx 或 xlsx 再发") from None
    if "word/document.xml" in names:
        return Kind.DOCX
    if any(name.startswith("xl/") for name in names):
        return Kind.XLSX
    if "content.xml" in names:
        return Kind.OLD_OFFICE
    raise NoTable("这是压缩包；请解压后单独发送任务表文件")


def _kind_of_compound(raw: bytes) -> Kind:
    if _ENCRYPTED in raw:
        raise NoTable("文件已加密，无法读取；请取消密码后重发")
    if any(name in raw for name in _WORKBOOKS) and _WORD not in raw:
        return Kind.XLS
    return Kind.OLD_OFFICE
