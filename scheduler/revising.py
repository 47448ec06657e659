"""A newer version of a document beside the one in force: every change is a question to the office about its row.

So a change is decided like anything else, one by one or all the plain ones together, and nothing of the newer
version is in force before that. Answers, items and reports belong to the row and stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from messages import questions, revisions, words
from scheduler import amending, deciding, expansion, naming, pairing, taking
from scheduler.amending import KEEP, STOP
from scheduler.legibility import broken_end, broken_words, is_cut_label, reversed_sense
from storage.desk import Desk
from storage.desk.plans import kept_rule
from storage.desk.questions import MOOT, Said, said_by
from storage.records import Plan, Question, Task
from storage.states import TaskState
from storage.values import Deadline, DeadlineKind, Field, Roster, RowQuestion, TaskDocument, TaskRow, UnitsReading

_COLUMNS = {Field.TASK: "任务名称", Field.CONTENT: "具体内容", Field.LEAD: "牵头单位", Field.RESPONSIBLE: "责任单位"}
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
    return revisions.Found(tuple(numbers), tuple(task.number for task in found.removed), tuple(changed), plain)


def changes(task: Task, printed: Said, row: TaskRow, roster: Roster) -> Iterator[RowQuestion]:
    """What a row of a newer version says otherwise than both the one in force and the row as it stands."""
    yield from _text_change(Field.TASK, task.label, printed["label"], row.task)
    yield from _text_change(Field.CONTENT, task.content, printed["content"], row.content)
    yield from _lead_change(task, printed, row, roster)
    yield from _responsible_change(task, printed, row, roster)
    yield from _deadline_change(task, printed, row)
    if row.number != task.number and "." not in task.number:
        yield _renumbering(task, row)


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
    rows = deciding.with_ways_out(replace(document, rows=tuple(document.rows[place] for place in found.added))).rows
    added = desk.add_rows(plan, list(zip(found.added, rows, strict=True)))
    for task, row in zip(added, rows, strict=True):
        if task.number != row.number:  # another row bears it still
            desk.ask(task, _renumbering(task, row))
    deciding.recall_names(desk, plan)
    return added


def _renumbering(task: Task, row: TaskRow) -> RowQuestion:
    return RowQuestion(Field.ROW, revisions.value_changed("序号", task.number, row.number), (row.number, KEEP))


def _text_change(field: Field, now: str, printed: str, new: str) -> Iterator[RowQuestion]:
    if _bare(new) in (_bare(now), _bare(printed)) or not new:
        return
    text = revisions.text_changed(_COLUMNS[field], now, new)
    doubts = "".join(_text_doubts(field, new))
    yield RowQuestion(field, text + doubts, (new, KEEP))


def _text_doubts(field: Field, text: str) -> Iterator[str]:
    if field is Field.TASK and is_cut_label(text):
        yield questions.label_cut(text)
    if field is Field.CONTENT:
        for found, say in (
            (reversed_sense(text), questions.sense_reversed),
            (broken_words(text), questions.text_damaged),
            (broken_end(text), questions.text_breaks_off),
        ):
            if found:
                yield say(found)


def _lead_change(task: Task, printed: Said, row: TaskRow, roster: Roster) -> Iterator[RowQuestion]:
    new = _units(row.lead, roster)
    if new in (_units(task.lead, roster), _units(printed["lead"], roster)):
        return
    offered = _choices_of(row, Field.LEAD) or ("、".join(row.lead) or naming.NOBODY,)
    text = revisions.value_changed(_COLUMNS[Field.LEAD], "、".join(task.lead), "、".join(row.lead))
    yield RowQuestion(Field.LEAD, text, (*offered, KEEP))


def _responsible_change(task: Task, printed: Said, row: TaskRow, roster: Roster) -> Iterator[RowQuestion]:
    listed = (*row.responsible.collective, *row.responsible.named)
    new = _units(listed, roster), _units(row.assisting, roster)
    old = said_by(task)
    for said in (old, printed):
        if new == (_units([*said["named"], *said["collective"]], roster), _units(said["assisting"], roster)):
            return
    helped = bool(row.assisting or task.assisting)
    before = naming.list_of(
        UnitsReading("", tuple(task.named), tuple(task.collective)), task.assisting, say_assisting=helped
    )
    after = naming.list_of(row.responsible, row.assisting, say_assisting=helped)
    offered = [] if helped else [one for one in _choices_of(row, Field.RESPONSIBLE) if one != after]
    text = revisions.value_changed(_COLUMNS[Field.RESPONSIBLE], before, after)
    yield RowQuestion(Field.RESPONSIBLE, text, (after, *offered, KEEP))


def _deadline_change(task: Task, printed: Said, row: TaskRow) -> Iterator[RowQuestion]:
    deadline = row.deadline
    new = (deadline.kind.value, _iso(deadline.due), kept_rule(deadline))
    if new == _deadline_of(said_by(task)):
        return
    if deadline.phrase == task.deadline_text and _deadline_of(said_by(task)) != _deadline_of(printed):
        return  # printed as before, and the office has said what it means
    if new == _deadline_of(printed):
        return
    offered = _choices_of(row, Field.DEADLINE) or _readings(deadline)
    text = revisions.value_changed("完成时限", _shown(task), deadline.phrase)
    yield RowQuestion(Field.DEADLINE, text, (*offered, KEEP))


def _deadline_of(said: Said) -> tuple[str, str | None, str | None]:
    return said["deadline_kind"], said["due_on"], said["rrule"]


def _readings(deadline: Deadline) -> tuple[str, ...]:
    """A day as such, anything else in its own words."""
    if deadline.kind in (DeadlineKind.DATE, DeadlineKind.RANGE) and deadline.due:
        return (deadline.due.isoformat(),)
    return (deadline.phrase or taking.NO_DEADLINE,)


def _shown(task: Task) -> str:
    if task.due_on and task.deadline_kind in (DeadlineKind.DATE, DeadlineKind.RANGE):
        return words.day(task.due_on)
    return words.duty(task.deadline_kind) or task.deadline_text


def _choices_of(row: TaskRow, field: Field) -> tuple[str, ...]:
    """What the reading of the newer version leaves open about a column."""
    asked = (one for one in row.questions if one.field is field and not one.about)
    return tuple(dict.fromkeys(choice for one in asked for choice in one.choices))


def _is_plain(question: Question, plan: Plan, roster: Roster) -> bool:
    new = question.choices[0]
    if question.field is Field.DEADLINE:
        read = expansion.answered_deadline(new, plan.year, plan.issued_on)
        is_early = bool(read and read.due and plan.issued_on and read.due < plan.issued_on)
        return new == taking.NO_DEADLINE or (read is not None and not is_early)
    if question.field in (Field.LEAD, Field.RESPONSIBLE):
        names = re.split(f"、|{naming.HELPERS}", new)
        return all(name == naming.NOBODY or expansion.knows(name, roster) for name in names)
    return not any(_text_doubts(question.field, new))


def _units(names: Iterable[str], roster: Roster) -> frozenset[str]:
    """The units a list of names means, each by the name of the roster; names it does not know as they stand."""
    return frozenset(one for name in names for one in (expansion.units_behind(name, roster) or [name]))


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def _iso(day: object) -> str | None:
    return str(day) if day else None
