"""Plans: an imported table as tasks, row by row, until the office stands behind them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlmodel import col

from storage.desk.questions import QuestionsDesk
from storage.desk.rosters import RostersDesk
from storage.desk.years import YearsDesk
from storage.records import Plan, Question, Task
from storage.states import TaskState
from storage.values import Deadline, DeadlineKind, TaskDocument, TaskRow


class PlansDesk(RostersDesk, QuestionsDesk, YearsDesk):
    """Documents as tasks."""

    def plan_with(self, sha256: str) -> Plan | None:
        """The plan whose version in force is exactly this file."""
        query = select(Plan).where(col(Plan.office_id) == self.office_id, col(Plan.sha256) == sha256)
        return self.session.scalars(query).first()

    def store_document(self, document: TaskDocument, sha256: str) -> Plan:
        """Keep a document as a plan of unconfirmed tasks with their questions."""
        plan = Plan(
            office_id=self.office_id,
            title=document.title,
            document_number=document.document_number,
            issued_on=document.issued_on,
            year=document.year,
            sha256=sha256,
            imported_at=self.now,
            layout=[[column.value, *said] for column, said in document.layout],
        )
        self.session.add(plan)
        self.session.flush()
        self.add_rows(plan, list(enumerate(document.rows)))
        self.note("import", f"plan/{plan.id}", title=document.title, rows=len(document.rows), sha256=sha256)
        return plan

    def add_rows(self, plan: Plan, rows: Sequence[tuple[int, TaskRow]]) -> list[Task]:
        """Add rows, each with its place in the document; a number that is taken already gets a second part."""
        taken = {task.number for task in self.tasks(plan.id)}
        added = []
        for position, row in rows:
            number = free_number(row.number, taken)
            taken.add(number)
            added.append(self._task(plan, position, number, row))
        self.session.add_all(added)
        self.session.flush()
        for task, (_, row) in zip(added, rows, strict=True):
            self.add_questions(task, row.questions)
        self.session.flush()
        return added

    def tasks(self, plan_id: int | None = None) -> list[Task]:
        """Tasks in the document's order; of one plan, or of all."""
        query = select(Task).where(col(Task.office_id) == self.office_id)
        if plan_id is not None:
            query = query.where(col(Task.plan_id) == plan_id)
        return self.all(query.order_by(col(Task.plan_id), col(Task.position)))

    def tasks_numbered(self, number: str) -> list[Task]:
        """Tasks with this printed number, of the newest plan first."""
        query = select(Task).where(col(Task.office_id) == self.office_id, col(Task.number) == number)
        return self.all(query.order_by(col(Task.plan_id).desc()))

    def set_deadline(self, task: Task, deadline: Deadline) -> None:
        """The office's word on a deadline: certain from now on."""
        task.deadline_kind, task.due_on, task.start_on = deadline.kind, deadline.due, deadline.start
        task.rrule, task.due_is_certain, task.stages = kept_rule(deadline), True, stages_of(deadline)
        self.session.add(task)

    def ready_tasks(self, plan_id: int) -> list[Task]:
        """Unconfirmed tasks without an open question."""
        asked = select(col(Question.task_id)).where(
            col(Question.office_id) == self.office_id, col(Question.answer).is_(None)
        )
        return self.all(
            select(Task)
            .where(col(Task.office_id) == self.office_id, col(Task.plan_id) == plan_id)
            .where(col(Task.state) == TaskState.UNCONFIRMED, col(Task.id).not_in(asked))
            .order_by(col(Task.position))
        )

    def show_rows(self, plan: Plan, tasks: Sequence[Task]) -> None:
        """The words of these rows, as units will read them, are before somebody of the office."""
        if self.actor is None:
            return
        for task in tasks:
            task.shown_at, task.shown_to = self.now, self.actor.id
            self.session.add(task)
        self.note("show_rows", f"plan/{plan.id}", numbers=[task.number for task in tasks])
        self.session.flush()

    def _task(self, plan: Plan, position: int, number: str, row: TaskRow) -> Task:
        """Who assists in a cell that names everybody (甲牵头，乙配合) is not responsible as well."""
        units = row.responsible
        task = Task(
            office_id=self.office_id,
            plan_id=plan.id or 0,
            position=position,
            number=number,
            theme=row.theme,
            label=row.task,
            content=row.content,
            lead=list(row.lead),
            named=[name for name in units.named if name not in units.assisting],
            collective=[name for name in units.collective if name not in units.assisting],
            assisting=list(row.assisting),
            open_ended=units.open_ended,
            deadline_text=row.deadline.phrase,
            deadline_kind=row.deadline.kind,
            due_on=row.deadline.due,
            start_on=row.deadline.start,
            rrule=kept_rule(row.deadline),
            due_is_certain=row.due_is_certain,
            soft=row.soft,
            inherited=dict(row.inherited),
            stages=stages_of(row.deadline),
        )
        task.printed = {column: [text, task.units_under(column)] for column, text in row.printed.items()}
        return task


def kept_rule(deadline: Deadline) -> str | None:
    """The rule of a rhythm as a task keeps it: a rhythm with an end (每月推进，12月底前完成) carries it as UNTIL."""
    if deadline.rrule is None or not deadline.milestones or deadline.due is None:
        return deadline.rrule
    return f"{deadline.rrule};UNTIL={deadline.due:%Y%m%d}"


def stages_of(deadline: Deadline) -> list[list[str]] | None:
    """The milestones of one duty before its last, which is the day it falls due; a rhythm's beats are none."""
    if deadline.kind not in (DeadlineKind.DATE, DeadlineKind.RANGE) or deadline.due is None:
        return None
    days = [[phrase, str(day)] for phrase, day in deadline.milestones if day and day < deadline.due]
    return sorted(days, key=lambda stage: stage[1]) or None


def free_number(number: str, taken: set[str]) -> str:
    """Two tables in one file may both begin with 1: the second row of that number is 1.2."""
    if number not in taken:
        return number
    return next(free for k in range(2, len(taken) + 3) if (free := f"{number}.{k}") not in taken)
