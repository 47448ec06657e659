"""Plans: the roster, the imported table, the office's questions, and the items that a confirmed task makes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import Select, func, or_, select
from sqlmodel import col

from storage.desk.base import BaseDesk
from storage.records import Alias, Item, Membership, Plan, Question, Task, Unit
from storage.states import Part, TaskState
from storage.values import Deadline, DeadlineKind, Field, Roster, RosterUnit, TaskDocument, TaskRow


class PlansDesk(BaseDesk):
    """Documents as tasks, tasks as items."""

    def units(self) -> list[Unit]:
        """The roster's units of today, in its order."""
        in_force = or_(col(Unit.to_on).is_(None), col(Unit.to_on) > self.today)
        return self.all(select(Unit).where(col(Unit.office_id) == self.office_id, in_force).order_by(col(Unit.id)))

    def roster(self) -> Roster:
        """The roster in force, with everything the office has taught it."""
        units = self.units()
        names: dict[int, list[str]] = {unit.id or 0: [] for unit in units}
        groups: dict[int, list[str]] = {unit.id or 0: [] for unit in units}
        for alias in self.all(select(Alias).where(col(Alias.office_id) == self.office_id).order_by(col(Alias.id))):
            names.get(alias.unit_id, []).append(alias.name)
        for place in self.all(self._memberships()):
            groups.get(place.unit_id, []).append(place.group)
        return Roster(
            office="",
            units=tuple(RosterUnit(u.name, u.kind, tuple(names[u.id or 0]), tuple(groups[u.id or 0])) for u in units),
            as_of=self.today,
        )

    def load_roster(self, roster: Roster) -> None:
        """Make the stored roster say what this one says; units no longer named end today, their history stays."""
        known = {unit.name: unit for unit in self.all(select(Unit).where(col(Unit.office_id) == self.office_id))}
        for listed in roster.units:
            unit = known.pop(listed.name, None) or Unit(office_id=self.office_id, name=listed.name, from_on=self.today)
            unit.kind, unit.to_on = listed.kind, None
            self.session.add(unit)
            self.session.flush()
            self._set_aliases(unit, listed.aliases)
            self._set_groups(unit, listed.groups)
        for gone in known.values():
            gone.to_on = gone.to_on or self.today
        self.note("roster", "office", units=len(roster.units), ended=sorted(known))

    def plan_with(self, sha256: str) -> Plan | None:
        """The plan that was imported from exactly this file."""
        query = select(Plan).where(col(Plan.office_id) == self.office_id, col(Plan.sha256) == sha256)
        return self.session.scalars(query).first()

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
        )
        self.session.add(plan)
        self.session.flush()
        for position, row in enumerate(document.rows):
            self._add_task(plan, position, row)
        self.note("import", f"plan/{plan.id}", title=document.title, rows=len(document.rows), sha256=sha256)
        return plan

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

    def open_questions(self, task_id: int | None = None) -> list[Question]:
        """What the office has not decided yet, in the order of the rows."""
        query = (
            select(Question)
            .join(Task, col(Task.id) == col(Question.task_id))
            .where(col(Question.office_id) == self.office_id, col(Question.answer).is_(None))
            .where(col(Task.state) == TaskState.UNCONFIRMED)
        )
        if task_id is not None:
            query = query.where(col(Question.task_id) == task_id)
        return self.all(query.order_by(col(Task.plan_id), col(Task.position), col(Question.id)))

    def ask(self, task: Task, field: Field, text: str) -> None:
        """Put a question about a row to the office, unless just that is open already."""
        if not any(question.text == text for question in self.open_questions(task.id)):
            self.session.add(
                Question(office_id=self.office_id, task_id=task.id or 0, field=field, text=text, choices=[])
            )
            self.session.flush()

    def answer_question(self, question: Question, answer: str) -> None:
        """Write down what the office decided; the caller has put the meaning of it into the task."""
        question.answer, question.answered_at = answer, self.now
        question.answered_by = self.actor.id if self.actor else None
        self.session.flush()
        self.note("decide", f"task/{question.task_id}", field=question.field, answer=answer)

    def set_deadline(self, task: Task, deadline: Deadline) -> None:
        """The office's word on a deadline: certain from now on."""
        task.deadline_kind, task.due_on, task.start_on = deadline.kind, deadline.due, deadline.start
        task.rrule, task.due_is_certain = deadline.rrule, True
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
            if (unit.id, occurrence := str(due) if task.deadline_kind is DeadlineKind.RECURRING and due else "")
            not in there
        ]
        self.session.add_all(made)
        days = [due for due in due_days if due is not None]
        if task.deadline_kind is DeadlineKind.RECURRING and days:
            task.expanded_to = max(days)
        self.session.flush()
        return len(made)

    def rhythms_to_expand(self) -> list[Task]:
        """Confirmed recurring tasks whose last occurrence has come."""
        return self.all(
            select(Task).where(
                col(Task.office_id) == self.office_id,
                col(Task.state) == TaskState.CONFIRMED,
                col(Task.deadline_kind) == DeadlineKind.RECURRING,
                col(Task.rrule).is_not(None),
                col(Task.expanded_to) < self.today,
            )
        )

    def parts_of(self, task_id: int | None) -> list[tuple[Unit, Part]]:
        """Which units have items of a task, and as what."""
        rows = self.session.execute(
            select(Unit, Item).join(Item, col(Item.unit_id) == col(Unit.id)).where(col(Item.task_id) == task_id)
        )
        return [*{unit.id: (unit, item.part) for unit, item in rows}.values()]

    def task_count(self) -> int:
        """How many tasks there are."""
        query = select(func.count()).select_from(Task).where(col(Task.office_id) == self.office_id)
        return self.session.scalar(query) or 0

    def learn_alias(self, name: str, unit: Unit) -> None:
        """Remember another name of a unit, so that it is not asked again."""
        query = select(Alias).where(col(Alias.office_id) == self.office_id, col(Alias.name) == name)
        if name != unit.name and self.session.scalars(query).first() is None:
            self.session.add(Alias(office_id=self.office_id, unit_id=unit.id or 0, name=name))
            self.note("alias", f"unit/{unit.id}", name=name)

    def _memberships(self) -> Select[Membership]:
        until = col(Membership.to_on)
        in_force = or_(until.is_(None), until > self.today)
        return (
            select(Membership).where(col(Membership.office_id) == self.office_id, in_force).order_by(col(Membership.id))
        )

    def _set_aliases(self, unit: Unit, names: Sequence[str]) -> None:
        known = {alias.name: alias for alias in self.all(select(Alias).where(col(Alias.office_id) == self.office_id))}
        for name in names:
            alias = known.get(name) or Alias(office_id=self.office_id, unit_id=0, name=name)
            alias.unit_id = unit.id or 0
            self.session.add(alias)

    def _set_groups(self, unit: Unit, groups: Sequence[str]) -> None:
        mine = {place.group: place for place in self.all(select(Membership).where(col(Membership.unit_id) == unit.id))}
        for group in groups:
            place = mine.pop(group, None) or Membership(
                office_id=self.office_id, group=group, unit_id=unit.id or 0, from_on=self.today
            )
            place.to_on = None
            self.session.add(place)
        for place in mine.values():
            place.to_on = place.to_on or self.today

    def _add_task(self, plan: Plan, position: int, row: TaskRow) -> None:
        task = Task(
            office_id=self.office_id,
            plan_id=plan.id or 0,
            position=position,
            number=row.number,
            theme=row.theme,
            label=row.task,
            content=row.content,
            lead=list(row.lead),
            named=list(row.responsible.named),
            collective=list(row.responsible.collective),
            assisting=list(row.assisting),
            open_ended=row.responsible.open_ended,
            deadline_text=row.deadline.phrase,
            deadline_kind=row.deadline.kind,
            due_on=row.deadline.due,
            start_on=row.deadline.start,
            rrule=row.deadline.rrule,
            due_is_certain=row.due_is_certain,
            soft=row.soft,
            inherited=dict(row.inherited),
        )
        self.session.add(task)
        self.session.flush()
        self.session.add_all(
            Question(
                office_id=self.office_id,
                task_id=task.id or 0,
                field=Field(question.field),
                text=question.text,
                choices=list(question.choices),
                about=question.about,
            )
            for question in row.questions
        )

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
            look_on=self.today,
        )
