"""The desk: what can be done and looked up inside one transaction, in the name of one actor.

The Store opens and commits the transaction; nothing here does.
"""

from storage.desk.absences import AbsencesDesk
from storage.desk.alike import AlikeDesk
from storage.desk.amendments import AmendmentsDesk
from storage.desk.calendar import CalendarDesk
from storage.desk.decisions import DecisionsDesk
from storage.desk.drafts import DraftsDesk
from storage.desk.enrolments import EnrolmentsDesk
from storage.desk.erasing import ErasingDesk
from storage.desk.figures import FiguresDesk
from storage.desk.inquiries import InquiriesDesk
from storage.desk.links import LinksDesk
from storage.desk.lists import ListsDesk
from storage.desk.periods import PeriodsDesk
from storage.desk.pictured import PicturedDesk
from storage.desk.restored import RestoredDesk
from storage.desk.standing import StandingDesk
from storage.desk.yearly import YearlyDesk


class Desk(
    AmendmentsDesk,
    DraftsDesk,
    DecisionsDesk,
    CalendarDesk,
    LinksDesk,
    EnrolmentsDesk,
    AbsencesDesk,
    InquiriesDesk,
    ErasingDesk,
    FiguresDesk,
    AlikeDesk,
    ListsDesk,
    PeriodsDesk,
    PicturedDesk,
    StandingDesk,
    YearlyDesk,
    RestoredDesk,
):
    """Everything an actor can do: plans, items, reports, decisions, links, figures, lists, errands, the year."""


__all__ = ["Desk"]
