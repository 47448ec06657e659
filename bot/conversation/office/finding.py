"""不涉及 by the office's own finding: for a unit that has reported nothing; shown first, in force after 确认."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.conversation.office import judging, several
from bot.conversation.office.looking import units_and_rows
from bot.conversation.turn import Act, Turn, Typed, on_kept, on_one
from messages import change_texts, changes, order_texts
from messages.orders import Order, Verb
from messages.review_lists import Decided
from storage.records import Item, Task, Unit


def is_proposed(turn: Turn, orders: Sequence[Order]) -> bool:
    """Whether a line such as 「不涉及 12 区教育局 无此项职能」 speaks of what no report waits for; then it is shown."""
    if len(orders) != 1 or orders[0].verb is not Verb.NIL:
        return False
    _, unit, reason = units_and_rows(turn, orders[0].rest, rows=False)
    if unit is None or any(whose.id == unit.id for *_, whose in turn.desk.to_review_of(orders[0].numbers)):
        return False
    rows = [task for task in turn.desk.tasks() if task.number in orders[0].numbers]
    _propose(turn, rows, unit, reason)
    return True


def _propose(turn: Turn, rows: Sequence[Task], unit: Unit, reason: str) -> None:
    """Of a rhythm the first item that is still owed; the next occurrence is asked for again."""
    if not reason:
        turn.say(changes.change_refused(order_texts.nil_example()))
        return
    owed: list[tuple[Task, Item]] = []
    for task in rows:
        mine = [item for item in turn.desk.open_items(task) if item.unit_id == unit.id and item.is_with_unit]
        owed += [(task, one) for one in mine[:1]]
    found = {task.number for task, _ in owed}
    if missing := [task for task in rows if task.number not in found]:
        turn.say(changes.change_refused(change_texts.no_open_item(missing[0], unit.name)))
        return
    kept = [[item.id, standing(turn, item)] for _, item in owed]
    turn.say(order_texts.confirm_nil(owed, unit.name, reason, turn.today), nil=kept, reason=reason[:300])


def _confirm(turn: Turn, kept: list[tuple[int, list[str | int]]]) -> None:
    """Only what stands as it was shown: a unit may have reported since."""
    reason, decided = turn.kept("reason"), []
    for item_id, stood in kept:
        item = turn.desk.one(Item, item_id)
        if item is not None and standing(turn, item) == stood:
            judging.not_applicable(turn, item, reason)
            task, unit, _ = turn.desk.with_task(item)
            decided.append(Decided(Verb.NIL, unit.name, task, item))
    if decided:
        several.say(turn, decided, [reason])
    else:
        turn.show(changes.change_overtaken())


def _ask(turn: Turn, task: Task) -> None:
    """The button of a task card: the unit and the reason are typed."""
    turn.expect("nil", task=task.id)
    turn.say(order_texts.ask_nil(task))


def _typed(turn: Turn, asked: dict[str, Any]) -> None:
    task = turn.desk.one(Task, asked["task"])
    _, unit, reason = units_and_rows(turn, turn.incoming.text, rows=False)
    if task is None or unit is None:
        turn.say(changes.change_refused(order_texts.nil_example()))
    elif any(whose.id == unit.id for *_, whose in turn.desk.to_review_of([task.number])):
        turn.say(changes.change_refused(order_texts.nil_waits(task, unit.name)))
    else:
        _propose(turn, [task], unit, reason)


def standing(turn: Turn, item: Item) -> list[str | int]:
    """Everything the finding was made on: where the item stands, and what its unit has said."""
    return [f"{item.state}", f"{item.due_in_force}", len(turn.desk.reports_of(item))]


BUTTONS: dict[str, Act] = {"nilon": on_kept("nil", _confirm), "nilof": on_one(Task, _ask)}
TYPED: dict[str, Typed] = {"nil": _typed}
