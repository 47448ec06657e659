"""What changes with a newer version of a document or roster: what the office is asked, what units hear of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from messages import words
from messages.html import Html, bold, plain
from messages.letter import Letter
from messages.pages import Keys, button, fitted, paragraphs
from messages.rows import row_title, rows_numbered
from storage.records import Task
from storage.roster import renamed
from storage.values import Roster, RosterUnit

_AROUND = 6
_MOST_PIECES = 4


@dataclass(frozen=True, slots=True)
class Found:
    """What a newer version changes: row numbers added and removed, rows changed and how, how many changes are plain."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[tuple[str, str], ...]  # row number, what changes
    plain: int  # changes that leave nothing to decide but yes or no
    stopped: tuple[str, ...] = ()  # rows it still has, which the office has stopped


def changes_found(title: str, found: Found, plan_id: int, ready: int, asked: int) -> Letter:
    """A newer version beside the one in force. Nothing of it is in force until it is confirmed."""
    head = paragraphs(
        bold(f"【新版本比对】{words.document(title)}"),
        plain(
            f"新增{words.count(len(found.added))}，删去{words.count(len(found.removed))}，"
            f"改动{words.count(len(found.changed), '处')}。"
        ),
        plain(f"新增：{rows_numbered(found.added, 20)}") if found.added else Html(""),
        plain(f"删去：{rows_numbered(found.removed, 20)}，逐项确认是否终止") if found.removed else Html(""),
        plain(f"已终止、新版本仍列有：{rows_numbered(found.stopped, 20)}，维持终止；要恢复的，请用 /加任务 另加")
        if found.stopped
        else Html(""),
    )
    blocks = [plain(f"第{words.brief(number, 12)}项　{words.brief(what, 300)}") for number, what in found.changed]
    foot = plain("确认前仍按原版本执行；已有的反馈和办理情况不受影响。")
    keys = []
    if found.plain:
        keys.append((button(f"采用无疑问的改动（{words.count(found.plain, '处')}）", f"adopt/{plan_id}"),))
    if ready:
        keys.append((button(f"查看并确认新增的任务文字（{words.count(ready)}）", f"texts/{plan_id}/0"),))
    if asked:
        keys.append((button(f"逐项确认（{words.count(asked, '个问题')}）", "questions/1"),))
    return Letter(fitted(head, blocks, foot, "处"), tuple(keys))


def adopted(changes: int, left: int) -> Letter:
    """The plain changes of a newer version are in force."""
    rest = f"还有{words.count(left, '个')}问题待确认。" if left else "没有待确认的问题。"
    if not changes:
        return Letter(plain(f"没有可直接采用的改动。{rest}"), _to_questions(left))
    return Letter(plain(f"已采用{words.count(changes, '处')}改动，后续提醒按新内容。{rest}"), _to_questions(left))


def rows_changed(rows: Sequence[tuple[Task, str]]) -> Letter:
    """To a unit that had been told of these rows."""
    blocks = [paragraphs(bold(row_title(task)), plain(what)) for task, what in rows]
    return Letter(fitted(bold("【任务调整】"), blocks, plain("已报送的情况继续有效，无需重报。")))


def roster_changes(before: Roster, after: Roster) -> list[str]:
    """What a roster changes, a line each."""
    known, listed = ({unit.name: unit for unit in roster.units} for roster in (before, after))
    was = renamed(known, after)
    lines = [f"＋ {words.name(name)}" for name in listed if name not in known and name not in was]
    gone = [name for name in known if name not in listed and name not in was.values()]
    lines += [f"－ {words.name(name)}（今日起不再列入，已有责任项保留）" for name in gone]
    lines += [f"～ {words.name(old)}：更名为{words.name(new)}，责任项和联络员随之转入" for new, old in was.items()]
    for name, unit in listed.items():
        changed = _changed_parts(known[name], unit) if name in known else ""
        lines += [f"～ {words.name(name)}：{changed}"] if changed else []
    return lines


def roster_found(lines: Sequence[str], units: int) -> Letter:
    """A roster that was sent in chat, beside the one in force."""
    if not lines:
        return Letter(plain("名册与现行名册一致，没有变化。"))
    head = bold(f"【名册变化】共{words.count(units, '个单位')}，变化{words.count(len(lines), '处')}")
    is_swapped = {"＋", "－"} <= {line[0] for line in lines}
    hint = "更名的单位，请在新名称一行的别名栏写明原名称后重发，责任项和联络员随之转入。" if is_swapped else ""
    text = fitted(head, [plain(words.brief(line, 200)) for line in lines], plain(f"{hint}确认前仍按现行名册。"), "处")
    return Letter(text, ((button("生效", "rosteron"),),))


def roster_in_force(units: int, settled: int) -> Letter:
    """A roster has been put in force; `settled` questions about names are settled by it."""
    rest = f"，{words.count(settled, '个')}单位名称疑问随之解决" if settled else ""
    return Letter(plain(f"名册已生效，共{words.count(units, '个单位')}{rest}。"))


def roster_refused(why: str) -> Letter:
    """A roster that cannot be used; `why` has every fault with its line."""
    return Letter(plain(f"名册未能采用，未作任何保存。\n{words.prose(why, 1500)}"))


def deadline_moved(due: str) -> str:
    return f"完成时限调整为{due}。"


def reworded(text: str) -> str:
    return f"内容调整为：{words.prose(text, 800)}"


def renumbered(number: str) -> str:
    return f"序号调整为第{words.brief(number, 12)}项。"


def stopped() -> str:
    return "本项终止，无需再报。"


def unit_gone(name: str) -> str:
    return f"「{name}」不再列入本项，其责任项是否终止？"


def row_gone(number: str) -> str:
    return f"新版本中没有第{number}项，是否终止？终止后不再提醒，已有反馈留存。"


def value_changed(column: str, before: str, after: str) -> str:
    return f"新版本将{column}由「{before or '空白'}」改为「{after or '空白'}」，请确认。"


def text_changed(column: str, before: str, after: str) -> str:
    """Only the places that differ, with what stands around them."""
    return f"新版本改动了{column}：{difference(before, after)}，请确认。"


def difference(before: str, after: str) -> str:
    """The places in which two texts differ, with a few signs around each.

    >>> difference("全面梳理并公开权责清单。", "全面梳理并更新权责清单。")
    '「全面梳理并公开权责清单。」→「全面梳理并更新权责清单。」'
    """
    pieces = []
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            old, new = before[max(0, i - _AROUND) : j + _AROUND], after[max(0, k - _AROUND) : m + _AROUND]
            pieces.append(f"「{words.brief(old, 60)}」→「{words.brief(new, 60)}」")
    rest = f"等{len(pieces)}处" if len(pieces) > _MOST_PIECES else ""
    return "；".join(pieces[:_MOST_PIECES]) + rest


def _changed_parts(old: RosterUnit, new: RosterUnit) -> str:
    """Other names are only ever added: what the office has taught the roster stays."""
    parts = [f"类别由「{old.kind or '空白'}」改为「{new.kind or '空白'}」"] if old.kind != new.kind else []
    for sign, word, names in (
        ("增加", "别名", [name for name in new.aliases if name not in old.aliases]),
        ("列入", "", [name for name in new.groups if name not in old.groups]),
        ("退出", "", [name for name in old.groups if name not in new.groups]),
    ):
        parts += [f"{sign}{word}{words.names(names, 6)}"] if names else []
    if old.address != new.address:
        parts.append("其他联系渠道有变化" if new.address else "不再有其他联系渠道")
    return "，".join(parts)


def _to_questions(left: int) -> Keys:
    return ((button("逐项确认", "questions/1"),),) if left else ()
