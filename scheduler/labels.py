"""Which theme and task each row of a table stands under, though most label cells are blank or merged.

Where the file says what was merged, that is the answer. In plain text `scheduler.blocks` weighs it. A label cut
by a page break is joined. Themes stand in their own column, or show by their form: the labels 以公开促落实 and
以强化考核促落实 have one aim, and the first says so for several aims; 一、 stands over （一）.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from scheduler.blocks import Blocks, Label
from storage.values import Column, Source, SourceRow

Slots = list[Label | None]

_AIM = re.compile(r"以(?P<way>.+)(?:促进?|助力?|推动|带动|保障?)(?P<aim>[^，、]{2,8})")
_LEVELS = tuple(
    re.compile(pattern)
    for pattern in (
        "第[一二三四五六七八九十]+[章部篇]",
        "[一二三四五六七八九十]+、",
        "[（(][一二三四五六七八九十]+[）)]",
        r"\d+[.．、]",
    )
)
_UNFINISHED = re.compile(r"[促和与及以的并、，：（“《]$|（[^）]*$|“[^”]*$|《[^》]*$")


@dataclass(frozen=True, slots=True)
class Labelled:
    """The labels of one row. Rows of one `group` (a row index; None where the table has no groups) inherit from
    each other; `rival` is the label this row may just as well stand under."""

    theme: Label | None
    task: Label | None
    group: int | None
    rival: Label | None = None


def label_rows(source: Source) -> tuple[Labelled, ...]:
    """The labels of every row, in the order of the rows."""
    themes, tasks = _slots(source.rows, Column.THEME), _slots(source.rows, Column.TASK)
    for slots in (themes, tasks):
        _join_cut(source.rows, slots)
    over = _themes_over(source.rows, themes, tasks)
    is_centred = any(theme.row > row for row, theme in over.items())
    places = Blocks(source).place(_with_lone_themes(themes, tasks), is_centred)
    rows_themes = [
        own or (over[place.label.row] if place.label else None) for own, place in zip(themes, places, strict=True)
    ]
    groups = _groups([place.label for place in places]) or _groups(rows_themes) or [None] * len(places)
    return tuple(
        Labelled(theme or place.label, place.label, group, place.rival)
        for theme, place, group in zip(rows_themes, places, groups, strict=True)
    )


def _groups(labels: Sequence[Label | None]) -> list[int | None]:
    """For each row the first row of its group; nothing where every row has a label of its own, or none has one."""
    groups: list[int | None] = []
    for at, label in enumerate(labels):
        is_same = at > 0 and label and (above := labels[at - 1]) and label.text == above.text
        groups.append(groups[-1] if is_same else at)
    is_grouped = any(labels) and len(set(groups)) < len(groups)
    return groups if is_grouped else []


def _slots(rows: Sequence[SourceRow], column: Column) -> Slots:
    """The label printed in each row, or known from the file to be merged over it."""
    slots: Slots = []
    for at, row in enumerate(rows):
        cell = row.cells.get(column)
        origin = at if cell is None or cell.merged_with is None else cell.merged_with
        text = rows[origin].text(column) or row.text(column)
        slots.append(Label(text, origin) if text else None)
    return slots


def _join_cut(rows: Sequence[SourceRow], slots: Slots) -> None:
    """Joins a label whose end is printed further down, as a page break leaves it; both rows then share it."""
    aims = {aim for label in slots if label and (aim := _aim(label.text))}
    printed = [at for at, label in enumerate(slots) if label and label.row == at]
    for upper, lower in pairwise(printed):
        head, tail = slots[upper], slots[lower]
        next_page = rows[lower].block != rows[upper].block and rows[lower - 1].block != rows[lower].block
        is_near = rows[lower].table == rows[upper].table and (next_page or lower == upper + 1)
        if head and tail and is_near and _is_one(head.text, tail.text, aims):
            slots[upper : lower + 1] = [Label(head.text + tail.text, upper)] * (lower - upper + 1)


def _is_one(head: str, tail: str, aims: set[str]) -> bool:
    if _level(tail) is not None or _aim(tail) or _aim(head) in aims:
        return False
    return is_unfinished(head) or len(tail) == 1 or (len(tail) <= 4 and _aim(head + tail) in aims)


def is_unfinished(label: str) -> bool:
    """True for a label that cannot end where it does.

    >>> [is_unfinished(label) for label in ("以线下公开促", "推进（一网通办", "以公开促服务")]
    [True, True, False]
    """
    return _UNFINISHED.search(label) is not None


def _with_lone_themes(themes: Slots, tasks: Slots) -> Slots:
    """The tasks' slots; where a theme has no task label of its own, the theme stands for it."""
    slots = list(tasks)
    starts = [at for at, label in enumerate(themes) if label and label.row == at and not _is_again(themes, at)]
    for start, stop in pairwise([*starts, len(tasks)]):
        if not any(tasks[start:stop]):
            slots[start:stop] = themes[start:stop]
    return slots


def _is_again(themes: Slots, at: int) -> bool:
    """A heading over several rows stands in each of them."""
    above, label = themes[at - 1] if at else None, themes[at]
    return above is not None and label is not None and above.text == label.text


def _themes_over(rows: Sequence[SourceRow], themes: Slots, tasks: Slots) -> dict[int, Label]:
    """The theme over each printed label, by the row the label is printed in."""
    labels = [task or theme for theme, task in zip(themes, tasks, strict=True)]
    by_aim, top_level = _tops(themes, tasks), _top_level(labels)
    over: dict[int, Label] = {}
    last = next(filter(None, themes), None)
    for label in filter(None, labels):
        if label.row in over:
            continue
        if top_level is not None and _level(label.text) == top_level:
            last = label
        if last and rows[last.row].table != rows[label.row].table:
            last = None
        by_place = last if Column.THEME in rows[label.row].cells or top_level is not None else None
        over[label.row] = themes[label.row] or by_aim.get(_aim(label.text)) or by_place or label
        last = themes[label.row] or last
    return over


def _tops(themes: Slots, tasks: Slots) -> dict[str, Label]:
    """The theme of each aim: the label in the theme column, else the one whose 以… serves several aims."""
    aims_of_way = defaultdict(set)
    for label in filter(None, [*themes, *tasks]):
        if match := _AIM.fullmatch(label.text):
            aims_of_way[match["way"]].add(match["aim"])
    tops: dict[str, Label] = {}
    in_column = set(themes)
    for label in filter(None, [*themes, *tasks]):
        match = _AIM.fullmatch(label.text)
        if match and (label in in_column or len(aims_of_way[match["way"]]) > 1):
            tops.setdefault(match["aim"], label)
    return tops


def _top_level(labels: Sequence[Label | None]) -> int | None:
    """The outermost numbering, where labels of one column are numbered on several levels."""
    levels = {_level(label.text) for label in labels if label} - {None}
    return min(level for level in levels if level is not None) if len(levels) > 1 else None


def _level(label: str) -> int | None:
    return next((level for level, form in enumerate(_LEVELS) if form.match(label)), None)


def _aim(label: str) -> str:
    match = _AIM.fullmatch(label)
    return match["aim"] if match else ""
