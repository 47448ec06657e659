"""The deadline of a row: its column read beside its own text, and what the office is asked about it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from messages import questions
from scheduler.deadlines import phase_doubt
from scheduler.inheritance import InForce
from scheduler.times import DATED, Said, Times, days_of
from storage.values import Deadline, DeadlineKind, Field, RowQuestion

NO_DEADLINE = "无"

_SENTENCES = re.compile(r"[。；;]")
_SEE_REMARKS = re.compile(r"^[（(]?(?:详?见|按|同)备注")
_SOFT = re.compile(r"鼓励|探索|争取|倡导|(?<!应)(?<!应当)(?<!要)(?<!须)积极")


@dataclass(frozen=True, slots=True)
class Due:
    """The deadline in force and the questions about it; it is certain where there are none."""

    deadline: Deadline
    questions: tuple[RowQuestion, ...] = ()


def due_of(cell: InForce, start: str, text: str, remarks: str, source_number: str, times: Times) -> Due:
    """Reads the deadline cell in force (`source_number`: of the row it is printed in) beside the row's text."""
    said = times.in_year_of(times.read(cell.text)).said_in(text)
    if times.for_blanks and not cell.is_certain and not said.days:
        return Due(times.for_blanks)
    if not cell.text or _SEE_REMARKS.search(cell.text):
        return _without_column(cell, said, remarks, times)
    if not cell.is_certain:
        elsewhere = (*times.said_in(remarks).days, *(times.noticed if times.is_for_all else ()))
        cell = replace(cell, others=(*cell.others, *(one.phrase for one in elsewhere)))
    if cell.by_heading and said.days:
        return _under_heading(times.read(cell.text), said.days)
    deadline = _settled(_with_start(times.read(cell.text), start, times), said.days)
    asked = (*_doubts(deadline, cell, said.days, source_number, times), *_before_start(deadline, start, times))
    return Due(deadline._replace(ask=deadline.ask or bool(asked)), asked)


def is_soft(text: str) -> bool:
    """True where every sentence only encourages: such a task is never late.

    >>> is_soft("探索将标准嵌入业务系统"), is_soft("应积极开展解读"), is_soft("鼓励创新。年底前完成建设")
    (True, False, False)
    """
    sentences = [sentence for sentence in _SENTENCES.split(text) if sentence.strip()]
    return bool(sentences) and all(_SOFT.search(sentence) for sentence in sentences)


def _with_start(deadline: Deadline, start: str, times: Times) -> Deadline:
    """A start column dates the beginning and never the end."""
    if not start or deadline.kind is not DeadlineKind.DATE or deadline.ask:
        return deadline
    period = times.read(f"{start}至{deadline.phrase}")
    if period.ask or period.due != deadline.due or period.start is None:
        return deadline
    return deadline._replace(kind=DeadlineKind.RANGE, start=period.start)


def _before_start(deadline: Deadline, start: str, times: Times) -> Iterator[RowQuestion]:
    """The two columns of one row mixed up, or a year miswritten in one of them."""
    begin = times.read(f"{start}起").start if start and deadline.due and not deadline.ask else None
    if begin and deadline.due and deadline.due < begin:
        yield _question(questions.deadline_before_start(deadline.phrase, start), [deadline, times.read(start)])


def _settled(deadline: Deadline, said: Sequence[Deadline]) -> Deadline:
    """Of the readings of an ambiguous phrase the one the row's own text names; still to be confirmed."""
    dues = {one.due for one in said if not one.ask}
    agreeing = [reading for reading in deadline.readings if reading.due in dues]
    return deadline._replace(due=agreeing[0].due) if deadline.ask and len(agreeing) == 1 else deadline


def _doubts(
    deadline: Deadline, cell: InForce, said: Sequence[Deadline], source_number: str, times: Times
) -> Iterator[RowQuestion]:
    if not cell.is_certain:
        text = questions.deadline_taken_over(cell.text, source_number)
        yield _question(text, [deadline, *map(times.read, cell.others)])
    contradicting = _contradicting(deadline, said)
    if contradicting:
        text = questions.deadline_contradicted(deadline.phrase, [one.phrase for one in contradicting])
        yield _question(text, [deadline, *contradicting])
    elif deadline.ask:
        yield _question(questions.deadline_unclear(deadline.phrase, deadline.why), [deadline])
    elif deadline.kind is DeadlineKind.RELATIVE and deadline.due is None:
        yield _question(questions.deadline_counts_from(deadline.phrase), [deadline])
    if deadline.kind in DATED and deadline.due and times.issued_on and deadline.due < times.issued_on:
        text = questions.deadline_before_issue(deadline.due, times.issued_on)
        yield RowQuestion(Field.DEADLINE, text, (deadline.due.isoformat(), NO_DEADLINE))


def _contradicting(deadline: Deadline, said: Sequence[Deadline]) -> list[Deadline]:
    """The dates of the text that the column does not allow for: other days, or later ones."""
    if deadline.ask or not deadline.due:
        return list(said)
    allowed = {deadline.due, *(day for _, day in deadline.milestones)}
    others = [one for one in said if not days_of(one) & allowed]
    return [one for one in others if len(others) == len(said) or min(days_of(one)) > deadline.due]


def _without_column(cell: InForce, said: Said, remarks: str, times: Times) -> Due:
    """No deadline is printed for the row: its text may hold one, a remark, or the covering notice one for all."""
    beside = [times.read(other) for other in cell.others]
    if days := said.days or tuple(filter(days_of, said.in_brackets)):
        return _from_text(days, beside)
    if vague := said.spells or said.undated or said.in_brackets:
        question = _question(questions.deadline_from_text([one.phrase for one in vague]), [*vague, *beside])
        return Due(vague[0]._replace(ask=True), (question,))
    if beside:
        deadline = times.read("")
        question = _question(questions.deadline_missing(), beside)
        return Due(deadline._replace(ask=True), (question,))
    about = times.said_in(remarks)
    remarked = (*about.days, *about.spells, *about.undated)
    if remarked and not times.is_for_all:
        question = _question(questions.deadline_from_remarks([one.phrase for one in remarked]), remarked)
        return Due(times.read("")._replace(ask=True), (question,))
    return _from_notice(times)


def _from_text(said: Sequence[Deadline], beside: Sequence[Deadline]) -> Due:
    """One day in the text of a table without deadlines is the deadline; anything else is asked."""
    last = max(said, key=lambda one: max(days_of(one)))
    if not beside and not last.ask and len({days_of(one) for one in said}) == 1:
        return Due(last)
    milestones = tuple((one.phrase, one.due) for one in said)
    question = _question(questions.deadline_from_text([one.phrase for one in said]), [*said, *beside])
    return Due(last._replace(milestones=milestones, ask=True), (question,))


def _under_heading(over: Deadline, said: Sequence[Deadline]) -> Due:
    """The row's own day goes before the heading's; asked about where it lies behind it."""
    is_within = over.due and not over.ask and all(max(days_of(one)) <= over.due for one in said)
    return _from_text(said, [] if is_within else [over])


def _from_notice(times: Times) -> Due:
    if times.is_for_all:
        return Due(times.noticed[0])
    if not times.noticed:
        return Due(times.read(""))
    question = _question(questions.deadline_from_notice([one.phrase for one in times.noticed]), times.noticed)
    return Due(times.read("")._replace(ask=True), (question,))


def _question(text: str, readings: Sequence[Deadline]) -> RowQuestion:
    return RowQuestion(
        Field.DEADLINE, text, tuple(dict.fromkeys(choice for one in readings for choice in choices_of(one)))
    )


def choices_of(deadline: Deadline) -> list[str]:
    """A day as such; a period (全年) in its own words, which say more than its last day; 每两年 with its beginnings."""
    if deadline.kind in (*DATED, DeadlineKind.RELATIVE, DeadlineKind.EVENT) and days_of(deadline):
        return [day.isoformat() for day in sorted(days_of(deadline))]
    if phase_doubt(deadline.rrule, deadline.start) and deadline.readings:
        return [reading.why for reading in deadline.readings]
    return [deadline.phrase] if deadline.phrase else []
