"""What the office reads while a document becomes tasks: the summary, the questions, one task with its state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from messages import words
from messages.cards import row_title
from messages.html import Html, bold, plain
from messages.letter import Button, Letter
from messages.pages import Keys, button, fitted, in_rows, paragraphs
from storage.records import Item, Question, Report, Task
from storage.states import ItemState, TaskState
from storage.values import Field

_FIELDS = {
    Field.DEADLINE: "完成时限",
    Field.LEAD: "牵头单位",
    Field.TASK: "任务名称",
    Field.RESPONSIBLE: "责任单位",
    Field.CONTENT: "具体内容",
    Field.ROW: "整行",
}
_TASK_STATES = {
    TaskState.UNCONFIRMED: "待确认（确认前不发出任何消息）",
    TaskState.CONFIRMED: "已确认",
    TaskState.STOPPED: "终止",
}
_EXAMPLES = {
    Field.DEADLINE: "，例如：2022年11月30日，或：全年",
    Field.LEAD: "，多个单位之间用顿号分开；没有的，回复：无",
    Field.RESPONSIBLE: "，多个单位之间用顿号分开，例如：区教育局、各乡镇人民政府",
    Field.CONTENT: "（请回复更正后的全文）",
}
_MOST_CHOICES = 12
_MOST_PROBLEMS = 6
_ROOM_FOR_CHOICES = 1600


def import_summary(
    title: str,
    rows: int,
    ready: int,
    questions: Sequence[str],
    past_due: Sequence[str],
    unknown_units: Sequence[str],
    plan_id: int,
    problems: Sequence[str] = (),
) -> Letter:
    """What a document was read as. `questions` and `past_due` are row numbers, `ready` rows have nothing open.

    `problems` is what the reader left out of the file or doubts of it as a whole.
    """
    open_rows = list(dict.fromkeys(questions))
    asked = f"待确认{words.count(len(open_rows))}{_numbers(open_rows)}" if open_rows else "没有待确认的内容"
    late = f"时限早于印发日期{words.count(len(past_due))}{_numbers(past_due)}，经确认后方计逾期。" if past_due else ""
    strange = f"名册中未找到：{words.names(unknown_units, 8)}。请更新名册或确认别名。" if unknown_units else ""
    text = paragraphs(
        bold(f"【导入结果】{words.document(title)}"),
        plain(f"共{words.count(rows)}，无疑问{words.count(ready)}，{asked}。"),
        plain(late),
        plain(strange),
        *_noticed(problems),
        plain(f"{'任务文字逐页查看后方可确认；' if ready else ''}未经确认的任务不会发出任何消息。"),
    )
    keys = ((_look(ready, plan_id),), (_hand_out(plan_id),)) if ready else ()
    decide = ((button(f"逐项确认（{words.count(len(open_rows))}）", "questions/1"),),) if open_rows else ()
    return Letter(text, (*keys, *decide))


def confirmed(n: int, plan_id: int | None = None, unseen: int = 0) -> Letter:
    """Rows were confirmed; the units hear of them on the next working morning. `unseen` rows were not shown yet."""
    rest = f"还有{words.count(unseen)}的任务文字未查看，请查看后确认。" if unseen else ""
    if not n:
        return Letter(plain(rest or "没有可确认的任务；有疑问的请先逐项确认。"))
    text = plain(f"已确认{words.count(n)}，将于下一个工作日上午统一交办。{rest}")
    return Letter(text, ((_hand_out(plan_id),),) if plan_id is not None else ())


def handed_out(items: int, units: int, liaisons: int) -> Letter:
    """立即交办: what goes out now."""
    if not items:
        return Letter(plain("没有待交办的责任项；请先确认任务。"))
    whom = f"{words.count(items, '件')}责任项，涉及{words.count(units, '个单位')}、{words.count(liaisons, '名联络员')}"
    return Letter(plain(f"正在交办{whom}；每位联络员一条消息。未送达的将另行报告。"))


def question_card(task: Task, question: Question, position: int, total: int) -> Letter:
    """One question about a row, a button per choice. `position` counts from 1."""
    printed = words.brief(task.deadline_text, 80)
    text = paragraphs(
        bold(f"【待确认　{position:,}/{total:,}】{row_title(task)}"),
        plain(f"内容：{words.prose(task.content, 1200)}"),
        plain(f"时限原文：{printed}") if printed else Html(""),
        plain(f"{_FIELDS[question.field]}：{words.prose(question.text, 500)}"),
        *_long_choices(question),
    )
    choices = [_choice(question, n) for n in range(_offered(question))]
    across = 2 if all(len(choice.text) <= 8 for choice in choices) else 1  # more is cut off on a telephone
    own = button("另填", f"askfree/{question.id}")
    on = (button("下一项 ▶", f"questions/{position % total + 1}"),) if total > 1 else ()
    return Letter(text, (*in_rows(choices, across), (own, *on)))


def ask_own_answer(task: Task, question: Question) -> Letter:
    """After 另填."""
    asked = f"「{words.name(question.about)}」应为哪个单位" if question.about else f"{_FIELDS[question.field]}应为什么"
    return Letter(plain(f"{row_title(task)}\n请回复{asked}{_EXAMPLES.get(question.field, '')}。"))


def answered(task: Task, question: Question, left: int) -> Letter:
    """The answer as stored, and how many questions are left in the plan."""
    rest = f"还有{words.count(left, '个')}问题待确认。" if left else "所有问题均已确认。"
    stored = _choice_text(question.answer or "")
    return Letter(plain(f"{row_title(task)}\n{_FIELDS[question.field]}已确认为：{words.brief(stored, 300)}。\n{rest}"))


def answer_unclear(why: str) -> Letter:
    """An answer that cannot be put into the row; `why` says what is missing."""
    return Letter(plain(f"{words.prose(why, 300)}\n未作变更，请重新填写。"))


def all_answered(ready: int, plan_id: int) -> Letter:
    """Nothing is open any more; `ready` rows wait to be confirmed."""
    text = plain(f"所有问题均已确认，可确认的任务{words.count(ready)}。")
    return Letter(text, ((_look(ready, plan_id),),) if ready else ())


def no_open_questions() -> Letter:
    """/待确认 when nothing is open."""
    return Letter(plain("目前没有待确认的内容。"))


def task_card(
    task: Task,
    counts: Mapping[ItemState, int],
    open_questions: Sequence[Question],
    reports: Sequence[tuple[str, Item, Report]] = (),
    overdue: int = 0,
    today: date | None = None,
) -> Letter:
    """/任务 12 for the office: the row, where its items stand, what is open, the last words of the units."""
    head = paragraphs(
        bold(row_title(task)),
        plain(f"内容：{words.prose(task.content, 900)}"),
        plain(f"牵头单位：{words.names(task.lead, 6) or '未明确'}"),
        plain(f"责任单位：{words.names((*task.collective, *task.named), 8) or '未明确'}"),
        plain(f"时限：{deadline_line(task, today)}"),
        plain(f"状态：{_TASK_STATES[task.state]}"),
        plain(standings(counts, overdue)),
    )
    asked = [plain(f"待确认　{_FIELDS[one.field]}：{words.brief(one.text, 200)}") for one in open_questions]
    said = [plain(_said(unit, item, report, today)) for unit, item, report in reports]
    keys = tuple((_show(question),) for question in open_questions[:4])
    return Letter(fitted(head, [*asked, *said], Html(""), "条"), (*keys, *_changes(task, bool(counts))))


def _changes(task: Task, has_items: bool) -> Keys:
    """What the office may change about a row, and 催办."""
    if task.state is TaskState.STOPPED:
        return ()
    change = (
        button("改期", f"chg/due/{task.id}"),
        button("加单位", f"chg/add/{task.id}"),
        button("终止", f"chg/stop/{task.id}"),
    )
    press = (button("催办", f"nudgeask/task/{task.id}"), button("不涉及", f"nilof/{task.id}"))
    return (change, press) if has_items else (change,)


def standings(counts: Mapping[ItemState, int], overdue: int = 0) -> str:
    """「责任项37件：待签收3件、办理中20件、已办结14件；其中逾期2件」."""
    total = sum(counts.values())
    if not total:
        return "责任项：尚无"
    parts = "、".join(f"{words.state(one)}{words.count(counts[one], '件')}" for one in ItemState if counts.get(one))
    late = f"；其中逾期{words.count(overdue, '件')}" if overdue else ""
    return f"责任项{words.count(total, '件')}：{parts}{late}"


def no_such_task(number: str) -> Letter:
    """/任务 with a number that is not there."""
    return Letter(plain(f"未找到第{words.brief(number, 12)}项。请核对序号。"))


def no_such_unit(name: str) -> Letter:
    """/单位 with a name the roster does not know."""
    return Letter(plain(f"名册中未找到「{words.name(name)}」。请核对名称，或发送 /名册（/roster）查看。"))


def reading_file(name: str) -> Letter:
    """At once, while the document is being read."""
    return Letter(plain(f"已收到《{words.name(name, 60) or '文件'}》，正在读取，请稍候。"))


def document_refused(why: str) -> Letter:
    """A file that cannot be read as a task table; `why` names the reason and the way out."""
    return Letter(plain(f"文件未能导入，未作任何保存。\n{words.prose(why, 800)}"))


def file_lost(name: str) -> Letter:
    """A photo or document handed in as evidence that could not be had from Telegram."""
    return Letter(
        plain(
            f"佐证材料《{words.name(name, 60) if name else '图片'}》未能取得，请重新发送；已报送的文字和链接不受影响。"
        )
    )


def how_to_import() -> Letter:
    """/导入."""
    return Letter(
        plain("请直接发送任务分解表文件（docx、xlsx、txt 等）。读取后先列出疑问供确认，确认前不会向任何单位发出消息。")
    )


def _look(ready: int, plan_id: int) -> Button:
    return button(f"查看并确认任务文字（{words.count(ready)}）", f"texts/{plan_id}/0")


def _noticed(problems: Sequence[str]) -> Iterator[Html]:
    """What the reader noticed, a line each; the rest is counted."""
    told = list(dict.fromkeys(problems))
    for problem in told[:_MOST_PROBLEMS]:
        yield plain(f"· {words.prose(problem, 160)}")
    if len(told) > _MOST_PROBLEMS:
        yield plain(f"· 另有{words.count(len(told) - _MOST_PROBLEMS, '处')}提示，可运行 duban read 查看。")


def _hand_out(plan_id: int) -> Button:
    return button("立即交办", f"handout/{plan_id}")


def _show(question: Question) -> Button:
    return button(f"确认{_FIELDS[question.field]}", f"ask/{question.id}")


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


def _numbers(rows: Sequence[str]) -> str:
    shown = "、".join(words.brief(row, 12) for row in rows[:10])
    return f"（第{shown}项）" if len(rows) <= 10 else f"（第{shown}等项）"


def deadline_line(task: Task, today: date | None) -> str:
    """The deadline as read, beside what is printed."""
    read = words.day(task.due_on, today) if task.due_on else words.duty(task.deadline_kind) or "未设具体时限"
    sure = "" if task.due_is_certain else "，待确认"
    printed = words.brief(task.deadline_text, 60)
    return f"{read}{sure}（原文「{printed}」）" if printed else f"{read}{sure}"


def _said(unit: str, item: Item, report: Report, today: date | None) -> str:
    said = words.brief(report.text, 120)
    head = f"· {words.name(unit)}　{words.moment(report.at, today)}　{words.intent(report.intent)}"
    return f"{head}：{said}" if said else head
