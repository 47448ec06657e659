"""The process that reads one document: `python -m storage.tables.worker`.

It takes an order as JSON on standard input and answers with JSON on standard output; its memory and time are bounded.
"""

from __future__ import annotations

import gc
import json
import resource
import sys
from pathlib import Path

from storage.tables.limits import Limits
from storage.tables.parcel import packed
from storage.tables.reading import read_document
from storage.values import Column, DocumentUnreadable

_SELDOM = 50_000  # new values between two looks for cycles: a table is hundreds of thousands, and hardly any cycle


def bind(limits: Limits) -> None:
    """Bounds this process: memory of its own, and processor time."""
    gc.set_threshold(_SELDOM)
    memory = limits.memory_mb * 1_000_000
    for kind, bound in ((resource.RLIMIT_DATA, memory), (resource.RLIMIT_CPU, max(1, round(limits.seconds)))):
        _, hard = resource.getrlimit(kind)
        if hard == resource.RLIM_INFINITY or bound < hard:
            resource.setrlimit(kind, (bound, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """One order in, one answer out; whatever else goes wrong ends the process with an error code."""
    order = json.load(sys.stdin)
    limits = Limits(**order["limits"])
    bind(limits)
    columns = {Column(name): place for name, place in order["columns"].items()}
    try:
        answer = packed(read_document(Path(order["path"]), limits, columns or None))
    except DocumentUnreadable as refusal:
        answer = {"refused": str(refusal)}
    json.dump(answer, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
