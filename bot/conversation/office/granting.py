"""A report the office passes or sends back in a sentence; what it would do is shown first, carried out after 确认."""

from __future__ import annotations

from bot.conversation.office import ordering
from bot.conversation.office.asking import numbers_in, units_in
from bot.conversation.turn import Turn
from messages import changes, order_texts
from messages.moved_days import only_names
from messages.orders import Order, Verb, said_plainly


def is_said(turn: Turn) -> bool:
    """Whether a line decides on rows, perhaps of one unit: 「教育局的12项直接通过吧」."""
    said = said_plainly(turn.incoming.text)
    if said is None:
        return False
    verb, what, reason = said
    numbers = numbers_in(turn, what)
    spoken_of = dict(units_in(turn, f"{what}　{reason}"))
    names = list(dict.fromkeys(unit.name for unit in spoken_of.values()))
    if not numbers or len(names) > 1 or not only_names(what, spoken_of):
        return False
    for name in spoken_of:
        reason = reason.replace(name, "")
    reason = reason.strip(" ,;:，；：　")
    if verb is Verb.BACK and not reason:
        turn.say(changes.change_refused(order_texts.order_example(verb)))
    else:
        ordering.propose(turn, Order(verb, tuple(numbers), " ".join([*names, reason]).strip()))
    return True
