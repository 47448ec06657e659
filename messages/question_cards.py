"""A question about a row of the document as the office reads and answers it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from messages import words
from messages.decision_texts import NEW_UNIT
from messages.html import Html, bold, plain
from messages.letter import Button, Letter
from messages.pages import button, fitted, in_rows, paragraphs
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
        plain(f"内容：{words.prose(task.content, 1200)}") if task.content else Html(""),
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


def answered(settled: Sequence[tuple[Task, Question]], left: int) -> Letter:
    """The answers as stored, and how many questions are left in all."""
    rest = f"还有{words.count(left, '个')}问题待确认。" if left else "所有问题均已确认。"
    text = fitted(Html(""), [_as_stored(task, question) for task, question in settled], plain(rest))
    again = [(task, question) for task, question in settled if not question.about]
    many = len(settled) > 1
    keys = [button(f"改答第{task.number}项" if many else "改答", f"askagain/{one.id}") for task, one in again[:8]]
    return Letter(text, in_rows(keys, 2))


def not_asked_again(task: Task) -> Letter:
    """改答 too late."""
    return Letter(
        plain(
            f"{row_title(task)}已确认或已有变动，答复不能改填。改期、增减单位请发 /任务 {task.number}，点卡片下的按钮。"
        )
    )


def answer_unclear(why: str) -> Letter:
    """An answer that cannot be put into the row; `why` says what is missing."""
    return Letter(plain(f"{words.prose(why, 300).rstrip('。')}。\n未作变更，请重新填写。"))


def row_answer_unclear(task: Task, why: str) -> Letter:
    """The same for a line that named the row; `why` says what is missing."""
    return Letter(plain(f"{row_title(task)}：{words.prose(why, 300).rstrip('。')}。\n本项未作变更，请重新写明。"))


def which_doubt(number: str, asked: Sequence[Question]) -> Letter:
    """A line that may speak of several doubts of a row, or of none."""
    if not asked:
        ways = f"查看本项请发 /任务 {number}；改期、改牵头、增减单位请看 /帮助。"
        return Letter(plain(f"第{number}项没有与此相应的待确认疑问，未作变更。{ways}"))
    columns = "、".join(dict.fromkeys(words.column(one.field) for one in asked))
    doubts = f"有{words.count(len(asked), '处')}疑问（{columns}），未能分清所答是哪一处"
    return Letter(plain(f"第{number}项{doubts}，未作变更。请发 /待确认 后点按钮答复。"))


def one_by_one() -> Letter:
    """「全部按第一种」: never taken."""
    return Letter(plain("疑问须逐项确认，不能一次全部采用同一读法。请点卡片下的按钮，或逐项写明。"))


def how_to_answer(task: Task) -> Letter:
    """A line right under a card that could not be read as anything."""
    example = f"第{task.number}项牵头单位是区某局"
    return Letter(
        plain(
            f"未能读懂，未作登记或变更。\n如系答复{row_title(task)}的疑问，请点卡片下的按钮，或直接回复该卡片写明；"
            f"也可注明序号发送，例如：{example}。\n全部操作见 /帮助（/help）。"
        )
    )


def no_open_questions() -> Letter:
    """/待确认 when nothing is open."""
    return Letter(plain("目前没有待确认的问题。"))


def _as_stored(task: Task, question: Question) -> Html:
    if question.answer == NEW_UNIT:
        name = words.name(question.about)
        told = f"「{name}」已列入名册，联络员发 /登记 {name} 登记。所属群组须在名册文件中补充。"
        return plain(f"{row_title(task)}\n{told}")
    stored = words.brief(_choice_text(question.answer or ""), 300)
    return plain(f"{row_title(task)}\n{words.column(question.field)}已确认为：{stored}。")


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
