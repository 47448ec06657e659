"""Questions: what the office has to decide about a row, and what a row said before each decision."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from storage.desk.base import BaseDesk
from storage.records import Event, Plan, Question, Task
from storage.states import TaskState
from storage.values import DeadlineKind, Field, RowQuestion

Said = dict[str, Any]
"""What a row says, as plain values that fit into an event."""

SAID = (
    "number",
    "theme",
    "label",
    "content",
    "lead",
    "named",
    "collective",
    "assisting",
    "open_ended",
    "deadline_kind",
    "due_on",
    "start_on",
    "rrule",
    "stages",
    "due_is_certain",
    "soft",
    "state",
)
_TYPED: dict[str, Callable[[str], Any]] = {
    "deadline_kind": DeadlineKind,
    "state": TaskState,
    "due_on": date.fromisoformat,
    "start_on": date.fromisoformat,
}
MOOT = "不再适用"
"""The answer under which a question is closed that a later decision has made meaningless."""


def said_by(task: Task) -> Said:
    """Everything about a row that a decision may change."""
    return {name: plain_value(getattr(task, name)) for name in SAID}


class QuestionsDesk(BaseDesk):
    """Asking, answering, and looking back at what was decided."""

    def open_questions(self, task_id: int | None = None, plan_id: int | None = None) -> list[Question]:
        """What the office has not decided yet, in the order of the rows: of one row, of one plan, or all."""
        query = (
            select(Question)
            .join(Task, col(Task.id) == col(Question.task_id))
            .where(col(Question.office_id) == self.office_id, col(Question.answer).is_(None))
            .where(col(Task.state) != TaskState.STOPPED)
        )
        if task_id is not None:
            query = query.where(col(Question.task_id) == task_id)
        if plan_id is not None:
            query = query.where(col(Task.plan_id) == plan_id)
        return self.all(query.order_by(col(Task.plan_id), col(Task.position), col(Question.id)))

    def questions_of(self, plan: Plan) -> list[Question]:
        """Every question ever asked about a plan's rows, answered or not."""
        query = select(Question).join(Task, col(Task.id) == col(Question.task_id))
        return self.all(query.where(col(Task.plan_id) == plan.id).order_by(col(Question.id)))

    def added_in_chat(self) -> set[int]:
        """The rows that no document has: the office added them by a line."""
        self.put_down()
        query = select(col(Event.subject)).where(col(Event.office_id) == self.office_id, col(Event.act) == "add_task")
        return {int(subject.removeprefix("task/")) for subject in self.session.scalars(query)}

    def ask(self, task: Task, asked: RowQuestion) -> None:
        """Put a question about a row to the office, unless just that is open already."""
        if not any(one.text == asked.text for one in self.open_questions(task.id)):
            self.add_questions(task, [asked])
            self.session.flush()

    def add_questions(self, task: Task, asked: Iterable[RowQuestion]) -> None:
        """Keep the questions of a row."""
        self.session.add_all(
            Question(
                office_id=self.office_id,
                task_id=task.id or 0,
                field=Field(one.field),
                text=one.text,
                choices=list(one.choices),
                about=one.about,
            )
            for one in asked
        )

    def decided(self, task: Task, question: Question, answer: str, before: Said, adopted: bool = False) -> None:
        """Write down what the office decided and what the row said before it; the row itself has been changed.

        `adopted`: the row now says what a newer version of its document prints.
        """
        self._close(question, answer)
        now = said_by(task)
        changed = {name: before[name] for name in SAID if before[name] != now[name]}
        self.note(
            "decide",
            f"task/{task.id}",
            field=question.field,
            answer=answer,
            before=changed,
            **({"adopted": True} if adopted else {}),
        )

    def renamed(self, task: Task, question: Question, before: Said) -> None:
        """A row that was not asked about says what the answer to another row's question makes of a name."""
        changed = {name: value for name, value in before.items() if value != said_by(task)[name]}
        self.note("decide", f"task/{task.id}", field=question.field, about=question.about, before=changed)

    def set_aside(self, question: Question, why: str) -> None:
        """Close a question that has no meaning any more; nothing is changed."""
        self._close(question, MOOT)
        self.note("set_aside", f"task/{question.task_id}", question=question.text, why=why)

    def reopen(self, task: Task, question: Question) -> None:
        """Take an answer back: the row says again what it said before, and the question is open."""
        self.put_down()
        made = select(Event).where(col(Event.office_id) == self.office_id, col(Event.act) == "decide")
        mine = made.where(col(Event.subject) == f"task/{task.id}").order_by(col(Event.number).desc())
        said = (event.detail or {} for event in self.session.scalars(mine))
        last = next((one for one in said if one["field"] == question.field and "about" not in one), {})
        for name, value in last.get("before", {}).items():
            setattr(task, name, _TYPED[name](value) if value and name in _TYPED else value)
        self.note("reopen", f"task/{task.id}", field=question.field, answer=question.answer)
        question.answer = question.answered_at = question.answered_by = None
        self.session.add_all((task, question))
        self.session.flush()

    def last_answer_about(self, name: str) -> str | None:
        """What the office last said a printed name means, in any document."""
        query = (
            select(Question)
            .where(col(Question.office_id) == self.office_id, col(Question.about) == name)
            .where(col(Question.answer).is_not(None), col(Question.answer) != MOOT)
            .order_by(col(Question.answered_at).desc(), col(Question.id).desc())
        )
        last = self.session.scalars(query).first()
        return last.answer if last else None

    def as_printed(self, tasks: Iterable[Task]) -> dict[int, Said]:
        """What the office's version of the document prints in each row: what it says, with every decision undone."""
        printed = {task.id or 0: dict[str, Any]() for task in tasks}
        self.put_down()
        decisions = (
            select(Event)
            .where(col(Event.office_id) == self.office_id, col(Event.act) == "decide")
            .order_by(col(Event.number))
        )
        for event in self.session.scalars(decisions):
            kind, _, task_id = event.subject.partition("/")
            if kind == "task" and int(task_id) in printed:
                _undo(printed[int(task_id)], event.detail or {})
        return {task.id or 0: said_by(task) | printed[task.id or 0] for task in tasks}

    def _close(self, question: Question, answer: str) -> None:
        question.answer, question.answered_at = answer, self.now
        question.answered_by = self.actor.id if self.actor else None
        self.session.add(question)
        self.session.flush()


def plain_value(value: Any) -> Any:
    """A field of a record as it fits into an event: enums and days as text."""
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, list) else value


def _undo(printed: Said, detail: Said) -> None:
    """The first decision on a field knows what was printed; adopting a newer version begins anew."""
    for name, value in detail.get("before", {}).items():
        if detail.get("adopted"):
            printed.pop(name, None)
        else:
            printed.setdefault(name, value)
