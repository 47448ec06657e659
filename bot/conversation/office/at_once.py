"""Several decisions at once: by ticking rows of a list, by the page, or by a typed line; and undoing them for a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from bot.conversation.office import judging
from bot.conversation.office.looking import units_and_rows
from bot.conversation.turn import Act, Turn, number
from messages import reviews
from messages.orders import Order, Verb, read_orders
from messages.pages import page_of
from messages.reviews import Decided
from storage.records import Decision, Item, Report, Task, Unit
from storage.states import Intent, Verdict

Waiting = tuple[Report, Item, Task, Unit]


def _list(turn: Turn, rest: str) -> None:
    """The queue as a list to tick."""
    shown = page_of(turn.desk.to_review(), number(rest) or 0)
    _show_list(turn, shown.rows, shown.number, set())


def _show_list(turn: Turn, rows: Sequence[Waiting], page: int, ticked: set[int]) -> None:
    if not rows:
        turn.show(reviews.review_empty())
        return
    shown = [report.id or 0 for report, *_ in rows]
    kept = sorted(ticked.intersection(shown))
    evidence = {item.id or 0: len(turn.desk.evidence_of(item)) for _, item, _, _ in rows}
    total = len(turn.desk.to_review())
    letter = reviews.review_list(rows, evidence, kept, total, page, turn.today)
    turn.show(letter, reviews=shown, ticked=kept, page=page)


def _tick(turn: Turn, rest: str) -> None:
    """Tick a row of the list, or take the tick away; rows decided meanwhile are gone from it."""
    report_id, shown = number(rest), turn.kept("reviews") or []
    if report_id is None or report_id not in shown:
        turn.refuse()
        return
    ticked = {report_id}.symmetric_difference(turn.kept("ticked") or [])
    _show_list(turn, _still_waiting(turn, shown), turn.kept("page") or 0, ticked)


def _pass_page(turn: Turn, _rest: str) -> None:
    """Only what was shown, and only what the office need not answer in words."""
    shown = _still_waiting(turn, turn.kept("reviews") or [])
    _pass_all(turn, [one for one in shown if one[0].intent is not Intent.TROUBLE])


def _pass_ticked(turn: Turn, _rest: str) -> None:
    _pass_all(turn, _still_waiting(turn, turn.kept("ticked") or []))


def _pass_all(turn: Turn, chosen: Sequence[Waiting]) -> None:
    for report, item, _, _ in chosen:
        judging.passed(turn, report, item)
    _say_decided(turn, Verb.PASS, chosen)


def _back_ticked(turn: Turn, _rest: str) -> None:
    chosen = _still_waiting(turn, turn.kept("ticked") or [])
    _ask_reason(turn, chosen)


def _ask_reason(turn: Turn, chosen: Sequence[Waiting]) -> None:
    if not chosen:
        turn.say(reviews.nothing_decided())
        return
    report_ids = [report.id for report, *_ in chosen]
    turn.expect("reasons", reports=report_ids)
    turn.say(reviews.return_reasons_of([(task, unit.name) for _, _, task, unit in chosen]), reports=report_ids)


def _back_each(turn: Turn, rest: str) -> None:
    chosen, offered = number(rest), reviews.reasons(Intent.DONE)
    reports = turn.kept("reports")
    if reports is None or chosen is None or chosen >= len(offered):
        turn.refuse()
        return
    _give_back(turn, _still_waiting(turn, reports), offered[chosen])


def _typed_reasons(turn: Turn, asked: dict[str, Any]) -> None:
    _give_back(turn, _still_waiting(turn, asked["reports"]), turn.incoming.text.strip())


def _give_back(turn: Turn, chosen: Sequence[Waiting], reason: str) -> None:
    for report, item, _, _ in chosen:
        judging.returned(turn, report, item, reason)
    _say_decided(turn, Verb.BACK, chosen, reason)


def _still_waiting(turn: Turn, report_ids: Iterable[int]) -> list[Waiting]:
    wanted = set(report_ids)
    return [one for one in turn.desk.to_review() if one[0].id in wanted and one[0].verdict is Verdict.PENDING]


def _say_decided(turn: Turn, verb: Verb, chosen: Sequence[Waiting], reason: str = "") -> None:
    decided = [Decided(verb, unit.name, task, item) for _, item, task, unit in chosen]
    _say(turn, decided, [reason] if reason and chosen else [])


def _say(turn: Turn, decided: Sequence[Decided], beside: Sequence[str] = ()) -> None:
    batch = str(turn.incoming.update_id)
    left = len(turn.desk.to_review())
    turn.show(reviews.decided(decided, beside, batch, left, turn.incoming.name))


def ordered(turn: Turn) -> bool:
    """A typed line such as 「通过 12、15」; False where it is none."""
    known = {task.number for task in turn.desk.tasks()}
    orders = read_orders(turn.incoming.text, known)
    if orders:
        _obey(turn, orders)
    return bool(orders)


def _order_by_command(verb: Verb) -> Act:
    def act(turn: Turn, rest: str) -> None:
        orders = read_orders(f"{verb} {rest}", {task.number for task in turn.desk.tasks()})
        if orders:
            _obey(turn, orders)
        elif verb is Verb.STRIKE_OFF and not rest:
            _strike_list(turn, "")
        else:
            turn.say(reviews.order_unclear(reviews.order_example(verb)))

    return act


def _obey(turn: Turn, orders: Sequence[Order]) -> None:
    """Carry out what names one report a row; where a row has several, what is meant is shown first."""
    found = [_found(turn, order) for order in orders]
    unclear = [one for one in found if isinstance(one, str)]
    clear = [one for one in found if not isinstance(one, str)]
    if unclear or not clear:
        turn.say(reviews.order_unclear("；".join(unclear)))
    elif len(orders) == 1 and _lacks_reason(clear[0]):
        _ask_reason(turn, _still_waiting(turn, clear[0]["reports"]))
    elif any(_lacks_reason(one) for one in clear):
        turn.say(reviews.order_unclear(reviews.order_example(Verb.BACK)))
    elif any(len(one["reports"] or one["items"]) > len(one["numbers"]) for one in clear):
        turn.say(reviews.confirm_orders([_in_words(turn, one) for one in clear]), orders=clear)
    else:
        _carry_out(turn, clear)


def _lacks_reason(order: dict[str, Any]) -> bool:
    return order["verb"] == Verb.BACK and not order["reason"]


def _found(turn: Turn, order: Order) -> dict[str, Any] | str:
    """What an order is about, as plain values; or why it cannot be carried out."""
    _, unit, rest = units_and_rows(turn, order.rest, rows=False)
    wanted: list[Waiting] = []
    items: list[Item] = []
    if order.verb is Verb.STRIKE_OFF:
        items = [item for item, _, whose in turn.desk.to_strike_off(order.numbers) if unit in (None, whose)]
    else:
        wanted = [one for one in turn.desk.to_review_of(order.numbers) if unit is None or one[3].id == unit.id]
    named = {task.number for _, _, task, _ in wanted} | {item.number for item in items}
    if missing := [one for one in order.numbers if one not in named]:
        return reviews.nothing_waits(missing, order.verb)
    if order.verb is Verb.PUT_OFF:
        days = {judging.new_day(turn, rest, item) for _, item, _, _ in wanted}
        if unclear := [day for day in days if isinstance(day, str)]:
            return unclear[0]
        rest = f"{days.pop()}"
    elif rest and order.verb is not Verb.BACK:
        return reviews.not_read(rest)
    return {
        "verb": f"{order.verb}",
        "numbers": list(order.numbers),
        "reports": [report.id for report, *_ in wanted],
        "items": [item.id for item in items],
        "reason": rest,
    }


def _in_words(turn: Turn, order: dict[str, Any]) -> str:
    waiting = _still_waiting(turn, order["reports"])
    items = [turn.desk.session.get_one(Item, one) for one in order["items"]]
    rows = [(task, unit) for _, _, task, unit in waiting] + [turn.desk.with_task(item)[:2] for item in items]
    return reviews.order_in_words(Verb(order["verb"]), [(task, unit.name) for task, unit in rows], order["reason"])


def _carry_on(turn: Turn, _rest: str) -> None:
    """确认 under a list of what is meant."""
    orders = turn.kept("orders")
    if orders is None:
        turn.refuse()
        return
    _carry_out(turn, orders)


def _carry_out(turn: Turn, orders: Sequence[dict[str, Any]]) -> None:
    decided: list[Decided] = []
    for order in orders:
        verb, reason = Verb(order["verb"]), order["reason"]
        for report, item, task, unit in _still_waiting(turn, order["reports"]):
            _do(turn, verb, report, item, reason)
            decided.append(Decided(verb, unit.name, task, item))
        decided += _strike(turn, order["items"])
    _say(turn, decided)


def _do(turn: Turn, verb: Verb, report: Report, item: Item, reason: str) -> None:
    if verb is Verb.PASS:
        judging.passed(turn, report, item)
    elif verb is Verb.NIL:
        judging.found_nil(turn, report, item)
    elif verb is Verb.BACK:
        judging.returned(turn, report, item, reason)
    else:
        day = judging.new_day(turn, reason, item)
        if not isinstance(day, str):
            judging.put_off(turn, report, item, day)


def _strike_list(turn: Turn, rest: str) -> None:
    """/销号: what is 已办结 and not struck off yet."""
    letter, shown = reviews.strike_list(turn.desk.to_strike_off(), number(rest) or 0)
    turn.show(letter, items=shown)


def _strike_page(turn: Turn, _rest: str) -> None:
    _say(turn, _strike(turn, turn.kept("items") or []))


def _strike(turn: Turn, item_ids: Iterable[int]) -> list[Decided]:
    wanted = set(item_ids)
    done = [one for one in turn.desk.to_strike_off() if one[0].id in wanted] if wanted else []
    for item, _, _ in done:
        turn.desk.strike_off_item(item)
    return [Decided(Verb.STRIKE_OFF, unit.name, task, item) for item, task, unit in done]


def _undo_list(turn: Turn, _rest: str) -> None:
    """/撤销: what this person decided within a day, newest first."""
    batches: dict[str, list[Decision]] = {}
    for decision in turn.desk.may_be_undone():
        batches.setdefault(decision.batch, []).append(decision)
    shown = [(batch, those[0].at, [_of(turn, one) for one in those]) for batch, those in batches.items()]
    turn.show(reviews.undo_list(shown, turn.today))


def _undo(turn: Turn, batch: str) -> None:
    """撤销 under what was decided; by whoever decided it, for a day."""
    decisions = turn.desk.may_be_undone(batch) if batch.isdecimal() else []
    results = [(_of(turn, one), judging.undone(turn, one)) for one in decisions]
    turn.show(reviews.undone(results))


def _of(turn: Turn, decision: Decision) -> tuple[str, Task]:
    task, unit, _ = turn.desk.with_task(turn.desk.session.get_one(Item, decision.item_id))
    return unit.name, task


COMMANDS: dict[str, Act] = {f"{verb}": _order_by_command(verb) for verb in Verb} | {
    "撤销": _undo_list,
    "undo": _undo_list,
    "strike": _order_by_command(Verb.STRIKE_OFF),
}
BUTTONS: dict[str, Act] = {
    "reviews": _list,
    "tick": _tick,
    "passpage": _pass_page,
    "passticked": _pass_ticked,
    "backticked": _back_ticked,
    "backeach": _back_each,
    "orderon": _carry_on,
    "strikelist": _strike_list,
    "strikepage": _strike_page,
    "unmake": _undo,
}
TYPED: dict[str, Callable[[Turn, dict[str, Any]], None]] = {"reasons": _typed_reasons}
