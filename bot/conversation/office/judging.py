"""What the office may say to a report, and what the unit then hears of it."""

from __future__ import annotations

from datetime import date, timedelta

from bot.conversation.turn import Turn
from messages import order_texts, reviews, tallies, verdicts
from messages.letter import Letter
from scheduler import days_named
from storage.desk.decisions import verdict_key
from storage.records import Decision, Item, Report
from storage.states import Intent, ItemState, Verdict

FARTHEST_DAY = timedelta(days=366 * 3)


def passed(turn: Turn, report: Report, item: Item) -> None:
    """通过."""
    before = item.due_on
    decision = turn.desk.pass_report(report, item)
    _tell_unit(turn, item, decision, _accepted(turn, report, item, before))


def returned(turn: Turn, report: Report, item: Item, reason: str) -> None:
    """退回."""
    due = turn.rounds.workdays.add_workdays(turn.today, turn.rounds.rules.returned_due_in)
    decision = turn.desk.return_report(report, item, reason, due)
    _tell_unit(turn, item, decision, _sent_back(turn, report, item, reason))


def put_off(turn: Turn, report: Report, item: Item, due: date) -> None:
    """延期, to a day of the office's own."""
    before = item.due_on
    decision = turn.desk.put_off(report, item, due, reviews.put_off_until(due))
    task, _, _ = turn.desk.with_task(item)
    asked = report.intent is Intent.EXTENSION
    letter = verdicts.extension_granted if asked else verdicts.put_off
    _tell_unit(turn, item, decision, letter(item, task, before, due, turn.today))


def found_nil(turn: Turn, report: Report, item: Item, reason: str = "") -> None:
    """不涉及, whatever was reported."""
    decision = turn.desk.pass_as_nil(report, item, "，".join(filter(None, (reviews.FOUND_NIL, reason))))
    task, _, _ = turn.desk.with_task(item)
    _tell_unit(turn, item, decision, verdicts.nil_accepted(task))


def not_applicable(turn: Turn, item: Item, reason: str) -> None:
    """不涉及, of a unit that has reported nothing; it hears of it where it knew of the item."""
    was_known = item.is_handed_out
    decision = turn.desk.find_nil(item, reason, reviews.OF_THE_OFFICE)
    if was_known:
        task, _, _ = turn.desk.with_task(item)
        _tell_unit(turn, item, decision, verdicts.nil_found(task, reason))


def undone(turn: Turn, decision: Decision) -> bool:
    """撤销; the unit is told where it had been told. False where something has happened since."""
    if not turn.desk.undo(decision):
        return False
    item = turn.desk.session.get_one(Item, decision.item_id)
    if not turn.desk.take_back_verdict(decision):
        task, _, _ = turn.desk.with_task(item)
        _tell(turn, item, verdicts.verdict_undone(item, task), f"{verdict_key(decision)}/undone")
    return True


def new_day(turn: Turn, text: str, item: Item) -> date | str:
    """The day a line puts an item off to, or why it cannot be taken (Chinese, one sentence)."""
    day = days_named.coming_day(turn.desk, text.strip().removeprefix("至").removeprefix("到").strip())
    if day is None or day > turn.today + FARTHEST_DAY:
        return order_texts.DAY_UNCLEAR
    return order_texts.DAY_TOO_EARLY if day <= max(turn.today, item.due_in_force or day - timedelta(1)) else day


def is_open(turn: Turn, report: Report, item: Item) -> bool:
    """Whether a report still waits, of an item that is not closed; else the office is told that it does not."""
    if report.verdict is Verdict.PENDING and (item.is_with_unit or item.state is ItemState.SUBMITTED):
        return True
    task, unit, _ = turn.desk.with_task(item)
    turn.show(reviews.decided_already(report, task, unit.name))
    return False


def _accepted(turn: Turn, report: Report, item: Item, before: date | None) -> Letter:
    task, _, _ = turn.desk.with_task(item)
    if report.intent is Intent.TROUBLE:
        return verdicts.trouble_answered(item, task, "")
    if report.intent is Intent.EXTENSION and report.asked_due_on:
        return verdicts.extension_granted(item, task, before, report.asked_due_on, turn.today)
    if item.times_wanted and item.state is ItemState.WORKING:
        return tallies.counted_once(item, task, turn.desk.times_counted([item])[item.id or 0])
    return verdicts.nil_accepted(task) if report.intent is Intent.NIL else verdicts.accepted(item, task)


def _sent_back(turn: Turn, report: Report, item: Item, reason: str) -> Letter:
    task, _, _ = turn.desk.with_task(item)
    if report.intent is Intent.TROUBLE:
        return verdicts.trouble_answered(item, task, reason)
    if report.intent is Intent.EXTENSION:
        return verdicts.extension_refused(item, task, reason, turn.today)
    if report.intent is Intent.NIL:
        return verdicts.nil_refused(item, task, reason)
    return verdicts.returned(item, task, reason, item.returned_due_on, turn.today)


def _tell_unit(turn: Turn, item: Item, decision: Decision, letter: Letter) -> None:
    _tell(turn, item, letter, verdict_key(decision))


def _tell(turn: Turn, item: Item, letter: Letter, key: str) -> None:
    """The verdict goes to whoever answers for the unit now, not to whoever reported."""
    liaison = turn.desk.in_charge([item.unit_id]).get(item.unit_id)
    if liaison is not None:
        turn.desk.tell(liaison, letter.as_body() | {"about": [item.id]}, key=key)
