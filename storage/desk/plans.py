"""Plans: an imported table as tasks, and the items that a confirmed task makes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import or_, select, update
from sqlmodel import col

from storage.desk.questions import QuestionsDesk
from storage.desk.rosters import RostersDesk
from storage.records import Item, Plan, Question, Report, Task, Unit
from storage.states import ItemState, Part, TaskState, Verdict
from storage.times import times_wanted
from storage.values import Deadline, DeadlineKind, TaskDocument, TaskRow


class PlansDesk(RostersDesk, QuestionsDesk):
    """Documents as tasks, tasks as items."""

    def plan_with(self, sha256: str) -> Plan | None:
        """The plan whose version in force is exactly this file."""
        query = select(Plan).where(col(Plan.office_id) == self.office_id, col(Plan.sha256) == sha256)
        return self.session.scalars(query).first()

    def nothing_waits(self, items: Iterable[Item]) -> None:
        """What was reported or asked of items that are closed now waits for the office's word no longer."""
        about = col(Report.item_id).in_([item.id for item in items])
        pending = update(Report).where(about, col(Report.verdict) == Verdict.PENDING)
        self.session.execute(pending.values(verdict=Verdict.NONE))

    def plans(self) -> list[Plan]:
        """Every plan, newest last."""
        return self.all(select(Plan).where(col(Plan.office_id) == self.office_id).order_by(col(Plan.id)))

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

    def confirm(self, task: Task, parts: Iterable[tuple[Unit, Part]], due_days: Sequence[date | None]) -> int:
        """The office stands behind a row: one item per unit and occurrence is made. Returns how many are new."""
        task.state, task.confirmed_at = TaskState.CONFIRMED, task.confirmed_at or self.now
        self.session.add(task)
        made = self.make_items(task, parts, due_days)
        self.note("confirm", f"task/{task.id}", number=task.number, items=made)
        return made

    def make_items(self, task: Task, parts: Iterable[tuple[Unit, Part]], due_days: Sequence[date | None]) -> int:
        """Items for the units of a task, one per due day (an occurrence of a rhythm, or the only day)."""
        there = set(
            self.session.execute(select(col(Item.unit_id), col(Item.occurrence)).where(col(Item.task_id) == task.id))
        )
        made = [
            self._item(task, unit, part, due, occurrence)
            for unit, part in parts
            for due in due_days
            if (unit.id, occurrence := occurrence_of(task, due)) not in there
        ]
        self.session.add_all(made)
        days = [due for due in due_days if due is not None]
        if task.deadline_kind is DeadlineKind.RECURRING and days:
            task.expanded_to = max(days)
        self.session.flush()
        return len(made)

    def go_on(self, task: Task, due_days: Sequence[date | None]) -> int:
        """A rhythm goes on: the same units get its next occurrences. Returns how many items are new."""
        made = self.make_items(task, self.parts_going_on(task), due_days)
        if made:
            self.note("go_on", f"task/{task.id}", number=task.number, items=made)
        return made

    def rhythms_to_expand(self) -> list[Task]:
        """Confirmed recurring tasks whose last occurrence has come."""
        query = select(Task).where(
            col(Task.office_id) == self.office_id,
            col(Task.state) == TaskState.CONFIRMED,
            col(Task.deadline_kind) == DeadlineKind.RECURRING,
            col(Task.rrule).is_not(None),
            col(Task.expanded_to) < self.today,
            or_(col(Task.ends_on).is_(None), col(Task.ends_on) >= self.today),
        )
        return self.all(query.order_by(col(Task.id)).with_for_update(key_share=True))

    def parts_of(self, task_id: int | None) -> list[tuple[Unit, Part]]:
        """Which units have items of a task, and as what."""
        rows = self.session.execute(
            select(Unit, Item).join(Item, col(Item.unit_id) == col(Unit.id)).where(col(Item.task_id) == task_id)
        )
        return [*{unit.id: (unit, item.part) for unit, item in rows}.values()]

    def parts_going_on(self, task: Task) -> list[tuple[Unit, Part]]:
        """Which units a rhythm goes on for: where the office did not stop the last item, and the unit still exists."""
        query = select(Unit, Item).join(Item, col(Item.unit_id) == col(Unit.id)).where(col(Item.task_id) == task.id)
        last = {unit.id: (unit, item) for unit, item in self.session.execute(query.order_by(col(Item.id)))}
        return [
            (unit, item.part)
            for unit, item in last.values()
            if item.state is not ItemState.STOPPED and (unit.to_on is None or unit.to_on > self.today)
        ]

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

    def _item(self, task: Task, unit: Unit, part: Part, due: date | None, occurrence: str) -> Item:
        return Item(
            office_id=self.office_id,
            task_id=task.id or 0,
            unit_id=unit.id or 0,
            occurrence=occurrence,
            number=task.number,
            part=part,
            kind=task.deadline_kind,
            due_on=due,
            first_due_on=due,
            due_is_certain=task.due_is_certain,
            soft=task.soft,
            stages=task.stage_days,
            look_on=self.today,
            times_wanted=times_of(task),
            check_ins=task.check_ins,
        )


def times_of(task: Task) -> int:
    """How many times a row wants something done in each of its periods; 0 where it sets no count."""
    return times_wanted(task.content or task.label, task.deadline_text, task.deadline_kind, task.rrule)


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


def occurrence_of(task: Task, due: date | None) -> str:
    """What tells the items of one unit and task apart: the due day of a rhythm's occurrence, else nothing."""
    return str(due) if task.deadline_kind is DeadlineKind.RECURRING and due else ""


def free_number(number: str, taken: set[str]) -> str:
    """Two tables in one file may both begin with 1: the second row of that number is 1.2."""
    if number not in taken:
        return number
    return next(free for k in range(2, len(taken) + 3) if (free := f"{number}.{k}") not in taken)
