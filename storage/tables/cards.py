"""Tables of one task each, label beside value: put together as one table with a row for each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from storage.tables.cleaning import plain
from storage.tables.grid import Grid, Paragraph, Printed, printed
from storage.tables.header_words import column_of
from storage.tables.headers import is_header
from storage.tables.lying import heads_duties, is_label, may_be_label, upright
from storage.tables.numbering import numbering
from storage.values import Column

_LABEL_AND_VALUE = re.compile(r"([^：:\n]{2,14})[：:]\s*(\S.*)", re.DOTALL)
_HEADING = re.compile(r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]")
_LONGEST_HEADING = 60
_WORK = frozenset({Column.THEME, Column.TASK, Column.CONTENT})
_TASK = "任务名称"
_KNOWN = 0.6  # of the labels of a card

Part = Paragraph | Grid
Pair = tuple[str, str]


@dataclass(slots=True)
class Card:
    """One task: label → value, the line its table begins in, and the heading it stands under."""

    line: int
    heading: str
    over: str  # the line right above its table
    values: dict[str, str] = field(default_factory=dict)

    @property
    def first(self) -> str:
        return next(iter(self.values), "")

    def is_told_by(self, label: str) -> bool:
        """Whether a label stands in the card already, and so begins the next one."""
        return label == self.first or (label in self.values and column_of(label) in (Column.NUMBER, Column.TASK))

    def put(self, label: str, value: str) -> None:
        """Adds a value; several beside one label stand on lines of their own."""
        self.values[label] = f"{self.values.get(label, '')}\n{value}".strip()


def cards_laid_out(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts with all cards as one table where the first of them stands, a row for each."""
    standing = [part if isinstance(part, Paragraph) or is_of_cards(part) else upright(part) for part in parts]
    pack = _Pack()
    kept: list[Part] = []
    first = -1
    over = ""
    for part in standing:
        if isinstance(part, Grid) and is_of_cards(part):
            if first < 0:
                first = len(kept)
                pack.is_headed(over)
            pack.take(part, plain(over))
        elif not (isinstance(part, Paragraph) and first >= 0 and pack.is_headed(part.text)):
            kept.append(part)
        over = part.text if isinstance(part, Paragraph) else ""
    pack.name_by_lines_above()
    if not pack.is_of_tasks(among=kept):
        return tuple(standing)
    return (*kept[:first], *pack.before, pack.table(), *pack.between, *kept[first:])


def is_of_cards(grid: Grid) -> bool:
    """Whether every row is labels beside their values, the rest of a value, or a line across the table."""
    labels: set[str] = set()
    for row in grid.rows:
        own = _own(row)
        pairs = _pairs(own)
        if pairs is None and sum(bool(text.strip()) for text in own) > 1:
            return False
        labels |= {label for label, _ in pairs or ()}
    return bool(labels) and sum(column_of(label) is not None for label in labels) >= _KNOWN * len(labels)


@dataclass(slots=True)
class _Pack:
    """The cards of a document, and what is said between them."""

    cards: list[Card] = field(default_factory=list)
    before: list[Paragraph] = field(default_factory=list)
    between: list[Paragraph] = field(default_factory=list)
    heading: str = ""

    def take(self, grid: Grid, over: str) -> None:
        """Adds a table's cards. On a new page the last one may go on."""
        card = self.cards[-1] if self.cards and grid.page_tops else None
        for number, row in enumerate(grid.rows):
            own, line = _own(row), grid.lines[number]
            pairs = _pairs(own)
            if pairs:
                for label, value in pairs:
                    if card is None or card.is_told_by(label):
                        card = Card(line, self.heading, over)
                        self.cards.append(card)
                    card.put(label, value)
            elif card and _goes_on(grid, row, own):
                card.put(list(card.values)[-1], "".join(own))
            elif said := "".join(own).strip():
                card = None
                if not self.is_headed(said):
                    (self.between if self.cards else self.before).append(Paragraph(said, line))

    def is_headed(self, text: str) -> bool:
        """Takes 一、… as the heading of the cards that follow."""
        said = plain(text)
        if not _HEADING.match(said) or len(said) > _LONGEST_HEADING:
            return False
        self.heading = said
        return True

    def name_by_lines_above(self) -> None:
        """Cards that do not say what is to be done have their task in the line above each of them."""
        if any(column_of(label) in _WORK for label in self._labels()) or not all(card.over for card in self.cards):
            return
        for card in self.cards:
            number = numbering(card.over)
            card.values = {_TASK: card.over.removeprefix(number.printed if number else ""), **card.values}
            card.heading = ""

    def is_of_tasks(self, among: Sequence[Part]) -> bool:
        """Whether the labels are those of tasks; a single form beside a task table is none."""
        alone = len(self.cards) == 1 and any(_has_header(part) for part in among if isinstance(part, Grid))
        return bool(self.cards) and is_header(self._labels()) and not alone

    def _labels(self) -> list[str]:
        return list(dict.fromkeys(label for card in self.cards for label in card.values))

    def table(self) -> Grid:
        """A row for every card under all their labels, and one for every new heading."""
        labels = self._labels()
        rows, lines, heading = [printed(labels)], [self.cards[0].line], ""
        for card in self.cards:
            if card.heading != heading:
                heading = card.heading
                rows.append(printed([heading]))
                lines.append(card.line)
            rows.append(printed([card.values.get(label, "") for label in labels]))
            lines.append(card.line)
        return Grid(tuple(rows), tuple(lines))


def _has_header(grid: Grid) -> bool:
    return any(is_header([cell.raw for cell in row]) for row in grid.rows)


def _own(row: Sequence[Printed]) -> list[str]:
    return [cell.raw for cell in row if not cell.is_covered]


def _pairs(cells: Sequence[str]) -> list[Pair] | None:
    """The cells of a row as labels with their values; None where they are anything else.

    >>> _pairs(["任务名称", "完善公开平台", "责任单位", "区数据局"])
    [('任务名称', '完善公开平台'), ('责任单位', '区数据局')]
    >>> _pairs(["序号", "任务名称", "责任单位", "完成时限"]), _pairs(["1", "完善公开平台", "区数据局"])
    (None, None)
    """
    found: list[Pair] = []
    rest = iter(_without_group(cells))
    for text in rest:
        if not text.strip():
            continue
        if (whole := _LABEL_AND_VALUE.fullmatch(text.strip())) and is_label(whole[1]):
            found.append((_words(whole[1]), whole[2]))
            continue
        value = next(rest, None)
        if value is None or not may_be_label(text) or heads_duties(value):
            return None
        found.append((_words(text), value.strip()))
    return found or None


def _without_group(cells: Sequence[str]) -> Sequence[str]:
    """责任分工 | 牵头单位 | 区司法局: the first is a label over labels."""
    used = max((place + 1 for place, text in enumerate(cells) if text.strip()), default=0)
    grouped = used % 2 and used > 2 and is_label(cells[0]) and is_label(cells[1]) and not is_label(cells[2])
    return cells[1:used] if grouped else cells


def _words(label: str) -> str:
    return "".join(label.split()).rstrip("：:")


def _goes_on(grid: Grid, row: Sequence[Printed], own: Sequence[str]) -> bool:
    """Whether a row only has more of the value above: its label is blank, or the one above reaches down to it."""
    if not row or row[0].origin is None:
        return len(own) > 1 and not own[0].strip()
    above, beside = row[0].origin
    return is_label(grid.rows[above][beside].raw)
