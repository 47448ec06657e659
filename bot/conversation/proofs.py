"""Which kind of evidence a row is expected to end with, as the office sets it."""

from __future__ import annotations

from bot.conversation.office.looking import rows_going_on
from bot.conversation.turn import Act, Turn, number, row_typed
from messages import proofs, task_cards
from storage.records import Task
from storage.states import Proof


def _proof(turn: Turn, rest: str) -> None:
    """/佐证 12."""
    wanted = row_typed(rest)
    found = rows_going_on(turn, wanted)
    if not wanted:
        turn.say(proofs.which_row())
    elif not found:
        turn.say(task_cards.no_such_task(wanted))
    for task in found:
        turn.say(proofs.proof_card(task))


def _press_proof(turn: Turn, rest: str) -> None:
    """A kind is added or taken away; the last one stays."""
    task_id, _, word = rest.partition("/")
    task = turn.desk.one(Task, number(task_id))
    if task is None or word not in (*Proof, "auto"):
        turn.refuse()
        return
    turn.desk.expect_proof(task, None if word == "auto" else _toggled(task, Proof(word)))
    turn.show(proofs.proof_card(task))


def _toggled(task: Task, kind: Proof) -> list[Proof]:
    now = set(proofs.expected(task))
    wanted = now ^ {kind} or {kind}
    return [one for one in Proof if one in wanted]


COMMANDS: dict[str, Act] = {"佐证": _proof, "proof": _proof}
BUTTONS: dict[str, Act] = {"proof": _press_proof}
