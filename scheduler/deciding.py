"""The office's decisions: what an answer to a question means for its row, and which rows may go out.

`taking.py` puts one answer into one row; here is what follows from it for other questions, rows and items.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from messages import questions
from messages.decision_texts import NEW_UNIT
from scheduler import amending, expansion, naming
from scheduler.amending import KEEP, STOP
from scheduler.naming import LEFT_OUT, NOBODY, STAYS_OPEN
from scheduler.taking import NOT_A_TASK, take
from storage.desk import Desk
from storage.desk.questions import MOOT, Said, said_by
from storage.records import Plan, Question, Task
from storage.roster import match
from storage.states import TaskState
from storage.values import Field, Roster, RowQuestion

_QUOTED = re.compile(r"「([^」]+)」")


def decide(desk: Desk, task: Task, question: Question, answer: str) -> str | None:
    """Put an answer into its row, and everywhere the same name is asked about.

    Returns why it cannot be taken (Chinese, one clause), or None when it was; then the units that
    had been told of the row are told what changed.
    """
    if question.answer is not None:
        return None
    told: list[amending.Change] = []
    refused = put(desk, task, question, answer, told)
    amending.tell_units(desk, told)
    return refused


def put(desk: Desk, task: Task, question: Question, answer: str, told: list[amending.Change]) -> str | None:
    """`decide`, but what the units must hear is added to `told`."""
    answer = answer.strip()
    refused = _put_one(desk, task, question, answer, told)
    if refused is not None:
        return refused
    if answer == NEW_UNIT:
        recheck_names(desk)
    elif question.about and STOP not in question.choices and answer not in (LEFT_OUT, NOBODY):
        _say_the_same(desk, task, question, answer, told)
    return refused


def ask_again(desk: Desk, task: Task, question: Question) -> bool:
    """Take an answer back while nothing has come of it; False where something has.

    What a printed name means holds for other rows and is remembered: that is not taken back row by row.
    """
    untouched = task.state is TaskState.UNCONFIRMED or question.answer == NOT_A_TASK
    if question.answer in (None, MOOT) or question.about or STOP in question.choices or not untouched:
        return False
    before = said_by(task)
    desk.reopen(task, question)
    _show_anew(task, before)
    return True


def confirm_ready(desk: Desk, source: Plan, only: Iterable[int] | None = None) -> int:
    """Confirm the rows of a plan (or `only` these) that leave nothing open and whose units the roster knows."""
    roster, units = desk.roster(), {unit.name: unit for unit in desk.units()}
    chosen = None if only is None else set(only)
    done = 0
    for task in desk.ready_tasks(source.id or 0):
        if chosen is not None and task.id not in chosen:
            continue
        told, days = expansion.parts(task, roster, units), expansion.due_days(task, source, desk.today)
        if _ask_about_strange(desk, task, roster):
            continue
        if told and days:
            desk.confirm(task, told, days)
            done += 1
        else:
            desk.ask(task, RowQuestion(Field.RESPONSIBLE, questions.no_responsible(), (NOT_A_TASK,)))
    return done


def recall_names(desk: Desk, source: Plan) -> None:
    """Answer again what the office has said of a printed name before, in this document or an earlier one."""
    for question in desk.open_questions(plan_id=source.id):
        last = desk.last_answer_about(question.about) if question.about and question.answer is None else None
        if last and last not in (LEFT_OUT, STAYS_OPEN, NEW_UNIT, NOBODY, STOP, KEEP, question.about):
            decide(desk, desk.session.get_one(Task, question.task_id), question, last)


def recheck_names(desk: Desk) -> int:
    """After the roster has changed: close the questions about names it knows now. Returns how many."""
    roster, closed = desk.roster(), 0
    for question in desk.open_questions():
        if question.answer is None and question.about and STOP not in question.choices:
            known = match(question.about, roster).unit
            if known is not None or expansion.units_behind(question.about, roster):
                desk.set_aside(question, "名册中已有")
                closed += 1
    return closed


def _put_one(desk: Desk, task: Task, question: Question, answer: str, told: list[amending.Change]) -> str | None:
    before, names = said_by(task), naming.names_on(task)
    refused = take(desk, task, question, answer)
    if refused is not None:
        return refused
    _show_anew(task, before)
    desk.session.add(task)
    desk.decided(task, question, answer, before, adopted=KEEP in question.choices and answer != KEEP)
    _set_moot_aside(desk, task, question, names)
    if question.field in (Field.LEAD, Field.RESPONSIBLE) and task.state is not TaskState.STOPPED:
        _ask_about_strange(desk, task, desk.roster())
    told += amending.follow(desk, task, question, answer, before)
    return None


def _show_anew(task: Task, before: Said) -> None:
    """Words that have changed since somebody saw them are shown again before the row is confirmed."""
    if said_by(task) != before:
        task.shown_at = task.shown_to = None


def _say_the_same(desk: Desk, task: Task, question: Question, answer: str, told: list[amending.Change]) -> None:
    """The same printed name means the same in every row that asks about it or is not yet confirmed."""
    for other in desk.open_questions():
        if other.about == question.about and STOP not in other.choices:
            _put_one(desk, desk.session.get_one(Task, other.task_id), other, answer, told)
    units = naming.read_answer(task, question, answer, desk.roster())
    if answer == STAYS_OPEN or isinstance(units, str):
        return
    for row in desk.tasks(task.plan_id):
        if row.state is TaskState.UNCONFIRMED and question.about in naming.names_on(row):
            before = said_by(row)
            naming.rename(row, question.about, [*units.collective, *units.named] or list(units.lead))
            _show_anew(row, before)
            desk.session.add(row)
            desk.renamed(row, question, before)


def _set_moot_aside(desk: Desk, task: Task, decided: Question, names: list[str]) -> None:
    """A decision may settle other questions of the row: about a name that is gone, a day, words that are gone."""
    present = naming.names_on(task)
    source = desk.session.get_one(Plan, task.plan_id)
    for other in desk.open_questions(task.id):
        if other.about and other.about in names and other.about not in present:
            desk.set_aside(other, "该单位已不在本项")
        elif other.field is decided.field is Field.DEADLINE and not _is_too_early(task, source, other):
            desk.set_aside(other, "时限已经确定")
        elif other.field is decided.field is Field.CONTENT and _is_reworded(task, other):
            desk.set_aside(other, "文字已经更正")


def _is_too_early(task: Task, source: Plan, other: Question) -> bool:
    """The day the office chose lies before the day of issue, and that is just what is asked."""
    day = task.due_on
    return bool(day and source.issued_on and day < source.issued_on and day.isoformat() in other.choices)


def _is_reworded(task: Task, other: Question) -> bool:
    quoted = _QUOTED.search(other.text)
    return bool(quoted and KEEP not in other.choices and quoted[1] not in task.content)


def _ask_about_strange(desk: Desk, task: Task, roster: Roster) -> bool:
    """Ask about the names of a row that the roster does not know. True when there are any."""
    strange = expansion.unknown(task, roster)
    asked = {one.about for one in desk.open_questions(task.id)} if strange else set()
    for name in strange:
        if name not in asked:
            likely, unknown = questions.likely_in_roster(name), questions.not_in_roster(name)
            desk.ask(task, naming.question_about(name, task, roster, likely, unknown))
    return bool(strange)
