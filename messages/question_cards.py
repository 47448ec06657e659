"""A question about a row of the document as the office reads and answers it."""

from __future__ import annotations

from datetime import date

from messages import words
from messages.html import Html, bold, plain
from messages.letter import Button, Letter
from messages.pages import button, in_rows, paragraphs
from messages.rows import row_title
from storage.records import Question, Task
from storage.values import Field

_EXAMPLES = {
    Field.DEADLINE: "，例如：2022年11月30日，或：全年",
    Field.LEAD: "，多个单位之间用顿号分开；没有的，回复：无",
    Field.RESPONSIBLE: "，多个单位之间用顿号分开，例如：区教育局、各乡镇人民政府",
    Field.CONTENT: "（全文）",
}
_MOST_CHOICES = 12
_ROOM_FOR_CHOICES = 1600


def question_card(task: Task, question: Question, position: int, total: int) -> Letter:
    """One question about a row, a button per choice. `position` counts from 1."""
    printed = words.brief(task.deadline_text, 80)
    text = paragraphs(
        bold(f"【待确认　{position:,}/{total:,}】{row_title(task)}"),
        plain(f"内容：{words.prose(task.content, 1200)}"),
        plain(f"时限原文：{printed}") if printed else Html(""),
        plain(f"{words.column(question.field)}：{words.prose(question.text, 500)}"),
        *_long_choices(question),
    )
    choices = [_choice(question, n) for n in range(_offered(question))]
    across = 2 if all(len(choice.text) <= 8 for choice in choices) else 1  # more is cut off on a telephone
    own = button("另填", f"askfree/{question.id}")
    on = (button("下一项 ▶", f"questions/{position % total + 1}"),) if total > 1 else ()
    return Letter(text, (*in_rows(choices, across), (own, *on)))


def ask_own_answer(task: Task, question: Question) -> Letter:
    """After 另填."""
    wanted = "处理意见" if question.field is Field.ROW else f"正确的{words.column(question.field)}"
    asked = f"「{words.name(question.about)}」应为哪个单位" if question.about else wanted
    return Letter(plain(f"{row_title(task)}\n请回复{asked}{_EXAMPLES.get(question.field, '')}。"))


def answered(task: Task, question: Question, left: int) -> Letter:
    """The answer as stored, and how many questions are left in the plan."""
    rest = f"还有{words.count(left, '个')}问题待确认。" if left else "所有问题均已确认。"
    stored = _choice_text(question.answer or "")
    return Letter(
        plain(f"{row_title(task)}\n{words.column(question.field)}已确认为：{words.brief(stored, 300)}。\n{rest}")
    )


def answer_unclear(why: str) -> Letter:
    """An answer that cannot be put into the row; `why` says what is missing."""
    return Letter(plain(f"{words.prose(why, 300).rstrip('。')}。\n未作变更，请重新填写。"))


def no_open_questions() -> Letter:
    """/待确认 when nothing is open."""
    return Letter(plain("目前没有待确认的问题。"))


def _offered(question: Question) -> int:
    return min(len(question.choices), _MOST_CHOICES)


def _choice(question: Question, n: int) -> Button:
    text = _choice_text(question.choices[n])
    return button(text if len(text) <= 16 else f"选{n + 1}", f"ask/{question.id}/{n}")


def _long_choices(question: Question) -> list[Html]:
    """Choices too long for a button are written out; the button then names their place."""
    texts = [_choice_text(choice) for choice in question.choices[:_MOST_CHOICES]]
    room = _ROOM_FOR_CHOICES // max(1, sum(len(text) > 16 for text in texts))
    return [plain(f"选{n}：{words.brief(text, room)}") for n, text in enumerate(texts, 1) if len(text) > 16]


def _choice_text(choice: str) -> str:
    """A day is shown with its weekday; anything else as it is."""
    try:
        return words.day(date.fromisoformat(choice))
    except ValueError:
        return words.brief(choice, _ROOM_FOR_CHOICES) or "（空白）"
