"""Two columns of one meaning told apart, and columns known by what stands in them; the office is told of a guess."""

from __future__ import annotations

import re
from collections.abc import Sequence

from storage.tables.cleaning import UNIT_COLUMNS
from storage.tables.grid import Printed
from storage.tables.header_words import column_of, heading_words
from storage.tables.kinds import kind_of
from storage.values import Column

Row = Sequence[Printed]
_LEVELS = re.compile(r"[1-9]\d?(?:[.．\-][1-9]\d?){1,2}")
_LABELS = (Column.THEME, Column.TASK, Column.CONTENT)
SAMPLE = 40  # rows looked at to decide what a column holds


def told_apart(
    found: Sequence[Column | None], labels: Sequence[Sequence[str]], body: Sequence[Row]
) -> tuple[list[Column | None], list[str]]:
    """Two columns of one meaning become theme and task, task and content, responsible and assisting, or stay one."""
    columns = list(found)
    _find_numbers(columns, body)
    _part_labels(columns)
    _part_units(columns, labels)
    doubts = _part_deadlines(columns, labels)
    doubts += _guess_by_content(columns, labels, body)
    return columns, doubts


def _find_numbers(columns: list[Column | None], body: Sequence[Row]) -> None:
    """小项 over 1, 2, 3 or 细目 over 1.1, 1.2: what only counts the rows numbers them, whatever its header says."""
    if Column.NUMBER in columns:
        return
    for place, column in enumerate(columns):
        texts = [row[place].raw.strip() for row in body[:SAMPLE] if place < len(row) and row[place].raw.strip()]
        counts = texts == [str(number + 1) for number in range(len(texts))]
        levels = all(map(_LEVELS.fullmatch, texts)) and len(set(texts)) == len(texts)
        if len(texts) > 1 and ((counts and column in _LABELS) or (levels and column in (*_LABELS, Column.OTHER, None))):
            columns[place] = Column.NUMBER
            return


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
    """参与单位 is responsible where nobody else is, and assists where 责任单位 has a column of its own.

    主管部门 leads where another column names who acts or helps besides it.
    """
    _leave_out_offices(columns, labels)
    responsible = [place for place, column in enumerate(columns) if column is Column.RESPONSIBLE]
    helping = [place for place in responsible if any(map(_HELPS.search, labels[place]))]
    if len(responsible) > len(helping):
        for place in helping:
            columns[place] = Column.ASSISTING
    in_charge = [place for place in responsible if any("主管" in text for text in labels[place])]
    if Column.LEAD not in columns and (len(responsible) > len(in_charge) or Column.ASSISTING in columns):
        for place in in_charge:
            columns[place] = Column.LEAD


def _leave_out_offices(columns: list[Column | None], labels: Sequence[Sequence[str]]) -> None:
    """牵头科室 beside 牵头单位 says who within the body."""
    for role in UNIT_COLUMNS:
        places = [place for place, column in enumerate(columns) if column is role]
        offices = [place for place in places if _OFFICE.search(heading_words("".join(labels[place])))]
        for place in offices if len(offices) < len(places) else ():
            columns[place] = Column.OTHER


def _part_deadlines(columns: list[Column | None], labels: Sequence[Sequence[str]]) -> list[str]:
    """Of several columns of time the one that says 调整后, else 完成 or 办结, counts; the office is told."""
    times = [place for place, column in enumerate(columns) if column is Column.DEADLINE]
    if len(times) < 2:
        return []
    words = ["".join(labels[place]) for place in times]
    firm = [place for place, word in zip(times, words, strict=True) if any(sign in word for sign in _FIRM_TIMES)]
    changed = [place for place, word in zip(times, words, strict=True) if _CHANGED.search(word)]
    kept = (changed or firm or times)[0]
    for place in times:
        if place != kept:
            columns[place] = Column.OTHER
    named = "、".join(heading_words(word) for word in words)
    return [f"表头有多列时间（{named}），以“{heading_words(''.join(labels[kept]))}”一列为完成时限，请核对"]


def original_deadline(labels: Sequence[Sequence[str]]) -> int | None:
    """The place of the deadline that another column changes: 原定时限 beside 调整后时限."""
    times = [place for place, label in enumerate(labels) if column_of("".join(label)) is Column.DEADLINE]
    changed = [place for place in times if _CHANGED.search("".join(labels[place]))]
    others = [place for place in times if place not in changed]
    return others[0] if changed and others else None


_CHANGED = re.compile("调整后|变更后|延期后|顺延|修订后|展期")
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
                is_second = wanted is Column.RESPONSIBLE and Column.LEAD in columns
                columns[place] = Column.OTHER if is_second else wanted
                done = "内容似为单位，未读入" if is_second else f"按内容读作{name}"
                doubts.append(f"表头“{label}”不在常用名称之内，{done}，请核对")
                break
    return doubts


_OFFICE = re.compile("[科处股]室$")
_HELPS = re.compile("参与|参加|协同|共同")
_SAME_KIND = {
    Column.DEADLINE: {Column.DEADLINE},
    Column.RESPONSIBLE: {Column.RESPONSIBLE, Column.ASSISTING},
}


def _mostly(kind: str, place: int, body: Sequence[Row]) -> bool:
    cells = [row[place].raw for row in body[:SAMPLE] if place < len(row) and row[place].raw.strip()]
    return bool(cells) and sum(kind_of(cell) == kind for cell in cells) >= 0.7 * len(cells)
