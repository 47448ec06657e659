"""What every format is turned into first: paragraphs and grids of printed cells, in the order of the document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from storage.values import Column


@dataclass(frozen=True, slots=True)
class Printed:
    """One place of a grid. `origin` is the (row, column) whose merge covers this place; its own text is then ""."""

    raw: str = ""
    origin: tuple[int, int] | None = None

    @property
    def is_covered(self) -> bool:
        return self.origin is not None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as it stands in the file. Rows may differ in length where the file leaves blanks out.

    `page_tops` are the rows a new page begins with: there a row may be the rest of the one before. `cut` are the
    places whose text runs over the cell's edge, so that its end may be missing.
    """

    rows: tuple[tuple[Printed, ...], ...]
    lines: tuple[int, ...]
    page_tops: frozenset[int] = frozenset()
    cut: frozenset[tuple[int, int]] = frozenset()
    struck: frozenset[tuple[int, int]] = frozenset()  # places with words that were struck out, and are left out here
    hidden: frozenset[int] = frozenset()  # rows nobody sees who opens the file
    hidden_columns: frozenset[int] = frozenset()
    unclear: Mapping[int, tuple[Column, str]] = field(default_factory=dict)  # rows with marks nobody explains
    sheet: str = ""  # the name on the tab, where the document has several
    keeps_blanks: bool = True  # false where blank cells were left out and only count and content place a row


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of text outside any table."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Pages:
    """A whole document before anyone knows what its columns mean."""

    parts: tuple[Paragraph | Grid, ...]
    merges_known: bool
    without_table: str = ""  # why this format has no table to read, where that is not only a missing header
    warnings: tuple[tuple[int, str], ...] = ()  # (line, Chinese text): left out or doubtful while reading


def printed(texts: list[str]) -> tuple[Printed, ...]:
    """A row of plain cells, without merges."""
    return tuple(Printed(text) for text in texts)


def named(grid: Grid) -> str:
    """The sheet a doubt is about, where there are several."""
    return f"工作表“{grid.sheet}”" if grid.sheet else ""
