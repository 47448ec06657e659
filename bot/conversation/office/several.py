"""Several reports at once, however they were chosen: what still waits of them, a reason for all, what was done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.conversation.office import judging
from bot.conversation.turn import Turn
from messages import review_lists
from messages.orders import Verb
from messages.review_lists import Decided
from storage.records import Item, Report, Task, Unit

Waiting = tuple[Report, Item, Task, Unit]


def still_waiting(turn: Turn, report_ids: Iterable[int]) -> list[Waiting]:
    """Of these reports those that nobody has decided yet, oldest first."""
    return turn.desk.to_review(among=report_ids)


def ask_reason(turn: Turn, chosen: Sequence[Waiting]) -> None:
    """Ask why they go back: a preset reason, or the next typed line."""
    if not chosen:
        turn.say(review_lists.nothing_decided())
        return
    report_ids = [report.id for report, *_ in chosen]
    turn.expect("reasons", reports=report_ids)
    turn.say(review_lists.return_reasons_of([(task, unit.name) for _, _, task, unit in chosen]), reports=report_ids)


def give_back(turn: Turn, chosen: Sequence[Waiting], reason: str) -> None:
    """退回, with one reason for all."""
    for report, item, _, _ in chosen:
        judging.returned(turn, report, item, reason)
    say_decided(turn, Verb.BACK, chosen, reason)


def say_decided(turn: Turn, verb: Verb, chosen: Sequence[Waiting], reason: str = "") -> None:
    """What was done to reports."""
    decided = [Decided(verb, unit.name, task, item) for _, item, task, unit in chosen]
    say(turn, decided, [reason] if reason and chosen else [])


def say(turn: Turn, decided: Sequence[Decided], beside: Sequence[str] = ()) -> None:
    """What was done, with what is written `beside` it and the button that undoes it."""
    batch = str(turn.incoming.update_id)
    left = turn.desk.waiting_count()
    turn.show(review_lists.decided(decided, beside, batch, left, turn.incoming.name))
