"""One section of a table, row by row: headings, notes and page cuts put where they belong, merges kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from storage.tables.across import HEADING, LONGEST_HEADING, Aside, aside, is_across, is_counting, last_number
from storage.tables.cleaning import is_blank, plain
from storage.tables.grid import Printed, named
from storage.tables.heading_times import put_until, still_until
from storage.tables.headings import Over, over_rows, put_over, still_over
from storage.tables.joining import (
    begins_before,
    carry_over,
    is_one_more_unit,
    is_rest_of,
    is_rest_of_work,
    is_said_across,
    resolved,
)
from storage.tables.kinds import is_number
from storage.tables.own_words import marks_in_remarks, name_marked_leads, say_the_same, says_both, take_bracket
from storage.tables.placing import place
from storage.tables.row import DUTY_COLUMNS, Row
from storage.tables.row_doubts import doubts_of, part_labels, whole_row_struck
from storage.tables.sections import Section
from storage.tables.stages import put_last_stage, staged, stages_of
from storage.values import Column, Problem

_SUM = re.compile(r"^(?:合计|总计|小计)$")
_CHINESE_NUMBER = re.compile(r"^[（(]?[一二三四五六七八九十]{1,3}[）)、.．]?$")


@dataclass(slots=True)
class Rows:
    """The rows of a document in the making, and what stands between them."""

    rows: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    heading: str = ""  # 一、… printed across the table: the theme of the rows under it
    over: Over | None = None  # who acts on the rows under a heading
    coming: Over | None = None  # the same, said right above the next table
    until: Over | None = None  # by when the rows under a heading are due
    coming_until: Over | None = None

    def head(self, said: str, *, is_last: bool) -> None:
        """Takes a line across the table as the heading of what follows."""
        self.heading = re.sub(HEADING, "", plain(said)).strip()
        self.over = still_over(self.over, said)
        self.until = still_until(self.until, said)
        self.coming, self.coming_until = (self.over, self.until) if is_last else (None, None)


class SectionReader:
    """Reads one section row by row; remembers where each grid row went, for the merges that point to it."""

    def __init__(self, found: Rows, section: Section, block: int) -> None:
        self.found, self.section, self.block = found, section, block
        self.columns = section.head.columns
        self.went: dict[int, int] = {}  # grid row → index of the row it became or was joined to
        self.seen = 0
        self.numbered = Column.NUMBER in self.columns
        self.stages = stages_of(section.head)

    def read(self, number: int) -> None:
        cells = self.section.grid.rows[number]
        texts = [cell.raw for cell in cells if not is_blank(cell.raw)]
        if not texts:
            self._doubt(whole_row_struck(self.section.grid, number))
        if not texts or (not self.seen and is_counting(texts, len(self.columns))):
            return
        if _SUM.match(plain(texts[0])):
            self.found.notes.append(plain(" ".join(texts)))
            return
        if is_across(cells, texts, self.columns) and self._aside(texts[0], number):
            return
        row = self._placed(number, cells)
        if self._is_heading(row, number):
            stop = "" if row.number.endswith(("、", "）", ")", ".", "．")) else "、"
            self.found.head(f"{row.number}{stop}{row.label}", is_last=False)
            return
        self._keep(row, number)

    def _aside(self, text: str, number: int) -> bool:
        """Puts a text across the table where it belongs; False where that is a row."""
        said, is_last = plain(text), number + 1 == self.section.last
        kind = aside(said, above=last_number(self.found.rows) if self.numbered else None, is_last=is_last)
        if kind is Aside.NUMBER:
            doubt = f"序号{said}之后没有内容，未读入，请核对"
            self._doubt([Problem(self.section.grid.lines[number], doubt)])
        elif kind is Aside.NOTE:
            self.found.notes.append(said)
        elif kind is Aside.HEADING:
            self.found.head(text, is_last=is_last)
        elif kind is Aside.BELOW:
            return self._below(said)
        return kind is not None

    def _below(self, said: str) -> bool:
        """A line under the last row: the title of the next table, a signature, a date — or the rest of a cut cell."""
        if self.found.rows and self.found.rows[-1].is_broken_off:
            return False
        if (told := over_rows(said)) and told.is_marked:
            self.found.coming = told
        self.found.notes.append(said)
        return True

    def _placed(self, number: int, cells: Sequence[Printed]) -> Row:
        grid = self.section.grid
        row = Row(grid.lines[number], self.block, heading=self.found.heading)
        free = [spot for spot in range(len(self.columns)) if spot >= len(cells) or not cells[spot].is_covered]
        own = [cell for cell in cells if not cell.is_covered]
        while len(own) > len(free) and not own[-1].raw.strip():
            own.pop()
        placing = place([cell.raw for cell in own], [self.columns[spot] for spot in free], grid.keeps_blanks)
        self._doubt(doubts_of(self.section, number, placing))
        said = [(free[spot], cell.raw) for cell, spot in zip(own, placing.places, strict=True)]
        for spot, raw in said:
            if self.columns[spot] is Column.CONTENT and grid.keeps_blanks and not is_blank(raw):
                row.close(Column.CONTENT)
            row.put(self.columns[spot], staged(raw, self.stages.get(spot)))
        if not row.has(Column.DEADLINE) and (first := dict(said).get(self.section.head.original or -1)):
            row.texts[Column.DEADLINE] = first
        self._doubt(put_last_stage(row, said, self.stages, self.columns))
        if not grid.keeps_blanks and Column.THEME not in self.columns:
            self._doubt(part_labels(row))
        self._cover(row, cells, number)
        name_marked_leads(row, marks_in_remarks(self.section.head.remarks))
        take_bracket(row, self.columns)
        return row

    def _cover(self, row: Row, cells: Sequence[Printed], number: int) -> None:
        """Covered places: a text over two columns of this row stands in both; a merge from above is remembered."""
        for spot, cell in enumerate(cells[: len(self.columns)]):
            column = self.columns[spot]
            if cell.origin is None or column is None:
                continue
            above, beside = cell.origin
            if above == number and beside < len(self.columns) and self.columns[beside] is not column:
                if says_both(cells[beside].raw, self.columns[beside], column):
                    row.put(column, cells[beside].raw)
            elif above != number:
                row.merged.setdefault(column, above)

    def _is_heading(self, row: Row, number: int) -> bool:
        """一 | 以公开促落实 alone in a row, above rows numbered 1, 2, 3: a heading, not a task."""
        alone = not row.has(*DUTY_COLUMNS) and not row.merged and len(row.label) <= LONGEST_HEADING
        if not alone or not _CHINESE_NUMBER.match(row.number) or number + 1 >= self.section.last:
            return False
        below = [cell.raw for cell in self.section.grid.rows[number + 1] if cell.raw.strip()]
        return bool(below) and is_number(plain(below[0])) and not _CHINESE_NUMBER.match(plain(below[0]))

    def _keep(self, row: Row, number: int) -> None:
        joined = self._joined_to(row, number)
        if joined is None:
            self.went[number] = len(self.found.rows)
            merged = {column: self.went[above] for column, above in row.merged.items() if above in self.went}
            row.merged = resolved(merged, self.found.rows)
            if self.section.is_new_page and self.section.grid.page_tops and number == self.section.first:
                self._doubt(carry_over(row, self.found.rows, self.columns))
            say_the_same(row, self.found.rows if self.seen else ())
            self._doubt(put_over(row, self.found.over, self.columns))
            self._doubt(put_until(row, self.found.until, self._theme(row), self.found.rows, self.columns))
            self.found.rows.append(row)
            self.seen += 1
            return
        self.went[number] = joined
        self.found.rows[joined].go_on(row)

    def _doubt(self, problems: Iterable[Problem]) -> None:
        """Keeps doubts with their section: the rows of every sheet are counted from 1."""
        sheet = named(self.section.grid)
        self.found.problems += (replace(one, text=sheet + one.text, block=self.block) for one in problems)

    def _theme(self, row: Row) -> str:
        """The theme printed in the row, or in the row it is merged with."""
        above = row.merged.get(Column.THEME)
        return row.get(Column.THEME) or ("" if above is None else self.found.rows[above].get(Column.THEME))

    def _joined_to(self, row: Row, number: int) -> int | None:
        """The row this one only continues: cut by a page, broken by a line end, or split for one more unit."""
        if not self.found.rows:
            return None
        at_top = (self.seen == 0 and self.section.is_new_page) or number in self.section.grid.page_tops
        if at_top and self.numbered and begins_before(self.found.rows[-1], row):
            return len(self.found.rows) - 1
        if is_said_across(row, self.section.grid.rows[number], self.columns):
            return self._below_its_number(row)
        rest_of = is_rest_of if self.numbered else is_rest_of_work
        is_rest = rest_of(self.found.rows, row, at_top=at_top)
        if is_rest or is_one_more_unit(row, self.columns, self.went):
            return self.went.get(row.merged.get(Column.CONTENT, -1), len(self.found.rows) - 1)
        return None

    def _below_its_number(self, row: Row) -> int | None:
        """A line across the columns says more of the work."""
        at = self.went.get(row.merged[Column.NUMBER])
        if at is not None:
            work = Column.CONTENT if Column.CONTENT in self.columns else Column.TASK
            self.found.rows[at].close(work)
            row.texts = {work: row.label}
        return at
