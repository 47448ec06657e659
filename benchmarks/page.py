"""The figures as tables: on the terminal, in docs/performance.md, and for programs in docs/performance.json."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.measuring import Figure
from scheduler.clock import system_clock

HEAD = """# What it costs

`make bench` measures this anew and writes this page, `python -m benchmarks CASE` one table of it; the same figures
are in `performance.json`. Times are medians of runs taken by turns; ratios come from one and the same run; phrases and
cells are counted in processor time. Peak memory is the resident set of a process. Whoever loses, doubles or forgets a
message has no figure. No test asserts a time. What was slow and what was changed: [profiles.md](profiles.md).
"""
_COLUMNS = ("项目", "内容", "结果", "目标", "达到", "说明")


def rows(figures: Sequence[Figure]) -> list[tuple[str, ...]]:
    """A row a figure: case, what, value, goal, whether it is reached."""
    return [(one.case, one.name, _value(one), one.goal, _verdict(one), one.note) for one in figures]


def written(case: str, figures: Sequence[Figure], folder: Path) -> None:
    """Write both files, with these figures in the place of what the case showed before."""
    folder.mkdir(exist_ok=True)
    kept = folder / "performance.json"
    said: dict[str, Any] = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    measured = {"on": str(system_clock().date()), "machine": _machine(), "figures": [asdict(one) for one in figures]}
    said[case] = measured
    kept.write_text(json.dumps(said, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    tables = "".join(_table(name, one) for name, one in said.items())
    (folder / "performance.md").write_text(f"{HEAD}{tables}", encoding="utf-8")


def _table(case: str, measured: dict[str, Any]) -> str:
    lines = [_COLUMNS, ("---",) * len(_COLUMNS), *rows([Figure(**one) for one in measured["figures"]])]
    head = f"\n## {case}\n\nMeasured on {measured['on']} with {measured['machine']}.\n\n"
    return head + "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _value(figure: Figure) -> str:
    if figure.value is None:
        return "—"
    number = f"{figure.value:,.2f}" if figure.value < 10 else f"{figure.value:,.1f}"
    whole = figure.value >= 100 or figure.value == int(figure.value)
    return f"{figure.value:,.0f} {figure.unit}" if whole else f"{number} {figure.unit}"


def _verdict(figure: Figure) -> str:
    return "" if figure.met is None else "是" if figure.met else "**否**"


def _machine() -> str:
    load = f"load {os.getloadavg()[0]:.0f}"
    system = f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors"
    return f"Python {platform.python_version()} on {system}, {load} at the end"
