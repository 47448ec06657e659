"""What the office types to decide: 「通过 12、15」「退回 7 缺佐证」「不涉及 12 区教育局 无此项职能」「销号 1-4」."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from bot.conversation.office import finding, judging, reviewing, several, ticking
from bot.conversation.office.looking import units_and_rows
from bot.conversation.office.several import Waiting
from bot.conversation.turn import Act, Turn, number, on_kept
from messages import changes, order_texts, review_lists
from messages.orders import Order, Verb, passes_everything, read_orders
from messages.review_lists import Decided
from storage.records import Item, Report, Unit
from storage.states import Intent

_GRANTED = {"延期": Intent.EXTENSION, "不涉及": Intent.NIL}  # 同意延期 3, 同意第3项延期


def ordered(turn: Turn) -> bool:
    """A typed line such as 「通过 12、15」, or 「通过」 in reply to a report; False where it is none."""
    if reviewing.replied(turn):
        return True
    if passes_everything(turn.incoming.text):
        ticking.show_list(turn, "")
        return True
    known = {task.number for task in turn.desk.tasks()}
    orders = read_orders(turn.incoming.text, known)
    if orders:
        _obey(turn, orders)
    return bool(orders)


def propose(turn: Turn, order: Order) -> None:
    """Show what one order would do; carried out after 确认."""
    found = _found(turn, order)
    if isinstance(found, str):
        turn.say(changes.change_refused(found))
    else:
        turn.say(order_texts.confirm_order(_in_words(turn, found)), orders=[found])


def _order_by_command(verb: Verb) -> Act:
    def act(turn: Turn, rest: str) -> None:
        orders = read_orders(f"{verb} {rest}", {task.number for task in turn.desk.tasks()})
        if orders:
            _obey(turn, orders)
        elif verb is Verb.STRIKE_OFF and not rest:
            _strike_list(turn, "")
        else:
            turn.say(changes.change_refused(order_texts.order_example(verb)))

    return act


def _obey(turn: Turn, orders: Sequence[Order]) -> None:
    """Carry out what names one report a row; where a row has several, what is meant is shown first."""
    if finding.is_proposed(turn, orders):
        return
    found = [_found(turn, order) for order in orders]
    unclear = [one for one in found if isinstance(one, str)]
    clear = [one for one in found if not isinstance(one, str)]
    if unclear or not clear:
        turn.say(changes.change_refused("；".join(unclear)))
    elif len(orders) == 1 and _lacks_reason(clear[0]):
        several.ask_reason(turn, several.still_waiting(turn, clear[0]["reports"]))
    elif any(_lacks_reason(one) for one in clear):
        turn.say(changes.change_refused(order_texts.order_example(Verb.BACK)))
    elif any(len(one["reports"] or one["items"]) > len(one["numbers"]) for one in clear):
        turn.say(order_texts.confirm_orders([_in_words(turn, one) for one in clear]), orders=clear)
    else:
        _carry_out(turn, clear)


def _lacks_reason(order: dict[str, Any]) -> bool:
    return order["verb"] == Verb.BACK and not order["reason"]


def _found(turn: Turn, order: Order) -> dict[str, Any] | str:
    """What an order is about, as plain values; or why it cannot be carried out."""
    _, unit, rest = units_and_rows(turn, order.rest, rows=False)
    wanted, items = _about(turn, order, unit)
    if order.verb is Verb.PASS and rest in _GRANTED:
        wanted, rest = [one for one in wanted if one[0].intent is _GRANTED[rest]], ""
    named = {task.number for _, _, task, _ in wanted} | {item.number for item in items}
    if missing := [one for one in order.numbers if one not in named]:
        return order_texts.nothing_waits(missing, order.verb)
    if order.verb is Verb.PUT_OFF:
        days = {judging.new_day(turn, rest, item) for _, item, _, _ in wanted}
        if unclear := [day for day in days if isinstance(day, str)]:
            return unclear[0]
        rest = f"{days.pop()}"
    elif rest and order.verb not in (Verb.BACK, Verb.NIL):
        return order_texts.not_read(rest)
    return {
        "verb": f"{order.verb}",
        "numbers": list(order.numbers),
        "reports": [report.id for report, *_ in wanted],
        "items": [item.id for item in items],
        "reason": rest,
    }


def _about(turn: Turn, order: Order, unit: Unit | None) -> tuple[list[Waiting], list[Item]]:
    """The reports that an order is about, or the items that are to be struck off."""
    if order.verb is Verb.STRIKE_OFF:
        return [], [item for item, _, whose in turn.desk.to_strike_off(order.numbers) if unit in (None, whose)]
    return [one for one in turn.desk.to_review_of(order.numbers) if unit is None or one[3].id == unit.id], []


def _in_words(turn: Turn, order: dict[str, Any]) -> str:
    waiting = several.still_waiting(turn, order["reports"])
    items = [turn.desk.session.get_one(Item, one) for one in order["items"]]
    rows = [(task, unit) for _, _, task, unit in waiting] + [turn.desk.with_task(item)[:2] for item in items]
    return order_texts.order_in_words(Verb(order["verb"]), [(task, unit.name) for task, unit in rows], order["reason"])


def _carry_out(turn: Turn, orders: Sequence[dict[str, Any]]) -> None:
    decided: list[Decided] = []
    for order in orders:
        verb, reason = Verb(order["verb"]), order["reason"]
        for report, item, task, unit in several.still_waiting(turn, order["reports"]):
            _do(turn, verb, report, item, reason)
            decided.append(Decided(verb, unit.name, task, item))
        decided += _strike(turn, order["items"])
    several.say(turn, decided, [order["reason"] for order in orders if order["verb"] in (Verb.BACK, Verb.NIL)])


def _do(turn: Turn, verb: Verb, report: Report, item: Item, reason: str) -> None:
    if verb is Verb.PASS:
        judging.passed(turn, report, item)
    elif verb is Verb.NIL:
        judging.found_nil(turn, report, item, reason)
    elif verb is Verb.BACK:
        judging.returned(turn, report, item, reason)
    else:
        day = judging.new_day(turn, reason, item)
        if not isinstance(day, str):
            judging.put_off(turn, report, item, day)


def _strike_list(turn: Turn, rest: str) -> None:
    """/销号: what is 已办结 and not struck off yet."""
    letter, shown = review_lists.strike_list(turn.desk.to_strike_off(), number(rest) or 0)
    turn.show(letter, items=shown)


def _strike_page(turn: Turn, _rest: str) -> None:
    several.say(turn, _strike(turn, turn.kept("items") or []))


def _strike(turn: Turn, item_ids: Iterable[int]) -> list[Decided]:
    wanted = set(item_ids)
    done = [one for one in turn.desk.to_strike_off() if one[0].id in wanted] if wanted else []
    for item, _, _ in done:
        turn.desk.strike_off_item(item)
    return [Decided(Verb.STRIKE_OFF, unit.name, task, item) for item, task, unit in done]


COMMANDS: dict[str, Act] = {f"{verb}": _order_by_command(verb) for verb in Verb} | {
    "strike": _order_by_command(Verb.STRIKE_OFF),
}
BUTTONS: dict[str, Act] = {
    "orderon": on_kept("orders", _carry_out),
    "strikelist": _strike_list,
    "strikepage": _strike_page,
}
