"""`preview`, `digest`: what would go out, and how things stand; nothing is sent."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from bot.commands import Refused, Say
from bot.commands.opened import day_named, opened, rounds_that_look
from bot.commands.terminal import working
from messages.digests import digest as digest_letter
from messages.digests import digest_as_json
from messages.entries import Entry
from messages.html import as_text
from messages.previews import outlook_text
from scheduler.clock import local
from scheduler.outlook import outlook


def preview(day: str | None, as_json: bool, say: Say) -> None:
    """What would go out on a day, to whom and why; sends nothing."""
    config, clock, store = opened()
    rounds = rounds_that_look(config, clock, store)
    foreseeing = rounds.foreseeing
    with store.act(clock()) as desk:
        rounds.read_calendar(desk)
        on = day_named(day) if day else desk.today
        entries = foreseeing.entries(desk, on)
        if as_json:
            said = _messages(entries, foreseeing.in_charge(desk, on, entries), desk.today)
            papers = [
                {"kind": "letter" if one.unit else "bulletin", "unit": one.unit, "numbers": list(one.numbers)}
                for one in foreseeing.papers(desk, on)
            ]
            say({"on": on.isoformat(), "workday": rounds.workdays.is_workday(on)} | said | {"papers": papers})
            return
        pages = [foreseeing.letter(desk, on, 0)]
        while any(one.data == f"preview/{on:%Y-%m-%d}/{len(pages)}" for row in pages[-1].buttons for one in row):
            pages.append(foreseeing.letter(desk, on, len(pages)))
        for page in pages:
            say(as_text(page.text))


def preview_range(first: str | None, last: str, as_json: bool, say: Say) -> None:
    """How many items each day of a range speaks of if nobody answers; sends nothing."""
    config, clock, store = opened()
    rounds = rounds_that_look(config, clock, store)
    until = day_named(last)
    with working("正在推算"), store.act(clock()) as desk:
        rounds.read_calendar(desk)
        on = max(day_named(first), desk.today) if first else desk.today
        if until < on:
            raise Refused(f"「{last}」早于起始日期 {on.isoformat()}")
        ahead = outlook(desk, until, rounds.rules, rounds.workdays)
    days = {day: kinds for day, kinds in ahead.items() if day >= on}
    if as_json:
        listed = [
            {"on": day.isoformat(), "items": {kind.value: many for kind, many in kinds.items()}}
            for day, kinds in days.items()
        ]
        say({"on": on.isoformat(), "until": until.isoformat(), "days": listed})
        return
    say(as_text(outlook_text(days, on, until)))


def digest(day: str | None, as_json: bool, say: Say) -> None:
    """The digest, as text or numbers; for another day, as things stand now seen from that day."""
    config, clock, store = opened()
    now = clock()
    at = datetime.combine(day_named(day), time(9), config.zone) if day else now
    with store.act(at) as desk:
        figures = rounds_that_look(config, clock, store).figures(desk)
    say(digest_as_json(figures) if as_json else as_text(digest_letter(figures, local(at, config.zone)).text))


def _messages(entries: list[Entry], liaisons: dict[int, Any], today: date) -> dict[str, Any]:
    """One message per liaison, whatever number of units it answers for; per unit where nobody is enrolled."""
    messages: dict[object, dict[str, Any]] = {}
    for entry in entries:
        contact = liaisons.get(entry.item.unit_id)
        message = messages.setdefault(
            contact.id if contact else entry.unit,
            {"unit": entry.unit, "units": [], "liaison": contact.name if contact else None, "items": []},
        )
        if entry.unit not in message["units"]:
            message["units"].append(entry.unit)
        message["items"].append(
            {
                "number": entry.item.number,
                "unit": entry.unit,
                "kind": entry.kind.value,
                "why": entry.why(today),
                "due": entry.item.due_in_force.isoformat() if entry.item.due_in_force else None,
                "act_by": entry.act_by.isoformat() if entry.act_by else None,
                "late_by": entry.late_by,
            }
        )
    return {"messages": list(messages.values())}
