"""What a row of a newer version says otherwise than the one in force, a question to the office for each column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from messages import questions, revisions, words
from scheduler import expansion, naming, taking
from scheduler.amending import KEEP
from scheduler.legibility import broken_end, broken_words, is_cut_label, reversed_sense
from storage.desk.plans import kept_rule
from storage.desk.questions import Said, said_by
from storage.records import Task
from storage.values import Deadline, DeadlineKind, Field, Roster, RowQuestion, TaskRow, UnitsReading


def changes(task: Task, printed: Said, row: TaskRow, roster: Roster) -> Iterator[RowQuestion]:
    """What a row of a newer version says otherwise than both the one in force and the row as it stands."""
    yield from _text_change(Field.TASK, task.label, printed["label"], row.task)
    yield from _text_change(Field.CONTENT, task.content, printed["content"], row.content)
    yield from _lead_change(task, printed, row, roster)
    yield from _responsible_change(task, printed, row, roster)
    yield from _deadline_change(task, printed, row)
    if row.number != task.number and "." not in task.number:
        yield renumbering(task, row)


def renumbering(task: Task, row: TaskRow) -> RowQuestion:
    """A row that the newer version numbers otherwise."""
    return RowQuestion(Field.ROW, revisions.value_changed("序号", task.number, row.number), (row.number, KEEP))


def _text_change(field: Field, now: str, printed: str, new: str) -> Iterator[RowQuestion]:
    if _bare(new) in (_bare(now), _bare(printed)) or not new:
        return
    text = revisions.text_changed(words.column(field), now, new)
    doubts = "".join(text_doubts(field, new))
    yield RowQuestion(field, text + doubts, (new, KEEP))


def text_doubts(field: Field, text: str) -> Iterator[str]:
    """What a person must look at before a text of the newer version goes to units."""
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
    text = revisions.value_changed(words.column(Field.LEAD), "、".join(task.lead), "、".join(row.lead))
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
    text = revisions.value_changed(words.column(Field.RESPONSIBLE), before, after)
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
    text = revisions.value_changed(words.column(Field.DEADLINE), _shown(task), deadline.phrase)
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


def _units(names: Iterable[str], roster: Roster) -> frozenset[str]:
    """The units a list of names means, each by the name of the roster; names it does not know as they stand."""
    return frozenset(one for name in names for one in (expansion.units_behind(name, roster) or [name]))


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def _iso(day: object) -> str | None:
    return str(day) if day else None
