"""Changes in chat, by a line or by the buttons of a task card: shown first, in force after 确认."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.conversation.office.looking import rows_going_on, table_of, units_and_rows
from bot.conversation.turn import Act, Turn, Typed, number, on_kept
from messages import change_texts, changes
from scheduler import changing, in_force, joining
from scheduler.changing import Proposal
from storage.records import Task, Unit

Worked = Callable[[Turn, Task, Unit | None, str], "Proposal | str"]


def _on_row(kind: str, work: Worked) -> Act:
    """A change that begins with a row's number, and perhaps a unit."""

    def act(turn: Turn, rest: str) -> None:
        numbers, unit, left = units_and_rows(turn, rest)
        found = rows_going_on(turn, numbers[0]) if len(numbers) == 1 else []
        if len(found) > 1:
            shown = [(task, table_of(turn, task)) for task in found]
            turn.say(changes.which_table(kind, shown), line=[kind, unit.id if unit else None, left])
        elif found:
            _propose(turn, work(turn, found[0], unit, left))
        else:
            turn.say(changes.change_refused(change_texts.example(kind)))

    return act


def _of_table(turn: Turn, rest: str) -> None:
    """The row that was meant, where several tables have its number; the line stands with the message."""
    task, line = turn.desk.one(Task, number(rest)), turn.kept("line")
    if task is None or line is None:
        turn.refuse()
        return
    kind, unit_id, left = line
    _propose(turn, _ON_ROW[kind](turn, task, turn.desk.one(Unit, unit_id), left))


def _propose(turn: Turn, worked: Proposal | str) -> None:
    if isinstance(worked, str):
        turn.say(changes.change_refused(worked))
        return
    letter = changes.change_proposed(worked.title, worked.lines, worked.effect)
    turn.say(letter, change=worked.kept, title=worked.title)


def _deadline(turn: Turn, task: Task, unit: Unit | None, left: str) -> Proposal | str:
    if not left:
        return change_texts.example("改期")
    return changing.item_deadline(turn.desk, task, unit, left) if unit else changing.deadline(turn.desk, task, left)


def propose_day(turn: Turn, task: Task, unit: Unit | None, day: str) -> None:
    """Show what a new day would change, of a row or of one unit's part of it."""
    _propose(turn, _deadline(turn, task, unit, day))


def _add_units(turn: Turn, task: Task, unit: Unit | None, left: str) -> Proposal | str:
    named = "、".join(part for part in (unit.name if unit else "", left) if part)
    if not named:
        return change_texts.example("加单位")
    return joining.add_units(turn.desk, task, named, turn.rounds.workdays)


def _lead(turn: Turn, task: Task, unit: Unit | None, left: str) -> Proposal | str:
    named = "、".join(part for part in (unit.name if unit else "", left) if part)
    return joining.lead(turn.desk, task, named) if named else change_texts.example("改牵头")


def _remove_unit(turn: Turn, task: Task, unit: Unit | None, left: str) -> Proposal | str:
    if unit is None or left:
        return change_texts.example("减单位")
    return joining.remove_unit(turn.desk, task, unit)


def _stop(turn: Turn, task: Task, unit: Unit | None, left: str) -> Proposal | str:
    if left:
        return change_texts.example("终止")
    return joining.remove_unit(turn.desk, task, unit) if unit else changing.stop(turn.desk, task)


def _new_task(turn: Turn, rest: str) -> None:
    _propose(turn, changing.new_task(turn.desk, rest))


def _alias(turn: Turn, rest: str) -> None:
    left, sign, right = rest.replace("＝", "=").partition("=")
    if not sign or not left.strip() or not right.strip():
        turn.say(changes.change_refused(change_texts.example("别名")))
        return
    _propose(turn, changing.alias(turn.desk, left.strip(), right.strip()))


def _calendar(turn: Turn, rest: str) -> None:
    _propose(turn, changing.calendar_day(turn.desk, " ".join(rest.split()), turn.rounds.workdays))


def _confirm(turn: Turn, kept: dict[str, Any]) -> None:
    now = in_force.put_in_force(turn.desk, kept, turn.rounds.workdays)
    turn.rounds.read_calendar(turn.desk)
    turn.show(changes.change_made(turn.kept("title"), now) if now else changes.change_overtaken())


def _cancel(turn: Turn, _rest: str) -> None:
    turn.show(changes.change_dropped())


def _pressed(turn: Turn, rest: str) -> None:
    """A button of a task card: asks for what is missing, or shows the change at once."""
    verb, _, task_id = rest.partition("/")
    task = turn.desk.one(Task, number(task_id))
    if task is None or verb not in _BY_BUTTON:
        turn.refuse()
    elif verb == "stop":
        _propose(turn, changing.stop(turn.desk, task))
    else:
        turn.expect("change", verb=verb, task=task.id)
        turn.say(changes.ask_change(_BY_BUTTON[verb][0], task))


def _typed(turn: Turn, asked: dict[str, Any]) -> None:
    task = turn.desk.one(Task, asked["task"])
    if task is None:
        turn.refuse()
        return
    _, unit, left = units_and_rows(turn, turn.incoming.text, rows=False)
    _propose(turn, _BY_BUTTON[asked["verb"]][1](turn, task, unit, left))


_BY_BUTTON: dict[str, tuple[str, Worked]] = {
    "due": ("改期", _deadline),
    "add": ("加单位", _add_units),
    "stop": ("终止", _stop),
}
_ON_ROW: dict[str, Worked] = {
    "改期": _deadline,
    "加单位": _add_units,
    "减单位": _remove_unit,
    "改牵头": _lead,
    "终止": _stop,
}
_ACTS: dict[str, Act] = {kind: _on_row(kind, work) for kind, work in _ON_ROW.items()} | {
    "加任务": _new_task,
    "别名": _alias,
    "日历": _calendar,
}
COMMANDS: dict[str, Act] = _ACTS | {
    "due": _ACTS["改期"],
    "addunit": _ACTS["加单位"],
    "dropunit": _ACTS["减单位"],
    "lead": _ACTS["改牵头"],
    "stop": _ACTS["终止"],
    "addtask": _new_task,
    "alias": _alias,
    "calendar": _calendar,
}
BUTTONS: dict[str, Act] = {
    "change": on_kept("change", _confirm),
    "nochange": _cancel,
    "chg": _pressed,
    "chgof": _of_table,
}
TYPED: dict[str, Typed] = {"change": _typed}
