"""The queue as a list to tick: several decided by a press, by the page or as chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.conversation.office import judging, several
from bot.conversation.office.several import Waiting
from bot.conversation.turn import Act, Turn, Typed, number
from messages import review_lists, reviews
from messages.orders import Verb
from messages.pages import page_counted
from storage.desk.lists import WaitingRow
from storage.states import Intent


def show_list(turn: Turn, rest: str) -> None:
    """The queue as a list to tick."""
    shown, total = page_counted(number(rest) or 0, turn.desk.waiting_page)
    _show_list(turn, shown.rows, total, shown.number, set())


def _show_list(turn: Turn, rows: Sequence[WaitingRow], total: int, page: int, ticked: set[int]) -> None:
    if not rows:
        turn.show(reviews.review_empty())
        return
    shown = [row.report_id for row in rows]
    kept = sorted(ticked.intersection(shown))
    letter = review_lists.review_list(rows, kept, total, page, turn.today)
    turn.show(letter, reviews=shown, ticked=kept, page=page)


def _tick(turn: Turn, rest: str) -> None:
    """Tick a row of the list, or take the tick away; rows decided meanwhile are gone from it."""
    report_id, shown = number(rest), turn.kept("reviews") or []
    if report_id is None or report_id not in shown:
        turn.refuse()
        return
    ticked = {report_id}.symmetric_difference(turn.kept("ticked") or [])
    rows, total = turn.desk.still_waiting(shown), turn.desk.waiting_count()
    _show_list(turn, rows, total, turn.kept("page") or 0, ticked)


def _pass_page(turn: Turn, _rest: str) -> None:
    """Only what was shown, and only what the office need not answer in words."""
    shown = several.still_waiting(turn, turn.kept("reviews") or [])
    _pass_all(turn, [one for one in shown if one[0].intent is not Intent.TROUBLE])


def _pass_ticked(turn: Turn, _rest: str) -> None:
    _pass_all(turn, several.still_waiting(turn, turn.kept("ticked") or []))


def _pass_all(turn: Turn, chosen: Sequence[Waiting]) -> None:
    for report, item, _, _ in chosen:
        judging.passed(turn, report, item)
    several.say_decided(turn, Verb.PASS, chosen)


def _back_ticked(turn: Turn, _rest: str) -> None:
    chosen = several.still_waiting(turn, turn.kept("ticked") or [])
    several.ask_reason(turn, chosen)


def _back_each(turn: Turn, rest: str) -> None:
    chosen, offered = number(rest), reviews.reasons(Intent.DONE)
    reports = turn.kept("reports")
    if reports is None or chosen is None or chosen >= len(offered):
        turn.refuse()
        return
    several.give_back(turn, several.still_waiting(turn, reports), offered[chosen])


def _typed_reasons(turn: Turn, asked: dict[str, Any]) -> None:
    several.give_back(turn, several.still_waiting(turn, asked["reports"]), turn.incoming.text.strip())


BUTTONS: dict[str, Act] = {
    "reviews": show_list,
    "tick": _tick,
    "passpage": _pass_page,
    "passticked": _pass_ticked,
    "backticked": _back_ticked,
    "backeach": _back_each,
}
TYPED: dict[str, Typed] = {"reasons": _typed_reasons}
