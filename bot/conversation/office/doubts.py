"""A doubt of the document settled in words: in reply to its card, right under it, or by the number of its row."""

from __future__ import annotations

from bot.conversation.office import looking, settling
from bot.conversation.turn import Turn
from messages import instructions, question_cards
from messages.reading import asked_about
from messages.row_answers import RowAnswer, goes_on, place_chosen, read_row_answers, settles_everything
from scheduler import deciding
from storage.records import Question, Task
from storage.values import Field


def is_answered(turn: Turn) -> bool:
    """Whether a line answers the card it replies to, or names a choice of the card it stands right under."""
    text, replied = turn.incoming.text, turn.incoming.reply_to is not None
    question = _card(turn)
    if question is None or any(one.field or one.about for one in _said_of_rows(turn)):
        return False
    chosen = place_chosen(text, question.choices, bare=replied)
    if chosen is not None:
        settling.decide(turn, question, question.choices[chosen])
    elif settles_everything(text):
        turn.expect("card", question=question.id)
        turn.say(question_cards.one_by_one())
    elif goes_on(text):
        settling.show_next(turn, question)
    elif not replied:
        return False
    elif asked_about(text) is not None:
        looking.show_task(turn, turn.desk.session.get_one(Task, question.task_id))
    else:
        settling.decide(turn, question, text.strip())
    return True


def is_settled(turn: Turn) -> bool:
    """Whether a line such as 「第11项牵头单位是区司法局」 settles open doubts of the rows it names."""
    meant = [(one, number, _doubts(turn, number, one)) for one in _said_of_rows(turn) for number in one.numbers]
    if not any(asked for *_, asked in meant):
        return False
    stored: list[tuple[Task, Question]] = []
    for said, number, asked in meant:
        if len(asked) != 1:
            turn.say(question_cards.which_doubt(number, asked))
            continue
        task = turn.desk.session.get_one(Task, asked[0].task_id)
        place = place_chosen(said.value, asked[0].choices, bare=False)
        refused = deciding.decide(turn.desk, task, asked[0], said.value if place is None else asked[0].choices[place])
        if refused:
            turn.say(question_cards.row_answer_unclear(task, refused))
        else:
            stored.append((task, asked[0]))
    if stored:
        turn.say(question_cards.answered(stored, len(turn.desk.open_questions())))
        settling.show_rest(turn, stored[-1][0])
    return True


def say_not_understood(turn: Turn) -> None:
    """A line nobody could read: it speaks of a column that leaves nothing open, or stands under a card."""
    said, question = _said_of_rows(turn), _card(turn)
    if said and all(one.field for one in said):
        turn.say(question_cards.which_doubt(said[0].numbers[0], ()))
    elif settles_everything(turn.incoming.text) and turn.desk.open_questions():
        turn.say(question_cards.one_by_one())
    elif question is not None:
        task = turn.desk.session.get_one(Task, question.task_id)
        turn.expect("card", question=question.id)
        turn.say(question_cards.how_to_answer(task))
    else:
        turn.say(instructions.office_not_understood())


def _card(turn: Turn) -> Question | None:
    """The open question of the card that a line replies to, or else of the card shown last."""
    replied = turn.incoming.reply_to
    said = turn.asked_for("card") if replied is None else turn.desk.said_in(turn.contact, replied)
    question_id = said.get("question")
    question = turn.desk.one(Question, question_id) if question_id else None
    return question if question is not None and question.answer is None else None


def _said_of_rows(turn: Turn) -> list[RowAnswer]:
    return read_row_answers(turn.incoming.text, {task.number for task in turn.desk.tasks()})


def _doubts(turn: Turn, number: str, said: RowAnswer) -> list[Question]:
    """The open doubts of a row that a line may speak of, in the newest table that has any of it."""
    open_ones = (turn.desk.open_questions(task.id) for task in turn.desk.tasks_numbered(number))
    asked = next((found for found in open_ones if found), [])
    if said.about:
        return [one for one in asked if one.about == said.about]
    if said.field is not None:
        return [one for one in asked if one.field == said.field]
    offering = [one for one in asked if place_chosen(said.value, one.choices, bare=False) is not None]
    return offering or [one for one in asked if one.field == Field.DEADLINE and _has_digit(said.value)]


def _has_digit(text: str) -> bool:
    return any(sign.isdigit() for sign in text)
