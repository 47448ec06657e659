"""Reading a stranger's document in a process of its own, so that it costs the bot neither time nor memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from storage.tables.limits import Limits
from storage.tables.parcel import unpacked
from storage.values import Column, DocumentUnreadable, Source

_ROOT = Path(__file__).resolve().parents[2]
_DEFAULT = Limits()
_OLD_OFFICE = (b"\xd0\xcf\x11\xe0", b"{\\rt", b"PK\x03\x04")  # what may have to go through LibreOffice first


def read_document_safely(path: Path, limits: Limits = _DEFAULT, columns: Mapping[Column, int] | None = None) -> Source:
    """Like `read_document`, within `limits.seconds` and `limits.memory_mb`. Blocks: call it from a thread.

    Raises DocumentUnreadable, also where the file took too much time or memory.
    """
    order = json.dumps({"path": str(path.resolve()), "limits": asdict(limits), "columns": dict(columns or {})})
    try:
        told = apart("storage.tables.worker", order.encode(), _patience(path, limits))
    except TimeoutError:
        raise DocumentUnreadable(f"{path.name}：读取超过{limits.seconds:g}秒；请只保留任务表后重发") from None
    if told is None:
        raise DocumentUnreadable(f"{path.name}：文件异常，读取所需的时间或内存超出上限；请只保留任务表后重发")
    answer = json.loads(told)
    if "refused" in answer:
        raise DocumentUnreadable(answer["refused"])
    return unpacked(answer)


def apart(module: str, order: bytes, patience: float) -> bytes | None:
    """What one of our modules answers in a process of its own; None where it died. Raises TimeoutError."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", module],
            input=order,
            capture_output=True,
            timeout=patience,
            cwd=_ROOT,
            env=_surroundings(),
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise TimeoutError from None
    return None if done.returncode else done.stdout


def _patience(path: Path, limits: Limits) -> float:
    """How long to wait; the processor time of our own reading is bounded by the worker itself.

    On a machine that is busy with other work a sound file is given as long again.
    """
    try:
        with path.open("rb") as file:
            may_convert = file.read(4) in _OLD_OFFICE
    except OSError:
        may_convert = False
    return 2 * limits.seconds + (2 * limits.convert_seconds if may_convert else 0)


def _surroundings() -> dict[str, str]:
    """The worker's environment: no token and no database address go near a stranger's file."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "SYSTEMROOT") if name in os.environ}
    return kept | {"PYTHONUTF8": "1", "LANG": "C.UTF-8"}
