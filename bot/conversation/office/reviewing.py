"""待审: the queue, one report at a time, oldest first, and what the office says to each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.conversation.office import judging
from bot.conversation.turn import Act, Turn, Typed, number
from messages import changes, order_texts, reviews
from messages.orders import Verb, read_verb
from storage.records import Item, Report

Judged = Callable[[Turn, Report, Item], None]


def _review(turn: Turn, rest: str) -> None:
    """`rest` counts from 1."""
    if not _show_card(turn, number(rest) or 1, turn.show):
        turn.show(reviews.review_empty())


def _show_card(turn: Turn, place: int, say: Callable[..., None]) -> bool:
    """The report at a place in the queue, or the nearest there is; False where nothing waits."""
    waiting = turn.desk.waiting_count()
    place = min(max(place, 1), waiting)
    shown = turn.desk.to_review(place - 1, 1) if waiting else []
    if not shown:
        return False
    [(report, item, task, unit)] = shown
    evidence = turn.desk.evidence_of(item)
    card = reviews.review_card(report, item, task, unit.name, evidence, place, waiting, turn.today)
    say(card, report=report.id)
    return True


def replied(turn: Turn) -> bool:
    """「通过」「退回 缺佐证」 in reply to a card of the queue; False where the line is something else."""
    report_id = turn.desk.said_in(turn.contact, turn.incoming.reply_to).get("report")
    said = read_verb(turn.incoming.text) if report_id else None
    found = _open_report(turn, report_id) if said else None
    if said is None or found is None:
        return said is not None
    (verb, rest), key = said, str(report_id)
    if verb is Verb.BACK:
        (_send_back(turn, report_id, rest) if rest else _back(turn, key))
    elif verb is Verb.PUT_OFF:
        (_put_off(turn, found, rest) if rest else _later(turn, key))
    elif rest or verb is Verb.STRIKE_OFF:
        turn.say(changes.change_refused(order_texts.not_read(rest or f"{verb}")))
    else:
        (_pass if verb is Verb.PASS else _nil)(turn, key)
    return True


def _pass(turn: Turn, rest: str) -> None:
    _judge(turn, rest, judging.passed)


def _nil(turn: Turn, rest: str) -> None:
    _judge(turn, rest, judging.found_nil)


def _judge(turn: Turn, report_id: str, judged: Judged) -> None:
    found = _open_report(turn, number(report_id))
    if found is not None:
        judged(turn, *found)
        _acted(turn, *found)


def _open_report(turn: Turn, report_id: int | None) -> tuple[Report, Item] | None:
    """A report that waits, with its item; None when it has been refused with words."""
    report = turn.desk.one(Report, report_id)
    if report is None:
        turn.refuse()
        return None
    item = turn.desk.session.get_one(Item, report.item_id)
    return (report, item) if judging.is_open(turn, report, item) else None


def _back(turn: Turn, rest: str) -> None:
    found = _open_report(turn, number(rest))
    if found is not None:
        report, _ = found
        turn.say(reviews.return_reasons(report.id or 0, report.intent))


def _back_why(turn: Turn, rest: str) -> None:
    report_id, _, place = rest.partition("/")
    report = turn.desk.one(Report, number(report_id))
    offered = reviews.reasons(report.intent) if report else ()
    chosen = number(place)
    if report is None or chosen is None or chosen >= len(offered):
        turn.refuse()
        return
    _send_back(turn, report.id, offered[chosen])


def _back_free(turn: Turn, rest: str) -> None:
    found = _open_report(turn, number(rest))
    if found is not None:
        turn.expect("reason", report=found[0].id)
        turn.say(reviews.ask_return_reason())


def _typed_reason(turn: Turn, asked: dict[str, Any]) -> None:
    """The reason asked for after 自行填写."""
    _send_back(turn, asked["report"], turn.incoming.text.strip())


def _send_back(turn: Turn, report_id: int | None, reason: str) -> None:
    found = _open_report(turn, report_id)
    if found is not None:
        judging.returned(turn, *found, reason)
        _acted(turn, *found)


def _later(turn: Turn, rest: str) -> None:
    """延期: asks for the new day."""
    found = _open_report(turn, number(rest))
    if found is not None:
        report, item = found
        task, _, _ = turn.desk.with_task(item)
        turn.expect("new_day", report=report.id)
        turn.say(reviews.ask_new_day(item, task, turn.today))


def _typed_day(turn: Turn, asked: dict[str, Any]) -> None:
    found = _open_report(turn, asked["report"])
    if found is not None:
        _put_off(turn, found, turn.incoming.text)


def _put_off(turn: Turn, found: tuple[Report, Item], said: str) -> None:
    day = judging.new_day(turn, said, found[1])
    if isinstance(day, str):
        turn.expect("new_day", report=found[0].id)
        turn.say(changes.change_refused(day))
        return
    judging.put_off(turn, *found, day)
    _acted(turn, *found)


def _acted(turn: Turn, report: Report, item: Item) -> None:
    task, unit, _ = turn.desk.with_task(item)
    batch = str(turn.incoming.update_id)
    turn.show(reviews.acted(report, item, task, unit.name, turn.incoming.name, turn.today, batch))
    _show_card(turn, 1, turn.say)


COMMANDS: dict[str, Act] = {"待审": _review, "review": _review}
BUTTONS: dict[str, Act] = {
    "review": _review,
    "pass": _pass,
    "nil": _nil,
    "later": _later,
    "back": _back,
    "backwhy": _back_why,
    "backfree": _back_free,
}
TYPED: dict[str, Typed] = {"reason": _typed_reason, "new_day": _typed_day}
