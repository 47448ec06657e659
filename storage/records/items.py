"""责任项: what one unit owes of one task."""

from datetime import date

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.columns import choice, json_object
from storage.indexes import only_where
from storage.states import WITH_UNIT, ItemState, Part
from storage.values import DeadlineKind


class Item(SQLModel, table=True):
    """责任项: one task × one unit × one occurrence. Carries what the plan needs, so deciding reads one row."""

    __table_args__ = (
        UniqueConstraint("task_id", "unit_id", "occurrence"),
        UniqueConstraint("carried_from", name="item_carried_once"),
        only_where("item_to_look_at", "office_id", "look_on", where="look_on IS NOT NULL"),
        Index("item_of_unit", "unit_id", "state"),
        Index("item_of_office", "office_id", "state", "due_on"),
        only_where("item_counted", "office_id", where="times_wanted > 0"),
    )
    id: int | None = Field(default=None, primary_key=True)
    office_id: int = Field(foreign_key="office.id")
    task_id: int = Field(foreign_key="task.id")
    unit_id: int = Field(foreign_key="unit.id")
    occurrence: str = ""  # the due day a recurring duty was made for; "" for the only one
    number: str  # of the task, as printed
    part: Part = choice(Part)
    kind: DeadlineKind = choice(DeadlineKind)
    due_on: date | None = None  # in force: an extension moves it
    first_due_on: date | None = None  # as issued: never moves
    due_is_certain: bool = True
    soft: bool = False
    stages: list[str] | None = json_object()  # days of milestones before the last: the unit is reminded, never late
    state: ItemState = choice(ItemState, default=ItemState.TO_SIGN)
    assigned_on: date | None = None  # when 交办 went out
    due_told_on: date | None = None  # when the unit last learned the day in force: marks before it are past
    signed_on: date | None = None
    first_reported_on: date | None = None
    reported_on: date | None = None  # last word of the unit
    submitted_on: date | None = None
    returned_due_on: date | None = None
    closed_on: date | None = None
    extensions: int = 0
    pings: int = 0
    in_trouble: bool = False
    look_on: date | None = None  # the next day on which the plan may have something to say
    begins_on: date | None = None  # nothing is said of it before: an item of next year's plan
    times_wanted: int = 0  # 年内不少于2次: reports to be accepted before it is done; 0: it is no count duty
    check_ins: str = ""  # as its task's
    carried_from: int | None = Field(default=None, foreign_key="item.id")  # 结转: the item of last year's plan
    years_open: int = 0  # how many turns of the year it has passed unfinished

    @property
    def is_with_unit(self) -> bool:
        """Whether the unit's clock runs."""
        return self.state in WITH_UNIT

    @property
    def due_in_force(self) -> date | None:
        """The day that counts now: a returned item has a short new one."""
        if self.state is ItemState.RETURNED and self.returned_due_on:
            return self.returned_due_on
        return self.due_on

    @property
    def asked_days(self) -> list[date]:
        """The days a unit is reminded before: its milestones that lie before the day in force, then that day."""
        due = self.due_in_force
        if due is None:
            return []
        stages = [] if self.state is ItemState.RETURNED else map(date.fromisoformat, self.stages or ())
        return [*sorted(day for day in stages if day < due), due]

    @property
    def may_be_late(self) -> bool:
        """Inferred dates, soft verbs and assisting parts never make anyone late."""
        return self.due_is_certain and not self.soft and self.part is not Part.ASSISTING

    @property
    def is_handed_out(self) -> bool:
        """Whether the unit knows of it, by its 交办 or from its own list."""
        return self.state is not ItemState.TO_SIGN or self.assigned_on is not None

    def is_overdue(self, today: date) -> bool:
        """逾期: still with the unit after the day in force; in 办理中 as much as unanswered, never before its 交办."""
        due = self.due_in_force
        is_past = due is not None and today > due
        return is_past and self.is_with_unit and self.may_be_late and self.is_handed_out

    @property
    def was_late(self) -> bool:
        """逾期办结: handed in after the day in force."""
        handed_in = self.submitted_on
        return bool(self.may_be_late and self.due_on and handed_in and handed_in > self.due_on)
