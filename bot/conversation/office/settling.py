"""待确认: the doubts of a document settled one by one, its rows confirmed and handed out."""

from __future__ import annotations

from typing import Any

from bot.conversation import importing
from bot.conversation.turn import Act, Turn, Typed, number, on_one
from messages import intake_texts, question_cards
from scheduler import deciding
from storage.records import Plan, Question, Task


def _hand_out(turn: Turn, source: Plan) -> None:
    """立即交办: what is confirmed goes out now, whatever else the day has brought."""
    items, units, liaisons = turn.rounds.hand_out(turn.desk, source)
    turn.say(intake_texts.handed_out(items, units, liaisons))


def _waiting(turn: Turn, rest: str) -> None:
    """What waits for the office: rows that nobody has confirmed, then the open questions."""
    ready = {plan.id or 0: (plan.title, len(turn.desk.ready_tasks(plan.id or 0))) for plan in turn.desk.plans()}
    waiting = [intake_texts.rows_waiting(title, count, plan) for plan, (title, count) in ready.items() if count]
    for letter in waiting:
        turn.say(letter)
    if not waiting or turn.desk.open_questions():
        _questions(turn, rest)


def _questions(turn: Turn, rest: str) -> None:
    """The open questions, one card at a time."""
    queue = turn.desk.open_questions()
    if not queue:
        turn.say(question_cards.no_open_questions())
        return
    place = min(max(number(rest) or 1, 1), len(queue))
    _show_question(turn, queue, place)


def where_it_stands(turn: Turn, _rest: str = "") -> None:
    """What the newest table still wants of the office, as it was told when it had been read."""
    plans = turn.desk.plans()
    turn.say(importing.import_letter(turn.desk, plans[-1]) if plans else question_cards.no_open_questions())


def _ask(turn: Turn, rest: str) -> None:
    """A button of a question card: a choice by its place."""
    question_id, _, place = rest.partition("/")
    question = turn.desk.one(Question, number(question_id))
    chosen = number(place)
    if question is None or (place and (chosen is None or chosen >= len(question.choices))):
        turn.refuse()
    elif chosen is None:
        queue = turn.desk.open_questions()
        _questions(turn, str(next((n for n, one in enumerate(queue, 1) if one.id == question.id), 1)))
    else:
        decide(turn, question, question.choices[chosen])


def _ask_again(turn: Turn, question: Question) -> None:
    """改答: the question is open again, and its card stands where the answer stood."""
    task = turn.desk.session.get_one(Task, question.task_id)
    if question.answer is not None and not deciding.ask_again(turn.desk, task, question):
        turn.say(question_cards.not_asked_again(task))
    else:
        _ask(turn, str(question.id))


def _ask_free(turn: Turn, question: Question) -> None:
    turn.expect("decision", question=question.id)
    turn.say(question_cards.ask_own_answer(turn.desk.session.get_one(Task, question.task_id), question))


def _typed_answer(turn: Turn, asked: dict[str, Any]) -> None:
    """The answer asked for after 另填."""
    question = turn.desk.one(Question, asked["question"])
    if question is None:
        turn.refuse()
    else:
        decide(turn, question, turn.incoming.text.strip())


def decide(turn: Turn, question: Question, answer: str) -> None:
    """Put the office's answer into the row, then show the next question."""
    task = turn.desk.session.get_one(Task, question.task_id)
    refused = deciding.decide(turn.desk, task, question, answer)
    if refused:
        turn.expect("decision", question=question.id)
        turn.say(question_cards.answer_unclear(refused))
        return
    turn.expect(None)
    turn.show(question_cards.answered([(task, question)], len(turn.desk.open_questions())))
    show_rest(turn, task)


def show_rest(turn: Turn, task: Task) -> None:
    """What is to be done after an answer to a doubt of a row: the next question, or to confirm the rows."""
    queue = turn.desk.open_questions()
    if queue:
        _show_question(turn, queue, 1, new=True)
    else:
        turn.say(intake_texts.all_answered(len(turn.desk.ready_tasks(task.plan_id)), task.plan_id))


def show_next(turn: Turn, question: Question) -> None:
    """The question after this one, whose answer is left for later."""
    queue = turn.desk.open_questions()
    place = next(n for n, one in enumerate(queue, 1) if one.id == question.id)
    _show_question(turn, queue, place % len(queue) + 1)


def _show_question(turn: Turn, queue: list[Question], place: int, new: bool = False) -> None:
    question = queue[place - 1]
    task = turn.desk.session.get_one(Task, question.task_id)
    card = question_cards.question_card(task, question, place, len(queue))
    turn.expect("card", question=question.id)
    (turn.say if new else turn.show)(card, question=question.id)


COMMANDS: dict[str, Act] = {"待确认": _waiting, "questions": _waiting}
BUTTONS: dict[str, Act] = {
    "handout": on_one(Plan, _hand_out),
    "ask": _ask,
    "askagain": on_one(Question, _ask_again),
    "askfree": on_one(Question, _ask_free),
    "questions": _questions,
}
TYPED: dict[str, Typed] = {"decision": _typed_answer}
