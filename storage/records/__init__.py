"""One class per table, every one of them known here. A record knows itself; it holds no session and no relationships,
so reading it cannot query.

Days end in `_on` and are the office's calendar days; moments end in `_at` and are UTC. No file in this folder has
`from __future__ import annotations`: SQLModel reads the types of a table's columns where the class is made.
"""

from storage.records.audit import Event, PrintedHead
from storage.records.items import Item
from storage.records.office import CalendarDay, Office
from storage.records.outbox import Draft, Errand, Notice
from storage.records.people import Absence, Appointment, Contact, Inquiry, Invitation
from storage.records.plans import Plan, Question, Task
from storage.records.reports import Bonus, Decision, Evidence, Report
from storage.records.units import Alias, Membership, Unit
from storage.records.updates import Chore, Incoming, Worker

__all__ = [
    "Absence",
    "Alias",
    "Appointment",
    "Bonus",
    "CalendarDay",
    "Chore",
    "Contact",
    "Decision",
    "Draft",
    "Errand",
    "Event",
    "Evidence",
    "Incoming",
    "Inquiry",
    "Invitation",
    "Item",
    "Membership",
    "Notice",
    "Office",
    "Plan",
    "PrintedHead",
    "Question",
    "Report",
    "Task",
    "Unit",
    "Worker",
]
