"""What the office does in the course of a year: check-in days, count duties, bonuses, 考核, 回头看."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime

from bot.conversation import importing
from bot.conversation.turn import Act, Turn, number, on_one, row_typed
from messages import carrying, check_in_texts, tallies, task_cards, yearly
from messages.carrying import Group
from messages.yearly import BonusRow
from scheduler import assessing, days_named, taking
from scheduler import carrying as looking_back
from scheduler.check_ins import check_in_days
from storage.records import Bonus, Task, Unit
from storage.values import DeadlineKind

MOST_CHECK_INS = 6
MOST_TENTHS = 200
_BONUS = re.compile(r"(\S+)\s+\+?(\d{1,2}(?:\.\d)?)\s*分?\s+(?:(20\d\d)年?\s+)?(\S.*)", re.DOTALL)


def _look_back(turn: Turn, rest: str) -> None:
    """/回头看: what would go into next year's plan."""
    year = _year(turn, rest, looking_back.closing_year(turn.today))
    if year is None:
        turn.say(carrying.year_unclear())
        return
    turn.show(carrying.carry_proposal(looking_back.proposal(turn.desk, year)))
    importing.tell_repeats(turn)


def _look_closer(turn: Turn, rest: str) -> None:
    """The rows of the proposal, page by page."""
    said, _, page = rest.partition("/")
    year = days_named.year_named(turn.desk, said)
    if year is None:
        turn.refuse()
        return
    turn.show(carrying.carry_list(looking_back.proposal(turn.desk, year), number(page) or 0))


def _carry(turn: Turn, rest: str) -> None:
    """A group is confirmed: it goes into next year's plan as it stands at this moment."""
    said, _, chosen = rest.partition("/")
    name, _, day = chosen.partition("/")
    year = days_named.year_named(turn.desk, said)
    if year is None or year > looking_back.closing_year(turn.today) or name not in list(Group):
        turn.refuse()
        return
    offered = {f"{due:%m%d}": due for due in looking_back.days_offered(year, turn.today)}
    group = Group(name)
    if group is Group.UNFINISHED and day not in offered:
        turn.refuse()
        return
    done = looking_back.carry(turn.desk, year, group, offered[day] if group is Group.UNFINISHED else None)
    turn.show(carrying.carry_proposal(looking_back.proposal(turn.desk, year)))
    turn.say(carrying.carried_over(done))


def _assess(turn: Turn, rest: str) -> None:
    """/考核: the year's sheet; made when it is sent."""
    year = _year(turn, rest, assessing.assessed_year(turn.today))
    if year is None:
        turn.say(carrying.year_unclear())
        return
    turn.say(yearly.assessment_caption(year, len(assessing.assessment_rows(turn.desk, year))))


def _give_bonus(turn: Turn, rest: str) -> None:
    """/加分 单位 分数 理由; alone it lists what has been given."""
    year = assessing.assessed_year(turn.today)
    said = _BONUS.fullmatch(rest.strip())
    if not rest.strip():
        turn.say(yearly.bonus_list([_bonus_row(turn, one) for one in turn.desk.bonuses(year)], year))
        return
    unit = taking.unit_named(turn.desk, said[1]) if said else None
    tenths = round(float(said[2]) * 10) if said else 0
    if said is None or unit is None or not 0 < tenths <= MOST_TENTHS:
        turn.say(yearly.bonus_unclear(said[1] if said and unit is None else ""))
        return
    bonus = turn.desk.give_bonus(unit, int(said[3] or year), tenths, said[4].strip()[:300])
    total = sum(assessing.points_of(one) for one in turn.desk.bonuses(bonus.year) if one.unit_id == unit.id)
    turn.say(yearly.bonus_given(_bonus_row(turn, bonus), f"{total:f}"))


def _withdraw_bonus(turn: Turn, bonus: Bonus) -> None:
    is_new = turn.desk.withdraw_bonus(bonus)
    turn.show(yearly.bonus_withdrawn(_bonus_row(turn, bonus), is_new))


def _tallies(turn: Turn, rest: str) -> None:
    """/计次: who is at zero, who is below; in January and February of the year that has closed."""
    said, _, page = rest.partition("/")
    year = _year(turn, said, assessing.assessed_year(turn.today))
    if year is None:
        turn.say(carrying.year_unclear())
        return
    rows = [
        tallies.TallyRow(one.task, one.unit.name, one.item.times_wanted, one.counted) for one in turn.desk.tallies(year)
    ]
    turn.show(tallies.tally_list(rows, year, number(page) or 0))


def _check_ins(turn: Turn, rest: str) -> None:
    """/检查日 5: when a 全年 row is asked for progress; with days, what they would change."""
    said = rest.split()
    found = turn.desk.tasks_numbered(row_typed(said[0])) if said else []
    task = next((one for one in found if one.deadline_kind is DeadlineKind.WHOLE_YEAR), None)
    if task is None:
        _no_check_ins(turn, row_typed(said[0]) if said else "", found)
        return
    days = [*_days_said(turn, said[1:])]
    old = check_in_days(task.check_ins)
    if not said[1:]:
        turn.say(yearly.check_ins(task, old, turn.today))
    elif refused := _refused(days, len(said) - 1, task, turn.today):
        turn.say(yearly.check_ins_refused(task, refused))
    else:
        workdays = turn.rounds.workdays
        asked = sorted({workdays.last_workday_on_or_before(day) for day in days})
        turn.say(yearly.check_ins_asked(task, old, asked, turn.today))


def _no_check_ins(turn: Turn, wanted: str, found: list[Task]) -> None:
    if found:
        turn.say(yearly.check_ins_refused(found[0], check_in_texts.whole_year_only()))
    elif wanted:
        turn.say(task_cards.no_such_task(wanted))
    else:
        turn.say(yearly.check_ins_refused(None, check_in_texts.check_ins_example()))


def _show_check_ins(turn: Turn, task: Task) -> None:
    turn.show(yearly.check_ins(task, check_in_days(task.check_ins), turn.today))


def _set_check_ins(turn: Turn, rest: str) -> None:
    """The days are confirmed; none: each quarter again."""
    task_id, _, days = rest.partition("/")
    task = turn.desk.one(Task, number(task_id))
    try:
        asked = [datetime.strptime(day, "%y%m%d").date() for day in days.split(".") if day]  # noqa: DTZ007 - a day
    except ValueError:
        task = None
        asked = []
    if task is None or task.deadline_kind is not DeadlineKind.WHOLE_YEAR or len(asked) > MOST_CHECK_INS:
        turn.refuse()
        return
    items = turn.desk.set_check_ins(task, asked)
    turn.show(yearly.check_ins_set(task, asked, items, turn.today))


def _days_said(turn: Turn, words: list[str]) -> Iterator[date]:
    for word in words:
        day = days_named.day_named(turn.desk, word)
        if day is not None:
            yield day


def _refused(days: list[date], said: int, task: Task, today: date) -> str:
    """Why these days cannot be set; "" where they can."""
    if len(days) < said:
        return check_in_texts.days_unclear()
    if len(set(days)) > MOST_CHECK_INS:
        return check_in_texts.too_many_days(MOST_CHECK_INS)
    if min(days) <= today:
        return check_in_texts.days_past()
    if task.due_on and max(days) > task.due_on:
        return check_in_texts.days_too_late()
    return ""


def _bonus_row(turn: Turn, bonus: Bonus) -> BonusRow:
    unit = turn.desk.session.get_one(Unit, bonus.unit_id)
    return BonusRow(bonus.id or 0, unit.name, bonus.year, f"{assessing.points_of(bonus):f}", bonus.reason)


def _year(turn: Turn, said: str, usual: int) -> int | None:
    """A year that was named, or the usual one; None where it is none."""
    return days_named.year_named(turn.desk, said) if said.strip() else usual


COMMANDS: dict[str, Act] = {
    "回头看": _look_back,
    "carryover": _look_back,
    "考核": _assess,
    "assessment": _assess,
    "加分": _give_bonus,
    "bonus": _give_bonus,
    "计次": _tallies,
    "counts": _tallies,
    "检查日": _check_ins,
    "checkins": _check_ins,
}
BUTTONS: dict[str, Act] = {
    "carry": _carry,
    "carryback": _look_back,
    "carrylist": _look_closer,
    "bonusoff": on_one(Bonus, _withdraw_bonus),
    "tallies": _tallies,
    "checkins": _set_check_ins,
    "checkinsof": on_one(Task, _show_check_ins),
}
