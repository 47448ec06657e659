"""催办 by hand: which items it would speak of, when each liaison's message would go out, and the notices for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from messages.nudges import Nudged
from scheduler.clock import local
from scheduler.rules import Rules
from scheduler.workdays import Workdays, monday
from storage.desk import Desk
from storage.records import Contact, Item, Unit
from storage.states import Part, Post


def may_be_nudged(item: Item) -> bool:
    """Only what the unit knows of and still owes; who assists is informed, not chased."""
    return item.is_with_unit and item.is_handed_out and item.part is not Part.ASSISTING


def pinged_this_week(desk: Desk, items: Sequence[Item], zone: ZoneInfo) -> set[int]:
    """Items that have had their 催办 since Monday, by the timetable or by hand."""
    return desk.pinged_since(items, datetime.combine(monday(desk.today), time.min, zone))


def preview(desk: Desk, items: Sequence[Item], rules: Rules, workdays: Workdays, zone: ZoneInfo) -> list[Nudged]:
    """Unit by unit: what would be said, to whom, when."""
    again = pinged_this_week(desk, items, zone)
    told = desk.in_charge({item.unit_id for item in items})
    by_unit: dict[int, list[Item]] = {}
    for item in items:
        by_unit.setdefault(item.unit_id, []).append(item)
    shown = []
    for unit_id, mine in by_unit.items():
        contact = _reachable(told.get(unit_id))
        shown.append(
            Nudged(
                desk.session.get_one(Unit, unit_id).name,
                contact.name if contact else "",
                numbers(item for item in mine if item.id not in again),
                numbers(item for item in mine if item.id in again),
                goes_out_at(contact, desk.now, rules, workdays, zone) if contact else None,
            )
        )
    return shown


def planned(desk: Desk, items: Iterable[Item], rules: Rules) -> list[tuple[Item, str, Post]]:
    """The notices of a 催办; the B post is told too from the second on."""
    found = []
    for item in items:
        key = f"nudge/{item.id}/{desk.today}/{item.reported_on or ''}"
        found.append((item, key, Post.A))
        if item.pings + 1 >= rules.second_post_from_ping:
            found.append((item, f"{key}/B", Post.B))
    return found


def is_true(key: str, item: Item) -> bool:
    """Whether a 催办 that waits is still called for: the unit has not said a word since."""
    said = key.removesuffix("/B").rpartition("/")[2]
    return may_be_nudged(item) and said == f"{item.reported_on or ''}"


def goes_out_at(contact: Contact, now: datetime, rules: Rules, workdays: Workdays, zone: ZoneInfo) -> datetime | None:
    """When a contact's next unasked message may go out, the office's time; None: at once."""
    at = local(now, zone)
    today = at.date()
    had_today = contact.told_on is not None and contact.told_on >= today
    if not had_today and workdays.is_workday(today) and at.time() < rules.office_closes:
        opens = datetime.combine(today, rules.office_opens, zone)
        return opens if at < opens else None
    return datetime.combine(_next(today, workdays), rules.office_opens, zone)


def _next(today: date, workdays: Workdays) -> date:
    return workdays.next_workday(today)


def _reachable(contact: Contact | None) -> Contact | None:
    return contact if contact is not None and contact.unreachable_at is None else None


def numbers(items: Iterable[Item]) -> tuple[str, ...]:
    """The rows that items belong to, each once."""
    return tuple(dict.fromkeys(item.number for item in items))
