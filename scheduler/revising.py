"""A newer version of a document beside the one in force: every change is a question to the office about its row.

So a change is decided like anything else, one by one or all the plain ones together, and nothing of the newer
version is in force before that. Answers, items and reports belong to the row and stay.
"""

from __future__ import annotations

import re
from dataclasses import replace

from messages import change_texts, revisions
from scheduler import amending, deciding, expansion, naming, pairing, taking, ways_out
from scheduler.amending import KEEP, STOP
from scheduler.row_changes import changes, renumbering, text_doubts
from storage.desk import Desk
from storage.desk.questions import MOOT
from storage.records import Plan, Question, Task
from storage.states import TaskState
from storage.values import Field, Roster, RowQuestion, TaskDocument, TaskRow, UnitsReading

_ROW_NUMBER = re.compile(r"第[\d.]+项")


def version_in_force(desk: Desk, document: TaskDocument) -> tuple[Plan, pairing.Pairing] | None:
    """The plan of which this is another version: same document number, or same title and year, and rows in common."""
    for plan in reversed(desk.plans()):
        if _is_same(plan, document):
            tasks = [task for task in desk.tasks(plan.id) if task.state is not TaskState.STOPPED]
            found = pairing.paired(tasks, document.rows)
            if pairing.is_same_document(tasks, found):
                return plan, found
    return None


def revise(desk: Desk, plan: Plan, found: pairing.Pairing, document: TaskDocument, sha256: str) -> revisions.Found:
    """Ask the office about everything a newer version changes; what an earlier one left undecided is asked anew."""
    _set_aside_earlier(desk, plan)
    found, stopped = _as_the_office_left_it(desk, plan, found, document)
    tasks = [task for task, _ in found.same]
    printed, roster, asked = desk.as_printed(tasks), desk.roster(), _asked_before(desk, plan)
    changed: list[tuple[str, str]] = []
    for task, place in found.same:
        task.position = place
        row = _standing(document.rows[place])
        for change in changes(task, printed[task.id or 0], row, roster):
            if (task.id, change.field, _unnumbered(change.text)) not in asked:
                desk.ask(task, _with_open_doubts(desk, task, change))
                changed.append((task.number, change.text))
    for task in found.removed:
        desk.ask(task, RowQuestion(Field.ROW, revisions.row_gone(task.number), (STOP, KEEP)))
    added = _add(desk, plan, found, document)
    numbers = [task.number for task in added]
    desk.new_version(plan, sha256, added=numbers, removed=[task.number for task in found.removed], changed=len(changed))
    plain = len(plain_changes(desk, plan))
    gone = tuple(task.number for task in found.removed)
    return revisions.Found(tuple(numbers), gone, tuple(changed), plain, stopped)


def plain_changes(desk: Desk, plan: Plan) -> list[Question]:
    """The open changes of a plan that leave nothing to decide but yes or no; what ends a duty is never one."""
    roster = desk.roster()
    return [
        question
        for question in desk.open_questions(plan_id=plan.id)
        if question.choices[1:] == [KEEP] and question.choices[0] != STOP and _is_plain(question, plan, roster)
    ]


def adopt(desk: Desk, plan: Plan) -> int:
    """Put the plain changes of a newer version in force; each unit hears of all of them at once. Returns how many."""
    told: list[amending.Change] = []
    done = 0
    for question in plain_changes(desk, plan):
        task = desk.session.get_one(Task, question.task_id)
        if question.answer is None and deciding.put(desk, task, question, question.choices[0], told) is None:
            done += 1
    amending.tell_units(desk, told)
    return done


def _as_the_office_left_it(
    desk: Desk, plan: Plan, found: pairing.Pairing, document: TaskDocument
) -> tuple[pairing.Pairing, tuple[str, ...]]:
    """Rows the office has added are not missed in a newer version, those it has stopped are not new: their numbers."""
    ended = {
        one.task_id for one in desk.questions_of(plan) if one.text == change_texts.asked("终止") and one.answer == STOP
    }
    stopped = [task for task in desk.tasks(plan.id) if task.id in ended and task.state is TaskState.STOPPED]
    still = pairing.paired(stopped, [document.rows[place] for place in found.added])
    again = {found.added[place] for task, place in still.same if _reads_alike(task, document.rows[found.added[place]])}
    own = desk.added_in_chat()
    kept = replace(
        found,
        removed=tuple(task for task in found.removed if task.id not in own),
        added=tuple(place for place in found.added if place not in again),
    )
    return kept, tuple(document.rows[place].number for place in sorted(again))


def _reads_alike(task: Task, row: TaskRow) -> bool:
    return re.sub(r"\W", "", task.content) == re.sub(r"\W", "", row.content)


def _is_same(plan: Plan, document: TaskDocument) -> bool:
    if plan.document_number and plan.document_number == document.document_number:
        return True
    return bool(document.title and plan.title == document.title and plan.year == document.year)


def _set_aside_earlier(desk: Desk, plan: Plan) -> None:
    for question in desk.open_questions(plan_id=plan.id):
        if KEEP in question.choices and not question.about:
            desk.set_aside(question, "已有更新的版本")


def _asked_before(desk: Desk, plan: Plan) -> set[tuple[int | None, Field, str]]:
    """What the office has answered already; the same fact is never asked twice."""
    answered = (one for one in desk.questions_of(plan) if one.answer not in (None, MOOT))
    return {(one.task_id, one.field, _unnumbered(one.text)) for one in answered}


def _unnumbered(text: str) -> str:
    return _ROW_NUMBER.sub("", text)


def _standing(row: TaskRow) -> TaskRow:
    """The row with its responsible units as a task keeps them: who assists is not responsible as well."""
    units = row.responsible
    mine = {name for name in (*units.named, *units.collective) if name not in units.assisting}
    kept = UnitsReading(
        units.cell,
        tuple(name for name in units.named if name in mine),
        tuple(name for name in units.collective if name in mine),
        open_ended=units.open_ended,
    )
    return replace(row, responsible=kept)


def _with_open_doubts(desk: Desk, task: Task, change: RowQuestion) -> RowQuestion:
    """Where the row was still doubtful the office chooses among all readings, old and new."""
    if change.field is Field.ROW:
        return change
    doubts = [one for one in desk.open_questions(task.id) if one.field is change.field and not one.about]
    for doubt in doubts:
        desk.set_aside(doubt, "已有更新的版本")
    if not doubts:
        return change
    old = [choice for doubt in doubts for choice in doubt.choices]
    return replace(change, choices=tuple(dict.fromkeys((*(one for one in change.choices if one != KEEP), *old))))


def _add(desk: Desk, plan: Plan, found: pairing.Pairing, document: TaskDocument) -> list[Task]:
    rows = ways_out.with_ways_out(replace(document, rows=tuple(document.rows[place] for place in found.added))).rows
    added = desk.add_rows(plan, list(zip(found.added, rows, strict=True)))
    for task, row in zip(added, rows, strict=True):
        if task.number != row.number:  # another row bears it still
            desk.ask(task, renumbering(task, row))
    deciding.recall_names(desk, plan)
    return added


def _is_plain(question: Question, plan: Plan, roster: Roster) -> bool:
    new = question.choices[0]
    if question.field is Field.DEADLINE:
        read = expansion.answered_deadline(new, plan.year, plan.issued_on)
        is_early = bool(read and read.due and plan.issued_on and read.due < plan.issued_on)
        return new == taking.NO_DEADLINE or (read is not None and not is_early)
    if question.field in (Field.LEAD, Field.RESPONSIBLE):
        names = re.split(f"、|{naming.ASSISTED_BY}", new)
        return all(name == naming.NOBODY or expansion.knows(name, roster) for name in names)
    return not any(text_doubts(question.field, new))
