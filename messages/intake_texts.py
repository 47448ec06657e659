"""What the office reads while a document becomes tasks, from the file to 交办."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from messages import words
from messages.html import Html, bold, plain
from messages.letter import Button, Letter
from messages.pages import button, paragraphs
from messages.rows import rows_numbered

_MOST_PROBLEMS = 6


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
    text = paragraphs(
        bold(f"【导入结果】{words.document(title)}"),
        *(plain(line) for line in _read(rows, ready, open_rows, past_due, unknown_units)),
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


def all_answered(ready: int, plan_id: int) -> Letter:
    """Nothing is open any more; `ready` rows wait to be confirmed."""
    text = plain(f"所有问题均已确认，可确认的任务{words.count(ready)}。")
    return Letter(text, ((_look(ready, plan_id),),) if ready else ())


def rows_waiting(title: str, ready: int, plan_id: int) -> Letter:
    """Rows without a question whose words nobody has confirmed yet."""
    return _waiting(f"{words.document(title)}：", ready, plan_id)


def no_changes(title: str, ready: int, plan_id: int) -> Letter:
    """A file that says what is stored already; `ready` rows of it wait to be confirmed."""
    same = f"{words.document(title)}：与已导入的内容一致，没有变化。"
    return _waiting(f"{same}\n", ready, plan_id) if ready else Letter(plain(same))


def reading_file(name: str) -> Letter:
    """At once, while the document is being read."""
    return Letter(plain(f"已收到《{words.name(name, 60) or '文件'}》，正在读取，请稍候。"))


def document_refused(why: str) -> Letter:
    """A file that cannot be read as a task table; `why` names the reason and the way out."""
    return Letter(plain(f"文件未能导入，未作任何保存。\n{words.prose(why, 800).rstrip('。')}。"))


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


def nothing_to_read() -> Letter:
    """A photo from the office."""
    return Letter(
        plain(
            "照片无法读作任务分解表，未作登记或变更。请以文件发送（docx、xlsx、pdf、txt 等）；"
            "其他操作见 /帮助（/help）。"
        )
    )


def _read(
    rows: int, ready: int, open_rows: Sequence[str], past_due: Sequence[str], unknown_units: Sequence[str]
) -> Iterator[str]:
    asked = f"，有疑问{words.count(len(open_rows))}{_numbers(open_rows)}" if open_rows else ""
    yield f"共{words.count(rows)}，无疑问{words.count(ready)}{asked}。"
    if past_due:
        yield f"时限早于印发日期{words.count(len(past_due))}{_numbers(past_due)}，经确认后方计逾期。"
    if unknown_units:
        yield f"名册中未找到：{words.names(unknown_units, 8)}。请更新名册或确认别名。"


def _waiting(of: str, ready: int, plan_id: int) -> Letter:
    text = plain(f"{of}无疑问、尚未确认的任务{words.count(ready)}，请查看任务文字后确认。")
    return Letter(text, ((_look(ready, plan_id),),))


def _look(ready: int, plan_id: int) -> Button:
    return button(f"查看并确认任务文字（{words.count(ready)}）", f"texts/{plan_id}/0")


def _noticed(problems: Sequence[str]) -> Iterator[Html]:
    """What the reader noticed, a line each; the rest is counted."""
    told = list(dict.fromkeys(problems))
    for problem in told[:_MOST_PROBLEMS]:
        yield plain(f"· {words.prose(problem, 160)}")
    if len(told) > _MOST_PROBLEMS:
        yield plain(
            f"· 另有{words.count(len(told) - _MOST_PROBLEMS, '处')}提示，可请系统维护人员运行 duban read 查看。"
        )


def _hand_out(plan_id: int) -> Button:
    return button("立即交办", f"handout/{plan_id}")


def _numbers(rows: Sequence[str]) -> str:
    return f"（{rows_numbered(rows, 10)}）"


def no_roster() -> str:
    """Why a document cannot be taken in yet."""
    return "尚未载入名册，请先发送名册文件，或运行 duban roster。"


def no_rows() -> str:
    """Why a file is no task table."""
    return "文件中没有读到任务行，请核对是否为任务分解表。"


def never_done() -> str:
    """A file over which one process after the other has died."""
    return "文件多次处理未能完成，请检查文件后重新发送"


def not_to_be_had() -> str:
    """A file that Telegram no longer has."""
    return "文件已无法从 Telegram 取得，请重新发送"


def out_of_reach() -> str:
    """A file that was asked for again and again."""
    return "多次尝试仍无法取得文件，请重新发送"
