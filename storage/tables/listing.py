"""One cell per line: the header words one under another, then every row's cells, blanks left out."""

from __future__ import annotations

from collections.abc import Sequence

from storage.tables.grid import Pages
from storage.tables.limits import Limits


def cells_by_line(lines: Sequence[str], limits: Limits) -> Pages | None:
    return None
