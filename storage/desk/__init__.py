"""The desk: what can be done and looked up inside one transaction, in the name of one actor.

The Store opens and commits the transaction; nothing here does.
"""

from storage.desk.amendments import AmendmentsDesk
from storage.desk.errands import ErrandsDesk
from storage.desk.figures import FiguresDesk
from storage.desk.items import ItemsDesk
from storage.desk.reports import ReportsDesk
from storage.desk.standing import StandingDesk


class Desk(AmendmentsDesk, ItemsDesk, ReportsDesk, FiguresDesk, ErrandsDesk, StandingDesk):
    """Everything an actor can do, by subject: people, plans, items, reports, figures, errands, what waits."""


__all__ = ["Desk"]
