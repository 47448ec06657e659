"""`python -m benchmarks [--profile] [CASE …]`: measure, print a table, write it into docs/performance.md and .json."""

from __future__ import annotations

import cProfile
import os
import pstats
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import (
    answering,
    documents,
    figures,
    firing,
    foreseeing,
    idle,
    limited,
    page,
    phrases,
    planning,
    province,
)
from benchmarks.measuring import PROFILES, ROOT, Figure

CASES: dict[str, Callable[[], Iterator[Figure]]] = {
    "formats": documents.formats,
    "long": documents.long_table,
    "deadlines": phrases.deadlines,
    "units": phrases.unit_cells,
    "fire": firing.fire,
    "limited": limited.limited,
    "answers": answering.answers,
    "plan": planning.plan,
    "year": foreseeing.year,
    "figures": figures.figures,
    "idle": idle.idle,
    "province": province.province,
}

PROFILE = "--profile"


def main(said: list[str]) -> None:
    """Run the cases named, or all; a shortfall is shown and changes no exit code."""
    chosen = [name for name in said if name != PROFILE]
    unknown = [name for name in chosen if name not in CASES]
    if unknown:
        sys.exit(f"没有「{unknown[0]}」这一项；可选：{'、'.join(CASES)}，另加 {PROFILE} 显示耗时所在，不记录数字")
    for name in chosen or CASES:
        if PROFILE in said:
            _profiled(name)
        else:
            page.written(name, _measured(name), ROOT / "docs")
    if PROFILE not in said:
        print("已写入 docs/performance.md 和 docs/performance.json")


def _measured(name: str) -> list[Figure]:
    measured: list[Figure] = []
    for figure in CASES[name]():
        measured.append(figure)
        print("　".join(part for part in page.rows([figure])[0] if part), flush=True)
    return measured


def _profiled(name: str) -> None:
    """Where the time goes, here and in children; the figures are slower for it and are not kept."""
    profile = cProfile.Profile()
    with tempfile.TemporaryDirectory(prefix="duban-profiles-") as folder:
        os.environ[PROFILES] = folder
        profile.runcall(_measured, name)
        pstats.Stats(profile).add(*map(str, Path(folder).iterdir())).sort_stats("cumulative").print_stats(60)


if __name__ == "__main__":
    main(sys.argv[1:])
