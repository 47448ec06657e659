"""The desk: what can be done and looked up inside one transaction, in the name of one actor.

The Store opens and commits the transaction; nothing here does.
"""

from storage.desk.amendments import AmendmentsDesk
from storage.desk.figures import FiguresDesk
from storage.desk.links import LinksDesk
from storage.desk.standing import StandingDesk


class Desk(AmendmentsDesk, LinksDesk, FiguresDesk, StandingDesk):
    """Everything an actor can do, by subject: people, plans, items, reports, links, figures, errands, what waits."""


__all__ = ["Desk"]
