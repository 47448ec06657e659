"""待审: the queue, one report at a time, oldest first; what the office says to each, and what the unit hears of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from bot.conversation.turn import Act, Turn, number
from messages import reviews, verdicts
from messages.letter import Letter
from storage.records import Item, Report
from storage.states import Intent, Post, Verdict


def _review(turn: Turn, rest: str) -> None:
    """The queue, one report at a time, oldest first; `rest` counts from 1."""
    queue = turn.desk.to_review()
    if not queue:
        turn.show(reviews.review_empty())
        return
    place = min(max(number(rest) or 1, 1), len(queue))
    report, item, task, unit = queue[place - 1]
    evidence = turn.desk.evidence_of(item)
    turn.show(reviews.review_card(report, item, task, unit.name, evidence, place, len(queue), turn.today))


def _pass(turn: Turn, rest: str) -> None:
    report = turn.desk.one(Report, number(rest))
    if report is None:
        turn.refuse()
        return
    item = turn.desk.session.get_one(Item, report.item_id)
    if not _is_open(turn, report, item):
        return
    before = item.due_on
    turn.desk.accept(report, item)
    _tell_unit(turn, item, report, _accepted(turn, report, item, before))
    _acted(turn, report, item)


def _back(turn: Turn, rest: str) -> None:
    report = turn.desk.one(Report, number(rest))
    if report is None:
        turn.refuse()
    elif _is_open(turn, report, turn.desk.session.get_one(Item, report.item_id)):
        turn.say(reviews.return_reasons(report.id or 0, report.intent))


def _back_why(turn: Turn, rest: str) -> None:
    report_id, _, place = rest.partition("/")
    report = turn.desk.one(Report, number(report_id))
    offered = reviews.reasons(report.intent) if report else ()
    chosen = number(place)
    if report is None or chosen is None or chosen >= len(offered):
        turn.refuse()
        return
    _send_back(turn, report, offered[chosen])


def _back_free(turn: Turn, rest: str) -> None:
    report = turn.desk.one(Report, number(rest))
    if report is None:
        turn.refuse()
        return
    if not _is_open(turn, report, turn.desk.session.get_one(Item, report.item_id)):
        return
    turn.expect("reason", report=report.id)
    turn.say(reviews.ask_return_reason())


def _typed_reason(turn: Turn, asked: dict[str, Any]) -> None:
    """The reason asked for after 自行填写."""
    _send_back(turn, turn.desk.one(Report, asked["report"]), turn.incoming.text.strip())


def _send_back(turn: Turn, report: Report | None, reason: str) -> None:
    if report is None:
        turn.refuse()
        return
    item = turn.desk.session.get_one(Item, report.item_id)
    if not _is_open(turn, report, item):
        return
    due = turn.rounds.workdays.add_workdays(turn.today, turn.rounds.rules.returned_due_in)
    turn.desk.send_back(report, item, reason, due)
    _tell_unit(turn, item, report, _sent_back(turn, report, item, reason))
    _acted(turn, report, item)


def _accepted(turn: Turn, report: Report, item: Item, before: date | None) -> Letter:
    task, _, _ = turn.desk.with_task(item)
    if report.intent is Intent.TROUBLE:
        return verdicts.trouble_answered(item, task, "已知悉，予以协调。")
    if report.intent is Intent.EXTENSION and report.asked_due_on:
        return verdicts.extension_granted(item, task, before, report.asked_due_on, turn.today)
    return verdicts.nil_accepted(item, task) if report.intent is Intent.NIL else verdicts.accepted(item, task)


def _sent_back(turn: Turn, report: Report, item: Item, reason: str) -> Letter:
    task, _, _ = turn.desk.with_task(item)
    if report.intent is Intent.TROUBLE:
        return verdicts.trouble_answered(item, task, reason)
    if report.intent is Intent.EXTENSION:
        return verdicts.extension_refused(item, task, reason, turn.today)
    if report.intent is Intent.NIL:
        return verdicts.nil_refused(item, task, reason)
    return verdicts.returned(item, task, reason, item.returned_due_on, turn.today)


def _tell_unit(turn: Turn, item: Item, report: Report, letter: Letter) -> None:
    """The verdict goes to whoever answers for the unit now, not to whoever reported."""
    holders = turn.desk.liaisons([item.unit_id])
    liaison = holders.get((item.unit_id, Post.A)) or holders.get((item.unit_id, Post.B))
    if liaison is not None:
        turn.desk.tell(liaison, letter.as_body() | {"about": [item.id]}, key=f"verdict/{report.id}")


def _is_open(turn: Turn, report: Report, item: Item) -> bool:
    if report.verdict is Verdict.PENDING:
        return True
    task, unit, _ = turn.desk.with_task(item)
    turn.show(reviews.decided_already(report, task, unit.name))
    return False


def _acted(turn: Turn, report: Report, item: Item) -> None:
    task, unit, _ = turn.desk.with_task(item)
    turn.show(reviews.acted(report, item, task, unit.name, turn.incoming.name, turn.today))
    left = turn.desk.to_review()
    if left:
        nxt, its_item, its_task, its_unit = left[0]
        evidence = turn.desk.evidence_of(its_item)
        turn.say(reviews.review_card(nxt, its_item, its_task, its_unit.name, evidence, 1, len(left), turn.today))


COMMANDS: dict[str, Act] = {"待审": _review, "review": _review}
BUTTONS: dict[str, Act] = {
    "review": _review,
    "pass": _pass,
    "back": _back,
    "backwhy": _back_why,
    "backfree": _back_free,
}
TYPED: dict[str, Callable[[Turn, dict[str, Any]], None]] = {"reason": _typed_reason}
