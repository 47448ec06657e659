"""Which printed column of a table is which: two-level, broken, shifted and doubled headers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb

from storage.tables.grid import Printed
from storage.tables.headers import column_of, heading_words, remark
from storage.tables.kinds import kind_of, likeness
from storage.values import Column

Row = Sequence[Printed]
_SAMPLE = 40  # rows looked at to decide where a shifted header belongs
_CANDIDATES = 500
_SHORT_ENDS = frozenset(
    [
        "单位",
        "部门",
        "科室",
        "时间",
        "时限",
        "期限",
        "名称",
        "内容",
        "任务",
        "事项",
        "要求",
        "措施",
        "机构",
        "主体",
        "安排",
        "日期",
    ]
)


@dataclass(frozen=True, slots=True)
class Head:
    """A table's printed columns from left to right; None stands over nothing known."""

    columns: tuple[Column | None, ...]
    remarks: tuple[str, ...] = ()  # what the header says about who leads
    doubts: tuple[str, ...] = ()  # Chinese: columns that were guessed

    def places(self, column: Column) -> list[int]:
        return [place for place, found in enumerate(self.columns) if found is column]


def read_head(levels: Sequence[Row], body: Sequence[Row]) -> Head:
    """The columns under one or more header rows, checked against what stands below them."""
    labels = _labels(levels, body)
    found = [_column_of_levels(label) for label in labels]
    spans = _spans(levels, len(labels))
    if any(not label for label in labels):
        found = _unshifted(labels, found, body)
    columns, doubts = _told_apart(_spread(found, spans), labels, body)
    remarks = tuple(dict.fromkeys(note for label in labels for text in label if (note := remark(text))))
    return Head(tuple(columns), remarks, tuple(doubts))


def _labels(levels: Sequence[Row], body: Sequence[Row]) -> list[list[str]]:
    """For each printed column the header texts over it, top to bottom; [] where nothing is printed."""
    width = max(max(len(level) for level in levels), _width(body))
    labels: list[list[str]] = [[] for _ in range(width)]
    for level in levels:
        for place, cell in enumerate(level):
            text = _text_at(levels, cell)
            if text.strip() and (not labels[place] or labels[place][-1] != text):
                labels[place].append(text)
    return labels


def _text_at(levels: Sequence[Row], cell: Printed) -> str:
    """A covered header place says what the cell says that covers it; `origin` rows count from the first level."""
    if cell.origin is None:
        return cell.raw
    row, place = cell.origin
    return levels[row][place].raw if 0 <= row < len(levels) and place < len(levels[row]) else ""


def _width(body: Sequence[Row]) -> int:
    """How wide the rows are, unless only a few are wider than the rest."""
    widths = sorted(_printed_width(row) for row in body)
    return widths[int(len(widths) * 0.7)] if widths else 0


def _printed_width(row: Row) -> int:
    return max((place + 1 for place, cell in enumerate(row) if cell.raw.strip()), default=0)


def _column_of_levels(label: Sequence[str]) -> Column | None:
    """Two levels: the lower word decides unless it is only the second half of a broken one (牵头 over 单位)."""
    if not label:
        return None
    joined = column_of("".join(label))
    if len(label) > 1 and heading_words(label[-1]) not in _SHORT_ENDS:
        joined = column_of(label[-1]) or joined or column_of(label[0])
    return joined or column_of(label[-1]) or column_of(label[0]) or Column.OTHER


def _spans(levels: Sequence[Row], width: int) -> list[int]:
    """For each place the place where the header cell over it begins, on the lowest level printed there."""
    starts = list(range(width))
    for place, cell in enumerate(levels[-1]):
        if cell.origin is not None:
            starts[place] = cell.origin[1]
    return starts


def _spread(found: Sequence[Column | None], starts: Sequence[int]) -> list[Column | None]:
    """A task header printed over two columns heads the theme and the task."""
    spread = list(found)
    for place, start in enumerate(starts):
        under_one = [other for other, begin in enumerate(starts) if begin == start]
        if found[place] is Column.TASK and len(under_one) > 1 and place != under_one[-1]:
            spread[place] = Column.THEME
    return spread


def _unshifted(
    labels: Sequence[Sequence[str]], found: Sequence[Column | None], body: Sequence[Row]
) -> list[Column | None]:
    """Where a header has fewer labels than columns, the labels may have slipped: the rows below say how far."""
    printed = [column for column, label in zip(found, labels, strict=True) if label]
    missing = len(labels) - len(printed)
    if not body or comb(len(labels), missing) > _CANDIDATES:
        return list(found)
    as_printed = tuple(place for place, label in enumerate(labels) if not label)
    best: list[Column | None] = list(found)
    best_score = float("-inf")
    for gaps in combinations(range(len(labels)), missing):
        candidate = _with_gaps(printed, gaps, len(labels))
        score = _fit(candidate, body) + (0.5 if gaps == as_printed else 0.0)
        if score > best_score:
            best, best_score = candidate, score
    return best


def _with_gaps(printed: Sequence[Column | None], gaps: tuple[int, ...], width: int) -> list[Column | None]:
    """The labels in order around columns without one; such a column after the task's is its second label column."""
    rest = iter(printed)
    columns: list[Column | None] = [None if place in gaps else next(rest) for place in range(width)]
    for gap in gaps:
        if gap and columns[gap - 1] is Column.TASK and Column.THEME not in columns:
            columns[gap - 1], columns[gap] = Column.THEME, Column.TASK
    return columns


def _fit(columns: Sequence[Column | None], body: Sequence[Row]) -> float:
    return sum(
        likeness(cell.raw, column)
        for row in body[:_SAMPLE]
        for cell, column in zip(row, columns, strict=False)
        if not cell.is_covered
    )


def _told_apart(
    found: Sequence[Column | None], labels: Sequence[Sequence[str]], body: Sequence[Row]
) -> tuple[list[Column | None], list[str]]:
    """Two columns of one meaning become theme and task, task and content, responsible and assisting, or stay one."""
    columns = list(found)
    _part_labels(columns)
    _part_units(columns, labels)
    doubts = _part_deadlines(columns, labels)
    doubts += _guess_by_content(columns, labels, body)
    return columns, doubts


def _part_labels(columns: list[Column | None]) -> None:
    themes, tasks, contents = (
        [place for place, column in enumerate(columns) if column is wanted]
        for wanted in (Column.THEME, Column.TASK, Column.CONTENT)
    )
    if not tasks and len(contents) > 1 and not themes:
        columns[contents[0]] = Column.TASK
    elif not tasks and themes:
        columns[themes[-1]] = Column.TASK
    elif len(tasks) > 1 and not contents:
        columns[tasks[-1]] = Column.CONTENT
        if len(tasks) > 2 and not themes:
            columns[tasks[0]] = Column.THEME
    elif len(tasks) > 1 and not themes:
        columns[tasks[0]] = Column.THEME
    elif len(tasks) > 1:
        columns[tasks[-1]] = Column.CONTENT


def _part_units(columns: list[Column | None], labels: Sequence[Sequence[str]]) -> None:
    """参与单位 is responsible where nobody else is, and assists where 责任单位 has a column of its own."""
    responsible = [place for place, column in enumerate(columns) if column is Column.RESPONSIBLE]
    helping = [place for place in responsible if any("参与" in text or "参加" in text for text in labels[place])]
    if len(responsible) > len(helping):
        for place in helping:
            columns[place] = Column.ASSISTING


def _part_deadlines(columns: list[Column | None], labels: Sequence[Sequence[str]]) -> list[str]:
    """Of several columns of time the one that says 完成 or 办结 counts; the office is told."""
    times = [place for place, column in enumerate(columns) if column is Column.DEADLINE]
    if len(times) < 2:
        return []
    words = ["".join(labels[place]) for place in times]
    firm = [place for place, word in zip(times, words, strict=True) if any(sign in word for sign in _FIRM_TIMES)]
    kept = (firm or times)[0]
    for place in times:
        if place != kept:
            columns[place] = Column.OTHER
    named = "、".join(heading_words(word) for word in words)
    return [f"表头有多列时间（{named}），以“{heading_words(''.join(labels[kept]))}”一列为完成时限，请核对"]


_FIRM_TIMES = ("完成时", "办结", "时限", "期限", "结束", "截止")


def _guess_by_content(columns: list[Column | None], labels: Sequence[Sequence[str]], body: Sequence[Row]) -> list[str]:
    """A header nobody knows over a column that plainly holds dates or units; the office is told of the guess."""
    doubts = []
    for kind, wanted, name in (("date", Column.DEADLINE, "完成时限"), ("units", Column.RESPONSIBLE, "责任单位")):
        if set(columns) & _SAME_KIND[wanted]:
            continue
        for place, column in enumerate(columns):
            label = heading_words("".join(labels[place]))
            if column in (None, Column.OTHER) and column_of(label) is None and _mostly(kind, place, body):
                columns[place] = wanted
                doubts.append(f"表头“{label}”不在常用名称之内，按内容读作{name}，请核对")
                break
    return doubts


_SAME_KIND = {
    Column.DEADLINE: {Column.DEADLINE},
    Column.RESPONSIBLE: {Column.LEAD, Column.RESPONSIBLE, Column.ASSISTING},
}


def _mostly(kind: str, place: int, body: Sequence[Row]) -> bool:
    cells = [row[place].raw for row in body[:_SAMPLE] if place < len(row) and row[place].raw.strip()]
    return bool(cells) and sum(kind_of(cell) == kind for cell in cells) >= 0.7 * len(cells)
