"""Questions to the office: relayed as they were typed, answered through the bot, once."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversation.turn import Act, Turn, on_one
from messages import answers, inquiries
from storage.records import Contact, Inquiry, Item
from storage.states import Role


def read_back(turn: Turn, text: str, meant: Sequence[Item]) -> None:
    """Ask whether a line is for the office; nothing goes there on a guess."""
    key = str(turn.incoming.update_id)
    turn.expect("inquiry", text=text[:2000], key=key, item=meant[0].id if len(meant) == 1 else None)
    turn.say(inquiries.is_it_a_question(text, key))


def is_asked(turn: Turn) -> bool:
    """Whether a typed line is the question that /咨询 asked for."""
    if not turn.asked_for("question") or not turn.incoming.text.strip():
        return False
    _relay(turn, turn.incoming.text.strip(), None)
    return True


def is_answered(turn: Turn) -> bool:
    """Whether a line of the office answers a question: by replying to it, or after 答复."""
    text = turn.incoming.text.strip()
    replied = turn.desk.said_in(turn.contact, turn.incoming.reply_to).get("inquiry") if turn.incoming.reply_to else None
    inquiry_id = replied or turn.asked_for("inquiry_answer").get("inquiry")
    inquiry = turn.desk.one(Inquiry, inquiry_id)
    if inquiry is None or not text or turn.incoming.files:
        return False
    _answer(turn, inquiry, text)
    return True


def _inquire(turn: Turn, rest: str) -> None:
    """/咨询."""
    if rest:
        _relay(turn, rest, None)
        return
    turn.expect("question")
    turn.say(inquiries.ask_question())


def pass_on(turn: Turn, key: str) -> None:
    """「转公开办」 under a line that was read back or names no row, or a typed yes to the first."""
    asked = turn.asked_for("inquiry", "which")
    if not asked or asked["key"] != key:
        turn.show(answers.expired())
        return
    _relay(turn, asked["text"], turn.own_item(str(asked.get("item"))))


def _relay(turn: Turn, text: str, item: Item | None) -> None:
    inquiry = turn.desk.inquire(turn.contact, text[:2000], item)
    names = "、".join(unit.name for unit in turn.units())
    task = turn.desk.with_task(item)[0] if item is not None else None
    note = inquiries.question_note(inquiry, names, turn.contact.name, task)
    for contact in turn.desk.office_contacts():
        turn.desk.tell(contact, note.as_body() | {"inquiry": inquiry.id})
    turn.show(inquiries.question_sent(text))


def _reply(turn: Turn, inquiry: Inquiry) -> None:
    """「答复」: the next typed line is the answer."""
    if inquiry.answered_at is not None:
        turn.say(inquiries.answered_before(inquiry))
    else:
        turn.expect("inquiry_answer", inquiry=inquiry.id)
        turn.say(inquiries.ask_answer(inquiry))


def _answer(turn: Turn, inquiry: Inquiry, text: str) -> None:
    asker = turn.desk.session.get_one(Contact, inquiry.contact_id)
    if asker.role is not Role.LIAISON:
        turn.say(inquiries.asker_gone())
    elif not turn.desk.answer_inquiry(inquiry, text[:3000]):
        turn.say(inquiries.answered_before(inquiry))
    else:
        about = [inquiry.item_id] if inquiry.item_id else []
        turn.desk.tell(asker, inquiries.question_answered(inquiry).as_body() | {"about": about})
        turn.say(inquiries.answer_passed_on(asker.name))


COMMANDS: dict[str, Act] = {"咨询": _inquire, "ask": _inquire}
BUTTONS: dict[str, Act] = {"inquire": pass_on}
OFFICE_BUTTONS: dict[str, Act] = {"reply": on_one(Inquiry, _reply)}
