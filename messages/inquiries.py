"""单位咨询: a question to the office on its way there, and the answer on its way back."""

from __future__ import annotations

from messages import words
from messages.html import Html, bold, plain
from messages.letter import Letter
from messages.pages import button, paragraphs
from messages.rows import row_title
from storage.records import Inquiry, Task


def ask_question() -> Letter:
    """/咨询 without a question."""
    return Letter(
        plain("请写明要咨询的问题，一两句话即可，将原文转公开办；答复在此送达。例如：/咨询 第12项是否包括下属单位")
    )


def is_it_a_question(text: str, key: str) -> Letter:
    """Reads a question back before it goes to the office; nothing is reported of any row."""
    said = words.brief(text, 300)
    text_shown = paragraphs(
        plain(f"我理解为：向公开办咨询「{said}」"), plain("对吗？确认后转公开办；如是反馈情况，请点「不是」。")
    )
    return Letter(text_shown, ((button("转公开办", f"inquire/{key}"), button("不是", f"no/{key}")),))


def or_to_the_office(asked: Letter, key: str) -> Letter:
    """The question which row is meant, with a way out for a line that is about none."""
    return Letter(asked.text, (*asked.buttons, (button("不是某一项的情况，转公开办", f"inquire/{key}"),)))


def question_sent(text: str) -> Letter:
    """A question to the office was passed on; it is read back."""
    return Letter(paragraphs(plain(f"已转公开办：{words.prose(text, 600)}"), plain("答复将在此送达。")))


def question_note(inquiry: Inquiry, unit: str, name: str, task: Task | None) -> Letter:
    """A liaison asks the office something; answering by reply, or after the button, goes back to the liaison."""
    text = paragraphs(
        bold(f"【单位咨询】{words.name(unit, 40)}"),
        plain(row_title(task)) if task else Html(""),
        plain(f"{words.name(name)}：{words.prose(inquiry.text, 1500)}"),
        plain("请点「答复」后回复，或直接回复本条消息，将原文转告该联络员。"),
    )
    return Letter(text, ((button("答复", f"reply/{inquiry.id}"),),))


def ask_answer(inquiry: Inquiry) -> Letter:
    """After 答复."""
    return Letter(plain(f"请回复答复内容，将原文转告：{words.brief(inquiry.text, 200)}"))


def question_answered(inquiry: Inquiry) -> Letter:
    """The office's answer, with what was asked."""
    text = paragraphs(
        bold("【公开办答复】"),
        plain(f"咨询：{words.brief(inquiry.text, 300)}"),
        plain(f"答复：{words.prose(inquiry.answer, 2500)}"),
    )
    return Letter(text)


def answer_passed_on(name: str) -> Letter:
    """To the office: the answer is on its way."""
    return Letter(plain(f"答复已转告{words.name(name)}。"))


def answered_before(inquiry: Inquiry) -> Letter:
    """Somebody of the office was quicker."""
    return Letter(plain(f"该咨询此前已答复，未重复转告。原答复：{words.brief(inquiry.answer, 300)}"))


def asker_gone() -> Letter:
    """Whoever asked answers for no unit any more."""
    return Letter(plain("提问的联络员已不在岗，答复未转告。如仍需告知，请联系该单位现任联络员。"))
