"""Files of older programs (.doc, .wps, .rtf, .odt): turned into docx or xlsx by LibreOffice where it is installed."""

from __future__ import annotations

import resource
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.tables.assembling import NoTable
from storage.tables.limits import Limits
from storage.tables.sniffing import Kind, kind_of_file

_SAVE_AS = "请用 WPS 或 Word 打开后另存为 docx 或 xlsx 再发"


def as_open_format(raw: bytes, limits: Limits) -> tuple[bytes, Kind]:
    """The same document as .docx or .xlsx. Raises NoTable where no LibreOffice is there or it cannot open it."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise NoTable(f"旧格式文件无法直接读取；{_SAVE_AS}")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "document").write_bytes(raw)
        for form in ("docx", "xlsx"):
            made = _convert(program, folder, form, limits)
            if made is not None:
                return made, kind_of_file(made)
    raise NoTable(f"旧格式文件无法转换；{_SAVE_AS}")


def _convert(program: str, folder: Path, form: str, limits: Limits) -> bytes | None:
    """One attempt with a profile of its own; macros stay off and links to other files are not followed."""
    order = [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--norestore", "--nolockcheck", "--convert-to", form, "--outdir", str(folder)),
        str(folder / "document"),
    ]
    try:
        with _unbound():
            subprocess.run(order, capture_output=True, timeout=limits.convert_seconds, check=False, cwd=folder)
    except (subprocess.TimeoutExpired, OSError):
        raise NoTable(f"旧格式文件转换超时；{_SAVE_AS}") from None
    made = folder / f"document.{form}"
    return made.read_bytes() if made.is_file() and made.stat().st_size <= limits.max_bytes else None


@contextmanager
def _unbound() -> Iterator[None]:
    """LibreOffice is a large program: the bounds of the worker process are not handed on to it."""
    kinds = (resource.RLIMIT_DATA, resource.RLIMIT_CPU)
    bounds = {kind: resource.getrlimit(kind) for kind in kinds}
    for kind, (_, hard) in bounds.items():
        resource.setrlimit(kind, (hard, hard))
    try:
        yield
    finally:
        for kind, bound in bounds.items():
            resource.setrlimit(kind, bound)
