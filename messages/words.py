"""Words the texts are made of: days, states, lights, counts, and text from outside made fit to be shown."""

from __future__ import annotations

from collections.abc import Sequence
from contextvars import ContextVar
from datetime import date, datetime, timedelta, timezone, tzinfo

from messages.characters import clean, shorten
from storage.records import Item
from storage.states import EvidenceKind, Intent, ItemState, NoticeKind, Part, Role
from storage.values import DeadlineKind, Field

WEEKDAYS = "一二三四五六日"
_CHINA = timezone(timedelta(hours=8))  # one zone, no summer time since 1991
_zone: ContextVar[tzinfo] = ContextVar("zone", default=_CHINA)
SOON = timedelta(days=7)  # 临期

_STATES = {
    ItemState.TO_SIGN: "待签收",
    ItemState.SIGNED: "已签收",
    ItemState.WORKING: "办理中",
    ItemState.SUBMITTED: "待审核",
    ItemState.RETURNED: "退回补充",
    ItemState.DONE: "已办结",
    ItemState.STRUCK_OFF: "已销号",
    ItemState.ONGOING: "长期坚持",
    ItemState.NOT_APPLICABLE: "不涉及",
    ItemState.CARRIED_OVER: "结转",
    ItemState.STOPPED: "终止",
}
_LATE = {ItemState.TO_SIGN: "逾期未签收", ItemState.SIGNED: "逾期未反馈"}
_GREY = frozenset({ItemState.ONGOING, ItemState.NOT_APPLICABLE, ItemState.CARRIED_OVER, ItemState.STOPPED})
_CLOSED = frozenset({ItemState.DONE, ItemState.STRUCK_OFF})
_KINDS = {
    NoticeKind.OVERDUE: "逾期催办",
    NoticeKind.NUDGE: "催办",
    NoticeKind.LETTER: "催办通知书",
    NoticeKind.DUE_TODAY: "今天到期",
    NoticeKind.ADVANCE: "临期提醒",
    NoticeKind.RETURNED: "退回补充",
    NoticeKind.ASSIGNMENT: "新交办",
    NoticeKind.PROGRESS: "季度进展",
    NoticeKind.DIGEST: "摘要",
    NoticeKind.ANSWER: "答复",
}
_INTENTS = {
    Intent.SIGNED: "签收",
    Intent.WORKING: "办理中",
    Intent.DONE: "已完成",
    Intent.NOT_STARTED: "未开始",
    Intent.TROUBLE: "有困难",
    Intent.NIL: "不涉及",
    Intent.EXTENSION: "申请延期",
}
_AFTER_DUE = {Intent.DONE: "逾期后报送", Intent.NIL: "逾期后报送", Intent.EXTENSION: "逾期后申请"}
_EVIDENCE = {
    EvidenceKind.LINK: "链接",
    EvidenceKind.PHOTO: "照片",
    EvidenceKind.DOCUMENT: "文件",
    EvidenceKind.NUMBER: "文号",
}
_PARTS = {Part.LEAD: "牵头", Part.RESPONSIBLE: "责任", Part.ASSISTING: "配合"}
_ROLES = {Role.OFFICE: "公开办工作人员", Role.LIAISON: "联络员", Role.LEADER: "负责同志", Role.STRANGER: "未登记人员"}
_DUTIES = {DeadlineKind.WHOLE_YEAR: "全年推进", DeadlineKind.CONTINUOUS: "长期坚持", DeadlineKind.EVENT: "时限待定"}

_COLUMNS = {
    Field.DEADLINE: "完成时限",
    Field.LEAD: "牵头单位",
    Field.TASK: "任务名称",
    Field.RESPONSIBLE: "责任单位",
    Field.CONTENT: "具体内容",
    Field.ROW: "整行",
}
_MESSAGES = {NoticeKind.ASSIGNMENT: "交办", NoticeKind.OVERDUE: "催办"}


def day(on: date, today: date | None = None) -> str:
    """A day with its weekday; without the year only where it is the year of `today`.

    >>> day(date(2022, 12, 30), today=date(2022, 11, 28))
    '12月30日（星期五）'
    >>> day(date(2023, 3, 31), today=date(2022, 11, 28))
    '2023年3月31日（星期五）'
    """
    year = "" if today is not None and on.year == today.year else f"{on.year}年"
    return f"{year}{on.month}月{on.day}日（星期{WEEKDAYS[on.weekday()]}）"


def date_of(on: date) -> str:
    """A day as a document dates itself, without its weekday.

    >>> date_of(date(2022, 11, 8))
    '2022年11月8日'
    """
    return f"{on.year}年{on.month}月{on.day}日"


def moment(at: datetime, today: date | None = None) -> str:
    """A moment on the office's clock."""
    there = local(at)
    return f"{day(there.date(), today)}{there:%H:%M}"


def tell_time_in(zone: tzinfo) -> None:
    """From here on in this task, and in those it starts, moments are told in this zone: offices share a process."""
    _zone.set(zone)


def local(at: datetime) -> datetime:
    """The moment in the office's zone; a naive one is taken to be there already."""
    return at.astimezone(_zone.get()) if at.tzinfo else at


def state(of: ItemState) -> str:
    """The state as the office writes it.

    >>> state(ItemState.SUBMITTED)
    '待审核'
    """
    return _STATES[of]


def light(item: Item, today: date, due_soon: bool) -> str:
    """The light with its word; never a colour alone."""
    if item.state in _GREY:
        return f"⚪{state(item.state)}"
    if item.state in _CLOSED:
        return f"🟢{state(item.state)}{'（逾期办结）' if item.was_late else ''}"
    if item.is_overdue(today):
        return f"🔴{_LATE.get(item.state, '逾期未办结')}"
    return "🟡临期" if due_soon and item.is_with_unit else "🟢正常"


def is_soon(item: Item, today: date) -> bool:
    """临期: still with the unit and due within seven days."""
    due = item.due_in_force
    return item.is_with_unit and due is not None and today <= due <= today + SOON


def kind(of: NoticeKind) -> str:
    """What a message is for."""
    return _KINDS[of]


def message(of: NoticeKind) -> str:
    """What a whole message of this kind is called: 交办, 催办 …"""
    return _MESSAGES.get(of, kind(of))


def intent(of: Intent) -> str:
    """What a unit says of an item."""
    return _INTENTS[of]


def after_due(of: Intent) -> str:
    """How it is marked that a unit said so after the day in force; "" where that makes no difference."""
    return _AFTER_DUE.get(of, "")


def evidence(of: EvidenceKind) -> str:
    """What a piece of evidence is."""
    return _EVIDENCE[of]


def part(of: Part) -> str:
    """A unit's part in a task."""
    return _PARTS[of]


def role(of: Role) -> str:
    """What a person is to the office."""
    return _ROLES[of]


def column(of: Field) -> str:
    """What the table calls the column a question is about."""
    return _COLUMNS[of]


def duty(of: DeadlineKind) -> str:
    """What a duty without a day of its own is called; "" for the others."""
    return _DUTIES.get(of, "")


def count(number: int, measure: str = "项") -> str:
    """A number with its measure word, thousands parted.

    >>> count(1204, "条")
    '1,204条'
    """
    return f"{number:,}{measure}"


def items(number: int) -> str:
    """So many items, each a unit's part of a task."""
    return count(number, "件")


def brief(text: str, n: int) -> str:
    """Text from outside on one line of at most `n` UTF-16 units."""
    return shorten(" ".join(clean(text).split()), n)


def prose(text: str, n: int) -> str:
    """Text from outside with its lines, blank ones dropped, at most `n` UTF-16 units."""
    kept = (" ".join(line.split()) for line in clean(text).split("\n"))
    return shorten("\n".join(line for line in kept if line), n)


def name(text: str, n: int = 32) -> str:
    """A name as somebody typed it, safe to stand beside our own words.

    >>> name("区\u202e局育教\u200b")
    '区局育教'
    """
    return brief(text, n) or "（未署名）"


def document(title: str) -> str:
    """A document's name in book-title marks.

    >>> document("2022年工作要点"), document("《2022年工作要点》")
    ('《2022年工作要点》', '《2022年工作要点》')
    """
    bare = brief(title, 200)
    return bare if bare.startswith("《") and len(bare) <= 60 else f"《{shorten(bare.strip('《》'), 58)}》"


def names(several: Sequence[str], at_most: int) -> str:
    """Names in a row, the rest counted: 「甲、乙等5个单位」.

    >>> names(["甲", "乙", "丙"], 2)
    '甲、乙等3个单位'
    """
    shown = "、".join(name(one) for one in several[:at_most])
    return shown if len(several) <= at_most else f"{shown}等{count(len(several), '个单位')}"
