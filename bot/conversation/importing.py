"""What the office sends as a file: a task table, a newer version of one, a roster; and the buttons under the answer.

What a button needs later is kept with the message it stands under, so a pressed button means what was shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from bot.conversation.turn import Act, Turn, expected, number, on_kept, on_one
from messages import intake_texts, question_cards, repeats, revisions
from messages.letter import Letter
from messages.row_texts import rows_on_page, rows_to_confirm
from scheduler import deciding, repeating, revising, ways_out
from storage.desk import Desk
from storage.records import Plan, Question, Task
from storage.states import TaskState
from storage.values import Problem, Roster, RosterUnit, TaskDocument

Body = dict[str, Any]


def import_letter(desk: Desk, source: Plan, problems: Sequence[Problem] = ()) -> Letter:
    """What a document was read as, what is open, what was left out, and the buttons that go on from there."""
    tasks = desk.tasks(source.id)
    open_numbers = {task.id: task.number for task in tasks}
    questions = desk.open_questions(plan_id=source.id)
    asked = [open_numbers[one.task_id] for one in questions]
    strange = list(dict.fromkeys(one.about for one in questions if one.about))
    waiting = [task for task in tasks if task.state is TaskState.UNCONFIRMED]
    past = [task.number for task in waiting if task.due_on and source.issued_on and task.due_on < source.issued_on]
    ready = len(desk.ready_tasks(source.id or 0))
    return intake_texts.import_summary(
        source.title, len(tasks), ready, asked, past, strange, source.id or 0, _told(problems, questions)
    )


def _told(problems: Sequence[Problem], questions: Sequence[Question]) -> list[str]:
    """What concerns the whole document first; a doubt that comes as a question of its row is left to that."""
    asked = {one.text.rstrip("。") for one in questions}
    told = [one for one in problems if one.text.rstrip("。") not in asked]
    return [one.text for one in sorted(told, key=lambda one: one.column is not None)]


def take_in(desk: Desk, document: TaskDocument, sha256: str) -> list[Body]:
    """Keep a document, or compare it with the version in force; the identical file changes nothing.

    Returns what the office is told: the summary, the words of the rows that are ready, the first question.
    """
    known = desk.plan_with(sha256)
    if known is not None:
        return [_unchanged(desk, known)]
    if not desk.units():
        return [intake_texts.document_refused(intake_texts.no_roster()).as_body()]
    if not document.rows:
        return [intake_texts.document_refused(intake_texts.no_rows()).as_body()]
    version = revising.version_in_force(desk, document)
    if version is not None:
        source, pairing = version
        return [*_told_of(desk, source, revising.revise(desk, source, pairing, document, sha256))]
    source = desk.store_document(ways_out.with_ways_out(document), sha256)
    deciding.recall_names(desk, source)
    return [import_letter(desk, source, document.problems).as_body(), *_shown(desk, source)]


def offer_roster(desk: Desk, roster: Roster) -> Body:
    """What a roster changes, with the button that puts it in force."""
    lines = revisions.roster_changes(desk.roster(), roster)
    return revisions.roster_found(lines, len(roster.units)).as_body() | {"roster": _kept(roster)}


def _told_of(desk: Desk, source: Plan, found: revisions.Found) -> Iterator[Body]:
    if not (found.added or found.removed or found.changed):
        yield _unchanged(desk, source)
        return
    ready, asked = len(desk.ready_tasks(source.id or 0)), len(desk.open_questions(plan_id=source.id))
    yield revisions.changes_found(source.title, found, source.id or 0, ready, asked).as_body()
    yield from _shown(desk, source)


def _unchanged(desk: Desk, source: Plan) -> Body:
    return intake_texts.no_changes(source.title, len(desk.ready_tasks(source.id or 0)), source.id or 0).as_body()


def _shown(desk: Desk, source: Plan) -> Iterator[Body]:
    """The first page of the words that will go to units, and the first question."""
    ready = desk.ready_tasks(source.id or 0)
    if ready:
        yield _page(desk, source, ready, 0)
    queue = desk.open_questions()
    mine = [place for place, one in enumerate(queue, 1) if _is_of(desk, one.task_id, source)]
    if mine:
        question = queue[mine[0] - 1]
        task = desk.session.get_one(Task, question.task_id)
        if desk.actor is not None and not desk.actor.expecting:
            desk.actor.expecting = expected("card", desk.now, question=question.id)
        yield question_cards.question_card(task, question, mine[0], len(queue)).as_body() | {"question": question.id}


def _is_of(desk: Desk, task_id: int, source: Plan) -> bool:
    return desk.session.get_one(Task, task_id).plan_id == source.id


def _page(desk: Desk, source: Plan, ready: list[Task], page: int) -> Body:
    """A page of words, which counts as shown from now on; under the last one that was missing stands 全部."""
    shown = rows_on_page(ready, page, desk.today)
    desk.show_rows(source, shown)
    seen = sum(task.shown_at is not None for task in ready)
    letter = rows_to_confirm(ready, page, source.id or 0, desk.today, seen)
    return letter.as_body() | {"rows": [task.id for task in shown]}


def _texts(turn: Turn, rest: str) -> None:
    """Another page of the words that will go to units."""
    plan_id, _, page = rest.partition("/")
    source = turn.desk.one(Plan, number(plan_id))
    ready = turn.desk.ready_tasks(source.id or 0) if source else []
    if source is None or not ready:
        turn.say(intake_texts.confirmed(0))
        return
    body = _page(turn.desk, source, ready, number(page) or 0)
    is_page = turn.kept("rows") is not None
    turn.desk.tell(turn.contact, body | ({"edits": turn.incoming.message_id} if is_page else {}))


def _confirm_shown(turn: Turn, rest: str) -> None:
    """Confirm just the rows whose words stand in the message above the button."""
    source = turn.desk.one(Plan, number(rest))
    shown = turn.kept("rows")
    if source is None or not shown:
        turn.refuse()
        return
    done = deciding.confirm_ready(turn.desk, source, set(shown) & _seen(turn, source))
    left = turn.desk.ready_tasks(source.id or 0)
    turn.show(intake_texts.confirmed(done, source.id))
    if left:
        turn.desk.tell(turn.contact, _page(turn.desk, source, left, 0))
    elif done:
        tell_repeats(turn)


def _seen(turn: Turn, source: Plan) -> set[int]:
    """The rows that are ready and whose words have been shown as they stand now."""
    return {task.id or 0 for task in turn.desk.ready_tasks(source.id or 0) if task.shown_at}


def _confirm_seen(turn: Turn, source: Plan) -> None:
    """Confirm every row without a question whose words have been shown; the others are shown first."""
    done = deciding.confirm_ready(turn.desk, source, _seen(turn, source))
    unseen = turn.desk.ready_tasks(source.id or 0)
    turn.show(intake_texts.confirmed(done, source.id, unseen=len(unseen)))
    if unseen:
        turn.desk.tell(turn.contact, _page(turn.desk, source, unseen, 0))
    elif done:
        tell_repeats(turn)


def tell_repeats(turn: Turn) -> None:
    """What the new table says again of earlier years' duties, if anything."""
    found = repeating.repeats(turn.desk)
    if found:
        turn.say(repeats.repeats_found([one.new for one in found], sum(len(one.items) for one in found)))


def _end_repeats(turn: Turn, _rest: str) -> None:
    """以新表为准."""
    ended = repeating.end(turn.desk)
    turn.show(repeats.repeats_ended([one.new for one in ended], sum(len(one.items) for one in ended)))


def _adopt(turn: Turn, source: Plan) -> None:
    """Put the plain changes of a newer version in force."""
    done = revising.adopt(turn.desk, source)
    turn.show(revisions.adopted(done, len(turn.desk.open_questions())))


def _roster_on(turn: Turn, kept: Body) -> None:
    """生效: the roster of just this message is in force from now on."""
    roster = _roster(kept)
    turn.desk.load_roster(roster)
    turn.show(revisions.roster_in_force(len(roster.units), deciding.recheck_names(turn.desk)))


def _kept(roster: Roster) -> Body:
    units = [[unit.name, unit.kind, list(unit.aliases), list(unit.groups), unit.address] for unit in roster.units]
    return {"office": roster.office, "as_of": roster.as_of.isoformat() if roster.as_of else None, "units": units}


def _roster(kept: Body) -> Roster:
    units = tuple(
        RosterUnit(name, kind, tuple(aliases), tuple(groups), *address)
        for name, kind, aliases, groups, *address in kept["units"]
    )
    return Roster(kept["office"], units, date.fromisoformat(kept["as_of"]) if kept["as_of"] else None)


BUTTONS: dict[str, Act] = {
    "repeats": _end_repeats,
    "texts": _texts,
    "confirmshown": _confirm_shown,
    "confirm": on_one(Plan, _confirm_seen),
    "adopt": on_one(Plan, _adopt),
    "rosteron": on_kept("roster", _roster_on),
}
