"""What the office asks of the past: 周报, 月报, the burden meter, and words looked for."""

from __future__ import annotations

import re
from datetime import date, timedelta

from bot.conversation.turn import Act, Turn, number
from messages import periods
from messages.periods import Burden
from scheduler import days_named
from scheduler.workdays import monday
from storage.desk.periods import Asked

_KINDS = {"周报": "周报", "week": "周报", "月报": "月报", "month": "月报"}
_MONTH = re.compile(r"(\d{4})[-年/](\d{1,2})月?")
_EARLIEST = date(2000, 1, 1)


def period(turn: Turn, rest: str) -> bool:
    """/摘要 周报, /摘要 月报, with a day in it or of today; False where no period is named."""
    word, _, day = rest.strip().partition(" ")
    if word not in _KINDS:
        return False
    within = days_named.day_named(turn.desk, day.strip()) if day.strip() else turn.today
    if within is None:
        turn.say(periods.period_unclear())
        return True
    _show(turn, _KINDS[word], within)
    return True


def _by_button(turn: Turn, rest: str) -> None:
    kind, _, day = rest.partition("/")
    within = days_named.day_named(turn.desk, day)
    if kind not in _KINDS or within is None:
        turn.refuse()
        return
    _show(turn, _KINDS[kind], within)


def _show(turn: Turn, name: str, within: date) -> None:
    within = max(_EARLIEST, min(within, turn.today))
    first, last = _week(within) if name == "周报" else _month(within)
    said = turn.desk.happened(turn.rounds.span(first, last))
    turn.show(periods.period_report(name, first, last, said, turn.today))


def _named(name: str) -> Act:
    def act(turn: Turn, rest: str) -> None:
        period(turn, f"{name} {rest}".strip())

    return act


def _burden(turn: Turn, rest: str) -> None:
    """/负担, of this month or a month that is named."""
    named, _, page = rest.strip().partition("/")
    found = _MONTH.fullmatch(named.strip())
    if named.strip() and (found is None or not 1 <= int(found[2]) <= 12 or int(found[1]) < _EARLIEST.year):
        turn.say(periods.month_unclear())
        return
    month = date(int(found[1]), int(found[2]), 1) if found else turn.today.replace(day=1)
    before = _month(month - timedelta(days=1))
    now = turn.rounds.span(*_month(month))
    asked, asked_before = turn.desk.asked_of_units(now), turn.desk.asked_of_units(turn.rounds.span(*before))
    rows = [
        Burden(unit.name, asked.get(unit.id or 0, Asked()), asked_before.get(unit.id or 0, Asked()))
        for unit in turn.desk.units()
    ]
    turn.show(periods.burden_text(month, rows, turn.desk.letters_sent(now), number(page) or 0, turn.today))


def _search(turn: Turn, rest: str) -> None:
    _find(turn, " ".join(rest.split())[:60], 0)


def _turn_page(turn: Turn, rest: str) -> None:
    looked_for = turn.kept("looked_for")
    if looked_for is None:
        turn.refuse()
        return
    _find(turn, looked_for, number(rest) or 0)


def _find(turn: Turn, looked_for: str, page: int) -> None:
    words = looked_for.split()
    if not words:
        turn.say(periods.search_example())
        return
    tasks, reports = turn.desk.tasks_with(words), turn.desk.reports_with(words)
    turn.show(periods.search_result(looked_for, tasks, reports, page, turn.today), looked_for=looked_for)


def _week(day: date) -> tuple[date, date]:
    return monday(day), monday(day) + timedelta(days=6)


def _month(day: date) -> tuple[date, date]:
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


COMMANDS: dict[str, Act] = {
    "周报": _named("周报"),
    "月报": _named("月报"),
    "week": _named("周报"),
    "month": _named("月报"),
    "负担": _burden,
    "burden": _burden,
    "搜索": _search,
    "search": _search,
}
BUTTONS: dict[str, Act] = {"period": _by_button, "burden": _burden, "found": _turn_page}
