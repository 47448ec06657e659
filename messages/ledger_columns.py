"""The ledger's columns of the source table: the document's own, in its order and under its words, merged as printed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from storage.records import Task
from storage.values import Column

_DEFAULT = (
    Column.NUMBER,
    Column.THEME,
    Column.TASK,
    Column.CONTENT,
    Column.LEAD,
    Column.RESPONSIBLE,
    Column.ASSISTING,
    Column.DEADLINE,
)


@dataclass(frozen=True, slots=True)
class Printed:
    """A column of the source table. Places with equal `merge`, one below or beside another, are one cell."""

    names: tuple[str, ...]  # over the column, top to bottom
    width: float
    text: Callable[[Task], str]
    merge: Callable[[Task], object]
    look: str = "top"  # a task's lines may fill several pages: what it is stands where they begin


def printed_columns(tasks: Sequence[Task], layout: Sequence[Sequence[str]]) -> tuple[Printed, ...]:
    """The columns of the document (`layout` as its plan keeps it), or where it had none those such tables have."""
    if not layout:
        shown = [column for column in _DEFAULT if _is_needed(column, tasks)]
        return tuple(_columns()[column] for column in shown)
    columns = _with_stages([_named(_columns()[Column(column)], said) for column, *said in layout], layout)
    known = {Column(column) for column, *_ in layout}
    if not known & {Column.THEME} and any(task.theme and task.theme != task.label for task in tasks):
        place = 1 if layout[0][0] == Column.NUMBER else 0
        columns.insert(place, _named(_columns()[Column.THEME], ["类别"]))
    return tuple(columns)


def _is_needed(column: Column, tasks: Sequence[Task]) -> bool:
    if column is Column.THEME:  # 任务名称 has two levels where any task has a theme beside its label
        return any(not _is_one_level(task) for task in tasks)
    return column is not Column.ASSISTING or any(_assisting(task) for task in tasks)


def _named(column: Printed, names: Sequence[str]) -> Printed:
    return replace(column, names=tuple(names)) if names else column


def _with_stages(columns: list[Printed], layout: Sequence[Sequence[str]]) -> list[Printed]:
    """Several columns of content each show their own clause: 一季度目标：…；二季度目标：…"""
    places = [place for place, (column, *_) in enumerate(layout) if column == Column.CONTENT]
    if len(places) < 2:
        return columns
    names = ["".join(columns[place].names) for place in places]
    for place, name in zip(places, names, strict=True):
        width = max(15.0, columns[place].width / len(places))
        columns[place] = replace(columns[place], width=width, text=_clause(name, names), merge=_stage(name, names))
    return columns


def _clause(name: str, names: Sequence[str]) -> Callable[[Task], str]:
    return lambda task: _clauses(task.content, names).get(name, "") if _is_staged(task, names) else task.content


def _stage(name: str, names: Sequence[str]) -> Callable[[Task], object]:
    """Words that no longer name the stages stand once, over all of them."""
    return lambda task: (name if _is_staged(task, names) else "content", task.plan_id, task.number)


def _is_staged(task: Task, names: Sequence[str]) -> bool:
    return any(f"{name}：" in task.content for name in names)


def _clauses(content: str, names: Sequence[str]) -> dict[str, str]:
    """What stands under each name; words before the first are those of the column without a time.

    >>> _clauses("建设平台；一季度目标：完成方案；二季度目标：上线。", ["内容", "一季度目标", "二季度目标"])
    {'内容': '建设平台', '一季度目标': '完成方案', '二季度目标': '上线。'}
    """
    before, *parts = re.split(rf"(?:^|(?<=[；。;\s]))({'|'.join(map(re.escape, names))})：", content)
    clauses = {names[0]: before} if before.strip() else {}
    clauses |= zip(parts[::2], parts[1::2], strict=True)
    return {name: said.strip().removesuffix("；") for name, said in clauses.items()}


def _columns() -> dict[Column, Printed]:
    return {
        Column.NUMBER: Printed(("序号",), 6, lambda task: task.number, _alone("number"), "top_middle"),
        Column.THEME: Printed(("任务名称",), 13, lambda task: task.theme or task.label, _theme, "top_middle"),
        Column.TASK: Printed(("任务名称",), 17, lambda task: task.label or task.theme, _label, "top_middle"),
        Column.CONTENT: Printed(("具体内容",), 44, lambda task: task.content, _alone("content")),
        Column.LEAD: _taken_over("牵头单位", 15, _as_printed("lead", lambda task: "、".join(task.lead)), "lead"),
        Column.RESPONSIBLE: _taken_over("责任单位", 22, _as_printed("responsible", _responsible), "responsible"),
        Column.ASSISTING: _taken_over(
            "配合单位", 18, _as_printed("assisting", lambda task: "、".join(_assisting(task))), "assisting"
        ),
        Column.DEADLINE: _taken_over("完成时限", 12, lambda task: task.deadline_text, "deadline"),
        Column.START: Printed(("开始时间",), 12, _kept("start"), _alone("start")),
        Column.OTHER: Printed(("备注",), 18, _kept("other"), _alone("other")),
    }


def _taken_over(name: str, width: float, text: Callable[[Task], str], field: str) -> Printed:
    """A value taken over from another row was merged with it, unless the office has changed one of them since."""

    def origin(task: Task) -> object:
        return field, task.plan_id, (task.inherited or {}).get(field, task.number), text(task)

    return Printed((name,), width, text, origin)


def _as_printed(column: str, now: Callable[[Task], str]) -> Callable[[Task], str]:
    """The document's own words, as long as the row still says what they were read as."""

    def text(task: Task) -> str:
        printed, read_as = (task.printed or {}).get(column, ("", None))
        return str(printed) if printed and read_as == task.units_under(column) else now(task)

    return text


def _kept(column: str) -> Callable[[Task], str]:
    return lambda task: str((task.printed or {}).get(column, ("",))[0])


def _alone(field: str) -> Callable[[Task], object]:
    return lambda task: (field, task.plan_id, task.number)


def _theme(task: Task) -> object:
    return task.plan_id, task.theme or task.label, _is_one_level(task)


def _label(task: Task) -> object:
    """A task with one level only has one cell over both columns."""
    return _theme(task) if _is_one_level(task) else (task.plan_id, task.theme, task.label, "label")


def _is_one_level(task: Task) -> bool:
    return not task.theme or not task.label or task.theme == task.label


def _responsible(task: Task) -> str:
    """Collective names first, as such tables print them; an open list stays open."""
    return "、".join([*task.collective, *task.named]) + ("等相关单位" if task.open_ended else "")


def _assisting(task: Task) -> list[str]:
    """Those printed in a column of their own, and not as 「…配合」 among the responsible units."""
    elsewhere = {*task.lead, *task.named, *task.collective}
    return [name for name in task.assisting if name not in elsewhere]
