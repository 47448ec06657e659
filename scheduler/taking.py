"""Taking an answer: it is checked, then put into its row. One that cannot be taken changes nothing."""

from __future__ import annotations

import re

from messages import decision_texts
from messages.decision_texts import NEW_UNIT
from scheduler import expansion, naming
from scheduler.amending import KEEP, STOP
from scheduler.due import is_soft
from scheduler.naming import LEFT_OUT, NOBODY, STAYS_OPEN
from scheduler.workdays import workdays_with
from storage.desk import Desk
from storage.records import Plan, Question, Task, Unit
from storage.roster import match
from storage.states import TaskState
from storage.unit_many import is_collective
from storage.values import Deadline, DeadlineKind, Field

AS_IT_STANDS = "原文无误"
NO_DEADLINE = "无固定时限"
NOT_A_TASK = "不作为任务"
_NUMBER = re.compile(r"[\w.（）()-]{1,12}")


def take(desk: Desk, task: Task, question: Question, answer: str) -> str | None:
    """Check an answer and change the row; a reason when it cannot be taken."""
    if answer == KEEP and KEEP in question.choices:
        return None
    if answer in (STOP, NOT_A_TASK) and answer in question.choices:
        if not question.about:
            task.state = TaskState.STOPPED
        return None
    if not answer or STOP in question.choices:
        return decision_texts.one_of(question.choices)
    if question.field is Field.DEADLINE:
        return _take_deadline(desk, task, answer)
    if question.field in (Field.LEAD, Field.RESPONSIBLE):
        return _take_units(desk, task, question, answer)
    return _take_text(desk, task, question, answer)


def _take_deadline(desk: Desk, task: Task, answer: str) -> str | None:
    source = desk.session.get_one(Plan, task.plan_id)
    if answer == NO_DEADLINE:
        read: Deadline | None = Deadline(answer, DeadlineKind.NONE)
    else:
        read = expansion.answered_deadline(answer, source.year, source.issued_on, workdays_with(desk.calendar()))
    if read is None:
        return decision_texts.deadline_not_read(answer)
    if read.kind is DeadlineKind.DATE and task.deadline_kind is DeadlineKind.RANGE and read.due == task.due_on:
        read = read._replace(kind=DeadlineKind.RANGE, start=task.start_on)
    desk.set_deadline(task, read)
    return None


def _take_units(desk: Desk, task: Task, question: Question, answer: str) -> str | None:
    printed = naming.printed_name(task, question) if question.about else ""
    if printed and answer in (LEFT_OUT, STAYS_OPEN, NOBODY):
        naming.rename(task, printed, ())
        task.open_ended = task.open_ended or answer == STAYS_OPEN
        return None
    if printed and answer == NEW_UNIT:
        desk.enter_unit(question.about)
        naming.rename(task, printed, (question.about,))
        return None
    units = naming.read_answer(task, question, answer, desk.roster())
    if isinstance(units, str):
        return units
    if not printed:
        naming.set_units(task, question.field, units)
        return None
    names = [*units.collective, *units.named] or list(units.lead)
    naming.rename(task, printed, names)
    _remember(desk, question.about, names)
    return None


def _remember(desk: Desk, printed: str, names: list[str]) -> None:
    """The printed name of one unit is another name of it from now on."""
    unit = unit_named(desk, names[0]) if len(names) == 1 else None
    if unit is not None and unit_named(desk, printed) is None and not is_collective(printed):
        desk.learn_alias(printed, unit)


def _take_text(desk: Desk, task: Task, question: Question, answer: str) -> str | None:
    if answer == AS_IT_STANDS:
        return None
    if question.field is Field.TASK:
        same = next((one for one in desk.tasks(task.plan_id) if one.label == answer), None)
        task.label, task.theme = answer, same.theme if same else task.theme
        return None
    if question.field is Field.ROW and KEEP in question.choices and STOP not in question.choices:
        return _take_number(desk, task, answer)
    if question.field is Field.ROW and task.content:
        return decision_texts.one_of(question.choices)
    if answer not in question.choices and 2 * len(answer) < len(task.content):
        return decision_texts.words_too_few()
    task.content, task.soft = answer, is_soft(answer)
    return None


def _take_number(desk: Desk, task: Task, number: str) -> str | None:
    if not _NUMBER.fullmatch(number):
        return decision_texts.no_number(number)
    desk.renumber(task, number)
    return None


def unit_named(desk: Desk, name: str) -> Unit | None:
    """A unit by its name or one of its other names."""
    found = match(name, desk.roster())
    wanted = found.unit.name if found.unit else name
    return next((unit for unit in desk.units() if unit.name == wanted), None)


def unit_ever_named(desk: Desk, name: str) -> Unit | None:
    """The same, or a unit that the roster has no longer: it may still owe something."""
    return unit_named(desk, name) or next((unit for unit in desk.units(all_time=True) if unit.name == name), None)
