"""The figures as a table: on the terminal, in docs/performance.md, and for programs in docs/performance.json."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks.measuring import Figure

HEAD = """# What it costs

`make bench` measures this anew and writes this page; the same figures are in `performance.json`. Times are medians
of runs taken by turns; ratios come from one and the same run; phrases and cells are counted in processor time. Peak
memory is the resident set of a process. No test asserts a time.

"""


def rows(figures: Sequence[Figure]) -> list[tuple[str, ...]]:
    """A row a figure: case, what, value, goal, whether it is reached."""
    return [(one.case, one.name, _value(one), one.goal, _verdict(one), one.note) for one in figures]


def written(figures: Sequence[Figure], folder: Path) -> None:
    """Write both files."""
    folder.mkdir(exist_ok=True)
    head = ("项目", "内容", "结果", "目标", "达到", "说明")
    lines = ["| " + " | ".join(row) + " |" for row in (head, ("---",) * len(head), *rows(figures))]
    page = f"{HEAD}Measured with {_machine()}.\n\n" + "\n".join(lines) + "\n"
    (folder / "performance.md").write_text(page, encoding="utf-8")
    said = {"machine": _machine(), "figures": [asdict(one) for one in figures]}
    (folder / "performance.json").write_text(json.dumps(said, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _value(figure: Figure) -> str:
    if figure.value is None:
        return "—"
    number = (
        f"{figure.value:,.0f}" if figure.value >= 100 or figure.value == int(figure.value) else f"{figure.value:.1f}"
    )
    return f"{number} {figure.unit}"


def _verdict(figure: Figure) -> str:
    return "" if figure.met is None else "是" if figure.met else "**否**"


def _machine() -> str:
    return (
        f"Python {platform.python_version()} on {platform.system()} {platform.machine()}, {os.cpu_count()} processors"
    )
