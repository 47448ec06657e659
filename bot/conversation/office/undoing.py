"""撤销: whoever decided takes it back within a day."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversation.office import judging
from bot.conversation.turn import Act, Turn
from messages import undo_texts
from storage.records import Decision, Item, Task
from storage.states import ItemState


def _undo_list(turn: Turn, _rest: str) -> None:
    """/撤销: what this person decided within a day, newest first."""
    batches: dict[str, list[Decision]] = {}
    for decision in turn.desk.may_be_undone():
        batches.setdefault(decision.batch, []).append(decision)
    shown = [
        undo_texts.Batch(batch, those[0].at, _states(turn, those), [_of(turn, one) for one in those])
        for batch, those in batches.items()
    ]
    turn.show(undo_texts.undo_list(shown, turn.today))


def _states(turn: Turn, decisions: Sequence[Decision]) -> tuple[ItemState, ...]:
    """Where decisions left their items, each state once; of some, such as a day that is not granted, as they stood."""
    items = (turn.desk.session.get_one(Item, one.item_id) for one in decisions)
    left = ((one.after or {}).get("state", item.state) for one, item in zip(decisions, items, strict=True))
    return tuple(dict.fromkeys(map(ItemState, left)))


def _undo(turn: Turn, batch: str) -> None:
    """撤销 under what was decided; by whoever decided it, for a day."""
    decisions = turn.desk.may_be_undone(batch) if batch.isdecimal() else []
    results = [(_of(turn, one), judging.undone(turn, one)) for one in decisions]
    turn.show(undo_texts.undone(results))


def _of(turn: Turn, decision: Decision) -> tuple[str, Task]:
    task, unit, _ = turn.desk.with_task(turn.desk.session.get_one(Item, decision.item_id))
    return unit.name, task


COMMANDS: dict[str, Act] = {"撤销": _undo_list, "undo": _undo_list}
BUTTONS: dict[str, Act] = {"unmake": _undo}
