"""通知书 and 通报: drafts shown as they would go out; the office releases them, adds a word, or lets them be."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.conversation.turn import Act, Turn, Typed, number
from messages import draft_cards, drafts
from storage.records import Draft
from storage.states import DraftState

NO_NOTE = "无"


def _drafts(turn: Turn, rest: str) -> None:
    """What waits, one at a time; `rest` counts from 1. What was answered meanwhile is closed on the way."""
    waiting = _still_open(turn)
    if not waiting:
        turn.show(draft_cards.no_drafts())
        return
    place = min(max(number(rest) or 1, 1), len(waiting))
    _show(turn, waiting[place - 1], place, len(waiting))


def _show(turn: Turn, draft: Draft, place: int, total: int, new: bool = False) -> None:
    drafted, to, items = turn.rounds.pressing.drafted(turn.desk, draft)
    card = draft_cards.draft_card(drafted, to, draft.id or 0, place, total, turn.today)
    (turn.say if new else turn.show)(card, items=[item.id for item in items])


def _still_open(turn: Turn) -> list[Draft]:
    waiting = []
    for draft in turn.desk.open_drafts():
        if turn.rounds.pressing.still_true(turn.desk, draft):
            waiting.append(draft)
        else:
            turn.desk.overtake(draft)
    return waiting


def _open_draft(turn: Turn, draft_id: str) -> Draft | None:
    """A draft that waits and still holds something; None when it has been refused with words."""
    draft = turn.desk.one(Draft, number(draft_id))
    if draft is None:
        turn.refuse()
        return None
    if draft.state is not DraftState.OPEN or not turn.rounds.pressing.still_true(turn.desk, draft):
        turn.show(draft_cards.draft_gone())
        return None
    return draft


def _release(turn: Turn, rest: str) -> None:
    """Only what was shown is released: where something has been answered meanwhile the new text is shown first."""
    draft = _open_draft(turn, rest)
    if draft is None:
        return
    drafted, _, items = turn.rounds.pressing.drafted(turn.desk, draft)
    if turn.kept("items") != [item.id for item in items]:
        turn.show(draft_cards.draft_changed())
        _show_again(turn, draft)
        return
    told, when = turn.rounds.pressing.release(turn.desk, draft, items)
    turn.show(draft_cards.draft_released(drafted, told, when, len(_still_open(turn))))
    if not drafted.unit:
        turn.say(drafts.draft_letter(drafted, turn.today))
    turn.say(draft_cards.paper_to_print(replace(drafted, number=draft.number), draft.id or 0))


def _file(turn: Turn, rest: str) -> None:
    """查看文件: the paper as it would be printed, before anything goes out."""
    draft = _open_draft(turn, rest)
    if draft is not None:
        drafted, _, _ = turn.rounds.pressing.drafted(turn.desk, draft)
        turn.say(draft_cards.paper_to_print(drafted, draft.id or 0))


def _drop(turn: Turn, rest: str) -> None:
    draft = _open_draft(turn, rest)
    if draft is not None:
        drafted, _, _ = turn.rounds.pressing.drafted(turn.desk, draft)
        turn.desk.drop(draft)
        turn.show(draft_cards.draft_dropped(drafted))


def _ask_note(turn: Turn, rest: str) -> None:
    draft = _open_draft(turn, rest)
    if draft is not None:
        turn.expect("draft_note", draft=draft.id)
        turn.say(draft_cards.ask_draft_note(draft.note))


def _typed_note(turn: Turn, asked: dict[str, Any]) -> None:
    draft = _open_draft(turn, str(asked["draft"]))
    if draft is not None:
        said = turn.incoming.text.strip()
        turn.desk.add_words(draft, "" if said == NO_NOTE else said[:800])
        _show_again(turn, draft)


def _show_again(turn: Turn, draft: Draft) -> None:
    waiting = _still_open(turn)
    place = next((n for n, one in enumerate(waiting, 1) if one.id == draft.id), 1)
    _show(turn, draft, place, len(waiting), new=True)


COMMANDS: dict[str, Act] = {"通知书": _drafts, "drafts": _drafts}
BUTTONS: dict[str, Act] = {
    "drafts": _drafts,
    "release": _release,
    "drop": _drop,
    "draftnote": _ask_note,
    "draftfile": _file,
}
TYPED: dict[str, Typed] = {"draft_note": _typed_note}
