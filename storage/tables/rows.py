"""Sections of a table → rows as printed: headings, notes and page cuts put where they belong, merges kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from storage.tables.cleaning import UNIT_COLUMNS, is_blank, plain
from storage.tables.columns import Head
from storage.tables.grid import Printed
from storage.tables.joining import is_one_more_unit, is_rest_of
from storage.tables.kinds import is_number
from storage.tables.own_words import name_marked_leads, say_the_same, take_bracket
from storage.tables.placing import Placing, place
from storage.tables.reckoning import levels_of
from storage.tables.row import DUTY_COLUMNS, LABEL_COLUMNS, Row
from storage.tables.sections import Section
from storage.values import Column, Problem

_HEADING = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十]{1,3}[部章篇类])"
)
_NOTE = re.compile(r"^(?:备?注|说明|填表说明|填报说明|联系人|填报单位|填表人|审核人|报送单位)\s*\d*[:：]")
_PAGE_NUMBER = re.compile(r"^(?:[-—–－―·\s]*\d{1,4}[-—–－―·\s]*|第\d+页.*|\d+\s*/\s*\d+)$")
_SUM = re.compile(r"^(?:合计|总计|小计)$")
_CHINESE_NUMBER = re.compile(r"^[（(]?[一二三四五六七八九十]{1,3}[）)、.．]?$")
_STAGE = re.compile(r"[一二三四1-4]季度|[上下]半年|\d{1,2}月|20\d\d年|年[底中]")
_SHORTEST_LABEL = 4
_LONGEST_HEADING = 60


@dataclass(slots=True)
class Rows:
    """The rows of a document in the making, and what stands between them."""

    rows: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    heading: str = ""  # 一、… printed across the table: the theme of the rows under it


def rows_of_sections(sections: Sequence[Section]) -> Rows:
    """All rows of all sections, in order."""
    found = Rows()
    for block, section in enumerate(sections):
        before = len(found.rows)
        _read_section(found, section, block)
        _part_table(found.rows[before:], found.rows[before - 1].table if before else 0)
    return found


def _part_table(rows: Sequence[Row], last: int) -> None:
    """A header over rows that are counted from 1 again, or not counted at all, begins another table."""
    first = next((row.number for row in rows if row.has(Column.NUMBER)), "")
    begins = levels_of(first) in ((), (1,))
    for row in rows:
        row.table = last + begins


def _read_section(found: Rows, section: Section, block: int) -> None:
    head, grid = section.head, section.grid
    found.notes += [note for note in head.remarks if note not in found.notes]
    found.problems += [Problem(grid.lines[max(section.first - 1, 0)], doubt) for doubt in head.doubts]
    found.heading = found.heading if section.is_new_page else ""
    reader = _SectionReader(found, section, block)
    for row in range(section.first, section.last):
        reader.read(row)
    if reader.seen == 0 and not section.is_new_page:
        found.problems.append(Problem(grid.lines[max(section.first - 1, 0)], "表头之下没有任务行，请核对"))


def stages_of(head: Head) -> dict[int, str]:
    """Columns of what is to be done by when, with the words over them: 一季度目标, 二季度目标."""
    places = [place for place in head.places(Column.CONTENT) if place < len(head.words)]
    words = {place: plain("".join(head.words[place])) for place in places}
    timed = {place: said for place, said in words.items() if _STAGE.search(said)}
    return timed if len(timed) > 1 else {}


class _SectionReader:
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
        if not texts or self._is_counting(texts, number):
            return
        if _SUM.match(plain(texts[0])):
            self.found.notes.append(plain(" ".join(texts)))
            return
        if self._is_across(cells, texts) and self._aside(texts[0], number):
            return
        row = self._placed(number, cells)
        if self._is_heading(row, number):
            self.found.heading = row.label
            return
        self._keep(row, number)

    def _is_counting(self, texts: list[str], number: int) -> bool:
        """A row under the header that only counts the columns: 1 2 3 4, ① ②, 甲 乙."""
        if self.seen or len(texts) < 3 or len(texts) < len(self.columns) - 1:
            return False
        marks = [plain(text).strip("()（）") for text in texts]
        return marks in (
            [str(place + 1) for place in range(len(marks))],
            list("①②③④⑤⑥⑦⑧⑨⑩甲")[: len(marks)],
            list("甲乙丙丁戊己庚辛壬癸")[: len(marks)],
        )

    def _is_across(self, cells: Sequence[Printed], texts: list[str]) -> bool:
        """One text alone in its row: at the very left with nothing beside it, or printed over most of the width."""
        if len(texts) > 1 or len(self.columns) < 3:
            return False
        place = next(place for place, cell in enumerate(cells) if not is_blank(cell.raw))
        beside = [cell.origin for cell in cells if cell.origin]
        if beside:
            one = all(origin == beside[0] for origin in beside) and cells[beside[0][1]].raw.strip()
            return bool(one) and len(beside) + 1 > len(self.columns) / 2
        alone = len(cells) == 1 or self.columns[0] is Column.NUMBER or _HEADING.match(plain(texts[0])) is not None
        return place == 0 and alone

    def _aside(self, text: str, number: int) -> bool:
        """Headings, notes, page numbers and repeated titles; False where the text belongs to a row."""
        said = plain(text)
        if self.numbered and _follows(self.found.rows, said):
            self.found.problems.append(
                Problem(self.section.grid.lines[number], f"序号{said}之后没有内容，未读入，请核对")
            )
            return True
        if _PAGE_NUMBER.match(said):
            return True
        if _NOTE.match(said):
            self.found.notes.append(said)
            return True
        if number + 1 == self.section.last and not _HEADING.match(said):
            return self._below(said)
        if len(said) <= _LONGEST_HEADING and not said.endswith(("。", "；", "，", "、")) and not is_number(said):
            self.found.heading = re.sub(_HEADING, "", said).strip()
            return True
        return False

    def _below(self, said: str) -> bool:
        """A line under the last row: the title of the next table, a signature, a date — or the rest of a cut cell."""
        if self.found.rows and self.found.rows[-1].is_broken_off:
            return False
        self.found.notes.append(said)
        return True

    def _placed(self, number: int, cells: Sequence[Printed]) -> Row:
        line = self.section.grid.lines[number]
        row = Row(line, self.block, heading=self.found.heading)
        free = [spot for spot in range(len(self.columns)) if spot >= len(cells) or not cells[spot].is_covered]
        own = [cell for cell in cells if not cell.is_covered]
        while len(own) > len(free) and not own[-1].raw.strip():
            own.pop()
        placing = place(
            [cell.raw for cell in own], [self.columns[spot] for spot in free], self.section.grid.keeps_blanks
        )
        self._doubt(number, len(cells), placing)
        for cell, spot in zip(own, placing.places, strict=True):
            row.put(self.columns[free[spot]], self._staged(cell.raw, free[spot]))
        if not self.section.grid.keeps_blanks and Column.THEME not in self.columns:
            self._part_labels(row)
        self._cover(row, cells, number)
        name_marked_leads(row, self.section.head.remarks)
        take_bracket(row, self.columns)
        return row

    def _doubt(self, number: int, width: int, placing: Placing) -> None:
        """What of a printed row a person must look at."""
        line = self.section.grid.lines[number]
        if number in self.section.grid.hidden:
            self.found.problems.append(Problem(line, f"第{line}行：本行在表格中被隐藏，请核对", Column.NUMBER))
        if unclear := self.section.grid.unclear.get(number):
            self.found.problems.append(Problem(line, f"第{line}行：{unclear}", Column.RESPONSIBLE))
        for column, doubt in placing.doubts:
            self.found.problems.append(Problem(line, f"第{line}行：{doubt}", column))
        row_problems = (spot for spot in range(width) if (number, spot) in self.section.grid.cut)
        for spot in row_problems:
            doubt = f"第{line}行：单元格内文字超出边框，可能没有显示完整，请核对"
            self.found.problems.append(Problem(line, doubt, self.columns[spot] if spot < len(self.columns) else None))
        if self.stages and Column.DEADLINE not in self.columns:
            doubt = f"第{line}行：各栏表头分别写有时间（{'、'.join(self.stages.values())}），没有读作时限，请核对"
            self.found.problems.append(Problem(line, doubt, Column.DEADLINE))

    def _staged(self, raw: str, spot: int) -> str:
        """A stage's cell with its own header before it, as a clause of the content."""
        if spot not in self.stages or not raw.strip():
            return raw
        stop = "" if raw.rstrip().endswith(("。", "；", ";")) else "；"
        return f"{self.stages[spot]}：{raw.rstrip()}{stop}"

    def _part_labels(self, row: Row) -> None:
        """Two labels under one header, a line each: most likely the theme and the task; the office is asked."""
        labels = row.get(Column.TASK).split("\n")
        if len(labels) != 2 or min(map(len, labels)) < _SHORTEST_LABEL:
            return
        row.texts[Column.THEME], row.texts[Column.TASK] = labels
        doubt = f"第{row.line}行：任务名称有两行，已读作类别“{labels[0]}”和任务“{labels[1]}”，请核对"
        self.found.problems.append(Problem(row.line, doubt, Column.TASK))

    def _cover(self, row: Row, cells: Sequence[Printed], number: int) -> None:
        """Covered places: a text over two columns of this row stands in both; a merge from above is remembered."""
        for spot, cell in enumerate(cells[: len(self.columns)]):
            column = self.columns[spot]
            if cell.origin is None or column is None:
                continue
            above, beside = cell.origin
            if above == number and beside < len(self.columns) and self.columns[beside] is not column:
                if _alike(self.columns[beside], column):
                    row.put(column, cells[beside].raw)
            elif above != number:
                row.merged.setdefault(column, above)

    def _is_heading(self, row: Row, number: int) -> bool:
        """一 | 以公开促落实 alone in a row, above rows numbered 1, 2, 3: a heading, not a task."""
        alone = not row.has(*DUTY_COLUMNS) and not row.merged and len(row.label) <= _LONGEST_HEADING
        if not alone or not _CHINESE_NUMBER.match(row.number) or number + 1 >= self.section.last:
            return False
        below = [cell.raw for cell in self.section.grid.rows[number + 1] if cell.raw.strip()]
        return bool(below) and is_number(plain(below[0])) and not _CHINESE_NUMBER.match(plain(below[0]))

    def _keep(self, row: Row, number: int) -> None:
        joined = self._joined_to(row, number)
        if joined is None:
            self.went[number] = len(self.found.rows)
            row.merged = {column: self.went[above] for column, above in row.merged.items() if above in self.went}
            say_the_same(row, self.found.rows if self.seen else ())
            self.found.rows.append(row)
            self.seen += 1
            return
        self.went[number] = joined
        self.found.rows[joined].go_on(row)

    def _joined_to(self, row: Row, number: int) -> int | None:
        """The row this one only continues: cut by a page, broken by a line end, or split for one more unit."""
        if not self.found.rows:
            return None
        at_top = (self.seen == 0 and self.section.is_new_page) or number in self.section.grid.page_tops
        is_rest = self.numbered and is_rest_of(self.found.rows, row, at_top=at_top)
        if is_rest or is_one_more_unit(row, self.columns, self.went):
            return self.went.get(row.merged.get(Column.CONTENT, -1), len(self.found.rows) - 1)
        return None


def _alike(one: Column | None, other: Column) -> bool:
    """Whether a text printed over both columns says both."""
    return any(one in group and other in group for group in (LABEL_COLUMNS, UNIT_COLUMNS))


def _follows(rows: Sequence[Row], said: str) -> bool:
    last = next((row.number for row in reversed(rows) if row.has(Column.NUMBER)), "0")
    return last.isdigit() and said.isdigit() and int(said) == int(last) + 1
