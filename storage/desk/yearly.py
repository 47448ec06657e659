"""The turn of the year: what goes into next year's plan, with its lineage; and the bonuses of a year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import select
from sqlmodel import col

from storage.desk.confirming import ConfirmingDesk
from storage.desk.plans import free_number
from storage.desk.tallies import TalliesDesk
from storage.records import Bonus, Item, Plan, Task, Unit
from storage.records.plans import CARRY_OVER
from storage.states import WITH_UNIT, ItemState, Part, TaskState
from storage.values import Deadline

_STAYS = (ItemState.CARRIED_OVER, ItemState.STOPPED)


class YearlyDesk(ConfirmingDesk, TalliesDesk):
    """结转: a row of last year's plan gets one in next year's, its items likewise; none is ever taken over twice."""

    def carry_plan(self, year: int, title: str) -> Plan:
        """The plan of what a year takes over; made the first time it is asked for."""
        key = f"{CARRY_OVER}{year}"
        plan = self.plan_with(key)
        if plan is None:
            plan = Plan(
                office_id=self.office_id, title=title, issued_on=self.today, year=year, sha256=key, imported_at=self.now
            )
            self.session.add(plan)
            self.session.flush()
            self.note("carry_plan", f"plan/{plan.id}", year=year)
        return plan

    def carry_task(self, old: Task, plan: Plan, deadline: Deadline) -> Task:
        """A row of next year's plan, confirmed as the old one is, under a deadline of its own."""
        beside = self.tasks(plan.id)
        said = old.model_dump(exclude={"id", "plan_id", "position", "number", "expanded_to", "ends_on", "check_ins"})
        task = Task(
            **said,
            plan_id=plan.id or 0,
            position=len(beside),
            number=free_number(old.number, {one.number for one in beside}),
        )
        task.carried_from, task.state, task.confirmed_at = old.id, TaskState.CONFIRMED, self.now
        task.deadline_text, task.inherited = deadline.phrase, None
        self.set_deadline(task, deadline)
        self.session.flush()
        self.note("carry_task", f"task/{task.id}", old=old.id, year=plan.year, due=_said(deadline.due))
        return task

    def carry_items(self, task: Task, old: Sequence[Item], due: date | None, begins_on: date) -> list[Item]:
        """An item in next year's row for each of these, which become 结转."""
        carried = [self._carried(task, item, due, begins_on) for item in old]
        for item in old:
            item.state, item.look_on = ItemState.CARRIED_OVER, None
        self.session.add_all([*carried, *old])
        self.nothing_waits(old)
        self.session.flush()
        for new, item in zip(carried, old, strict=True):
            self.note("carry_over", f"item/{item.id}", into=new.id, due=_said(due), years_open=new.years_open)
        return carried

    def start_rhythm(
        self, task: Task, old: Task, days: Sequence[date | None], begins_on: date, last: date
    ) -> list[Item]:
        """A rhythm that ends in the old plan on `last` goes on in next year's: what it has there after that day goes
        along as it stands, whatever was said of it; where there is nothing yet, its next occurrence is made.
        """
        parts = self.parts_going_on(old)
        moved = self._taken_along(task, old, last)
        there = {item.unit_id for item in moved}
        missing = [one for one in parts if one[0].id not in there]
        self.make_items(task, missing, [old.expanded_to] if moved else days)
        made = self.all(select(Item).where(col(Item.task_id) == task.id, col(Item.unit_id).not_in(there)))
        before = {item.unit_id: item for item in self._items(old) if item.state is not ItemState.STOPPED}
        for item in made:
            item.begins_on, item.look_on = begins_on, max(begins_on, self.today)
            item.carried_from = before[item.unit_id].id if item.unit_id in before else None
        old.ends_on = last
        self.session.add_all([*made, old])
        self.session.flush()
        self.note("carry_rhythm", f"task/{old.id}", into=task.id, items=len(made), moved=[item.id for item in moved])
        return [*moved, *made]

    def end_repeated(self, old: Task, new: Task, items: Sequence[Item]) -> None:
        """A row ends for one that says the same; these items of it become 结转, into their units' next there."""
        waiting: dict[int, Item] = {}
        for one in reversed(self._items(new)):
            if one.carried_from is None:
                waiting[one.unit_id] = one
        for item in items:
            item.state, item.closed_on, item.look_on = ItemState.CARRIED_OVER, self.today, None
            into = waiting.pop(item.unit_id, None)
            if into is not None:
                into.carried_from = item.id
        old.ends_on = self.today
        self.session.add_all([old, *items])
        self.nothing_waits(items)
        self.session.flush()
        self.note("end_repeated", f"task/{old.id}", into=new.id, items=[item.id for item in items])

    def items_by_old_task(self, tasks: Iterable[Task]) -> dict[int, list[Item]]:
        """What of these rows has not gone into next year yet and was not stopped, by row, oldest first."""
        ids = [task.id for task in tasks]
        query = select(Item).where(col(Item.task_id).in_(ids), col(Item.state).not_in(_STAYS))
        found: dict[int, list[Item]] = {}
        for item in self.all(query.order_by(col(Item.task_id), col(Item.unit_id), col(Item.due_on), col(Item.id))):
            found.setdefault(item.task_id, []).append(item)
        return found

    def items_of_year(self, year: int) -> list[tuple[Item, Unit, Plan]]:
        """Every item of a year that was handed to a unit to do: by its first day, or where it has none by its plan."""
        query = (
            select(Item, Unit, Plan)
            .join(Task, col(Task.id) == col(Item.task_id))
            .join(Plan, col(Plan.id) == col(Task.plan_id))
            .join(Unit, col(Unit.id) == col(Item.unit_id))
            .where(col(Item.office_id) == self.office_id, col(Item.part) != Part.ASSISTING)
            .where(col(Task.state) == TaskState.CONFIRMED)
            .order_by(col(Unit.id), col(Item.id))
        )
        return [row for row in self.session.execute(query) if _year_of(row[0], row[2]) == year]

    def give_bonus(self, unit: Unit, year: int, tenths: int, reason: str) -> Bonus:
        """加分 for a 亮点; `tenths` of a point."""
        bonus = Bonus(
            office_id=self.office_id,
            unit_id=unit.id or 0,
            year=year,
            tenths=tenths,
            reason=reason,
            given_by=self.actor.id if self.actor else None,
            at=self.now,
        )
        self.session.add(bonus)
        self.session.flush()
        self.note("give_bonus", f"unit/{unit.id}", bonus=bonus.id, year=year, tenths=tenths, reason=reason)
        return bonus

    def withdraw_bonus(self, bonus: Bonus) -> bool:
        """Take a bonus back; False where that has been done."""
        if bonus.withdrawn_at is not None:
            return False
        bonus.withdrawn_at = self.now
        self.session.add(bonus)
        self.session.flush()
        self.note("withdraw_bonus", f"unit/{bonus.unit_id}", bonus=bonus.id)
        return True

    def bonuses(self, year: int) -> list[Bonus]:
        """The bonuses of a year that stand, in the order they were given."""
        query = select(Bonus).where(col(Bonus.office_id) == self.office_id, col(Bonus.year) == year)
        return self.all(query.where(col(Bonus.withdrawn_at).is_(None)).order_by(col(Bonus.id)))

    def set_check_ins(self, task: Task, days: Sequence[date]) -> int:
        """The days on which units are asked how a 全年 row goes on; none: each quarter. Returns the open items."""
        before, task.check_ins = task.check_ins, " ".join(map(str, sorted(days)))
        items = self.all(select(Item).where(col(Item.task_id) == task.id, col(Item.state).in_(list(WITH_UNIT))))
        for item in items:
            item.check_ins, item.look_on = task.check_ins, max(self.today, item.begins_on or self.today)
        self.session.add_all([task, *items])
        self.session.flush()
        self.note("set_check_ins", f"task/{task.id}", before=before, days=task.check_ins, items=len(items))
        return len(items)

    def _taken_along(self, task: Task, old: Task, last: date) -> list[Item]:
        """The occurrences of a row after a day, as those of another."""
        moved = [item for item in self._items(old) if item.due_on and item.due_on > last]
        for item in moved:
            item.task_id, item.number = task.id or 0, task.number
        self.session.add_all(moved)
        self.session.flush()
        return moved

    def _items(self, task: Task) -> list[Item]:
        return self.all(select(Item).where(col(Item.task_id) == task.id).order_by(col(Item.due_on), col(Item.id)))

    def _carried(self, task: Task, old: Item, due: date | None, begins_on: date) -> Item:
        counted = self.times_counted([old]).get(old.id or 0, 0)
        return Item(
            office_id=self.office_id,
            task_id=task.id or 0,
            unit_id=old.unit_id,
            occurrence=old.occurrence,
            number=task.number,
            part=old.part,
            kind=task.deadline_kind,
            due_on=due,
            first_due_on=due,
            due_is_certain=True,
            soft=task.soft,
            look_on=max(begins_on, self.today),
            begins_on=begins_on,
            times_wanted=max(1, old.times_wanted - counted) if old.times_wanted else 0,
            carried_from=old.id,
            years_open=old.years_open + (old.state in WITH_UNIT),
        )


def _year_of(item: Item, plan: Plan) -> int:
    day = item.first_due_on
    if day is not None:
        return day.year
    return plan.of_year


def _said(day: date | None) -> str | None:
    return str(day) if day else None
