"""Years: which tables are in force, and which are of other years."""

from __future__ import annotations

from sqlalchemy import select
from sqlmodel import col

from storage.desk.asking import AskingDesk
from storage.desk.late import OFFICE
from storage.outbox import as_read, table
from storage.records import Plan

_PLANS = select(table(Plan)).where(table(Plan).c.office_id == OFFICE).order_by(table(Plan).c.id)


class YearsDesk(AskingDesk):
    """The office's tables by year."""

    def plans(self) -> list[Plan]:
        """Every plan, newest last."""
        return self.all(select(Plan).where(col(Plan.office_id) == self.office_id).order_by(col(Plan.id)))

    def plans_in_force(self) -> list[Plan]:
        """The documents of the newest year that has begun, and of any after it; what was carried over is none."""
        return self.plans_by_year()[0]

    def plans_by_year(self) -> tuple[list[Plan], list[Plan]]:
        """The plans in force, and the others; to be read, and no records."""
        plans = [as_read(Plan, row._mapping.items()) for row in self.asked(_PLANS)]
        years = [plan.of_year for plan in plans if not plan.takes_over]
        year = max((one for one in years if one <= self.today.year), default=min(years, default=0))
        in_force = [plan for plan in plans if not plan.takes_over and plan.of_year >= year]
        known = {plan.id for plan in in_force}
        return in_force, [plan for plan in plans if plan.id not in known]
