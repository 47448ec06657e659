"""The office's decisions: what an answer to a question means for its row, and which rows may go out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from scheduler import expansion
from scheduler.deadlines import read_deadline
from storage.desk import Desk
from storage.records import Plan, Question, Task, Unit
from storage.roster import match
from storage.units import read_units
from storage.values import Deadline, DeadlineKind, Field, RowQuestion, TaskDocument, TaskRow

AS_IT_STANDS = "原文无误"
NOBODY = "无"
NO_DEADLINE = "无固定时限"


def with_ways_out(document: TaskDocument) -> TaskDocument:
    """Every question gets at least one button: a text may stand as it is, a deadline may be none."""
    return replace(document, rows=tuple(_with_way_out(row) for row in document.rows))


def decide(desk: Desk, task: Task, question: Question, answer: str) -> str | None:
    """Put an answer into its row. Returns why it cannot be taken (Chinese, one clause), or None when it was."""
    answer = answer.strip()
    source = desk.session.get_one(Plan, task.plan_id)
    if question.field is Field.DEADLINE:
        refused = _decide_deadline(desk, task, source, answer)
    elif question.field in (Field.LEAD, Field.RESPONSIBLE):
        refused = _decide_units(desk, task, question, answer)
    else:
        refused = _decide_text(task, question.field, answer)
    if refused is None:
        desk.session.add(task)
        desk.answer_question(question, answer)
    return refused


def confirm_ready(desk: Desk, source: Plan) -> int:
    """Confirm every row of a plan that has no open question and whose units the roster knows. Returns how many."""
    roster = desk.roster()
    units = {unit.name: unit for unit in desk.units()}
    done = 0
    for task in desk.ready_tasks(source.id or 0):
        strange = expansion.unknown(task, roster)
        told = expansion.parts(task, roster, units)
        if strange or not told:
            desk.ask(task, Field.RESPONSIBLE, _not_in_roster(strange))
            continue
        desk.confirm(task, told, expansion.due_days(task, source, desk.today))
        done += 1
    return done


def unit_named(desk: Desk, name: str) -> Unit | None:
    """A unit by its name or one of its other names."""
    found = match(name, desk.roster())
    wanted = found.unit.name if found.unit else name
    return next((unit for unit in desk.units() if unit.name == wanted), None)


def day_named(text: str, today: date) -> date | None:
    """A day as a person writes it: 2022-12-05, 12月5日."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        read = read_deadline(text, today.year, today)
        return None if read.ask else read.due


def _with_way_out(row: TaskRow) -> TaskRow:
    return replace(row, questions=tuple(_with_button(question) for question in row.questions))


def _with_button(question: RowQuestion) -> RowQuestion:
    if question.choices:
        return question
    if question.field is Field.DEADLINE:
        return replace(question, choices=(NO_DEADLINE,))
    return question if question.field in (Field.LEAD, Field.RESPONSIBLE) else replace(question, choices=(AS_IT_STANDS,))


def _decide_deadline(desk: Desk, task: Task, source: Plan, answer: str) -> str | None:
    if answer == NO_DEADLINE:
        desk.set_deadline(task, Deadline(answer, DeadlineKind.NONE))
        return None
    read = expansion.answered_deadline(answer, task, source)
    if read is None:
        return "未能识别为明确的时限，请写明日期，例如2022年11月30日"
    desk.set_deadline(task, read)
    return None


def _decide_units(desk: Desk, task: Task, question: Question, answer: str) -> str | None:
    roster = desk.roster()
    if answer == NOBODY:
        names: list[str] = []
    else:
        read = read_units(answer, "责任单位", roster)
        names = [*read.named, *read.collective]
        strange = [name for name in names if not expansion.knows(name, roster)]
        if strange or not names:
            return f"名册中没有「{'、'.join(strange) or answer}」，请填写名册中的单位或群组名称，或先更新名册"
    if question.about and len(names) == 1:
        _rename(desk, task, question.about, names[0])
    elif question.field is Field.LEAD:
        task.lead = names
    else:
        task.named = [name for name in names if name not in read.collective] if names else []
        task.collective = list(read.collective) if names else []
    return None


def _rename(desk: Desk, task: Task, printed: str, name: str) -> None:
    """One unit under its right name; the printed one is remembered, so that it is not asked again."""
    for column in ("lead", "named", "assisting"):
        setattr(task, column, list(dict.fromkeys(name if one == printed else one for one in getattr(task, column))))
    unit = unit_named(desk, name)
    if unit is not None and unit_named(desk, printed) is None:
        desk.learn_alias(printed, unit)


def _decide_text(task: Task, field: Field, answer: str) -> str | None:
    if not answer:
        return "内容为空"
    if answer != AS_IT_STANDS and field is Field.TASK:
        task.label = answer
    elif answer != AS_IT_STANDS and field is Field.CONTENT:
        task.content = answer
    return None


def _not_in_roster(strange: list[str]) -> str:
    if not strange:
        return "该行没有可以落实的责任单位，请填写责任单位。"
    return f"名册中没有「{'、'.join(strange)}」，请填写对应的单位，或更新名册后再确认。"
