"""`python -m benchmarks [CASE …]`: measure, print a table, write it into docs/performance.md and .json."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

from benchmarks import answering, documents, figures, firing, limited, page, phrases, planning
from benchmarks.measuring import ROOT, Figure

CASES: dict[str, Callable[[], Iterator[Figure]]] = {
    "formats": documents.formats,
    "long": documents.long_table,
    "deadlines": phrases.deadlines,
    "units": phrases.unit_cells,
    "fire": firing.fire,
    "limited": limited.limited,
    "answers": answering.answers,
    "plan": planning.plan,
    "figures": figures.figures,
}


def main(chosen: list[str]) -> None:
    """Run the cases named, or all; a shortfall is shown and changes no exit code."""
    unknown = [name for name in chosen if name not in CASES]
    if unknown:
        sys.exit(f"没有「{unknown[0]}」这一项；可选：{'、'.join(CASES)}")
    for name in chosen or CASES:
        measured: list[Figure] = []
        for figure in CASES[name]():
            measured.append(figure)
            print("　".join(part for part in page.rows([figure])[0] if part), flush=True)
        page.written(name, measured, ROOT / "docs")
    print("已写入 docs/performance.md 和 docs/performance.json")


if __name__ == "__main__":
    main(sys.argv[1:])
