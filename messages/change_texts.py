"""The sentences of a change that the office makes: what would become of what, what it means, what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from messages import words
from messages.rows import row_title
from storage.records import Task
from storage.values import DeadlineKind

EXAMPLES = {
    "改期": "/改期 12 2022-12-20，只改一个单位：/改期 12 区教育局 2022-12-20",
    "加单位": "/加单位 12 区教育局、区财政局",
    "减单位": "/减单位 12 区教育局",
    "改牵头": "/改牵头 12 区教育局，没有牵头单位：/改牵头 12 无",
    "加任务": "/加任务 公开防汛预案；区水务局、各乡镇人民政府；12月20日前",
    "终止": "/终止 12，只终止一个单位：/终止 12 区教育局",
    "别名": "/别名 区发改局=区发改委",
    "日历": "/日历 2022-12-31 班（或 休）",
}


def title_of(kind: str, task: Task) -> str:
    return f"{kind}：{row_title(task)}"


def new_task_title() -> str:
    return "新增任务"


def alias_title() -> str:
    return "单位别名"


def calendar_title() -> str:
    return "工作日历"


def asked(kind: str) -> str:
    """What the record says of a change that no document asked about."""
    return f"公开办{kind}"


def deadline_in_words(due: date | None, kind: DeadlineKind) -> str:
    """A time limit as it stands, or 不设具体时限."""
    day = words.day(due) if due else ""
    return "，".join(part for part in (words.duty(kind), day) if part) or "不设具体时限"


def due_now(deadline: str) -> str:
    """What is so once a time limit has been changed."""
    return f"完成时限改为{deadline}"


def effect(items: int, units: int) -> str:
    """What a change means for items that are under way, and for units that know of them."""
    whom = f"{words.count(units, '个单位')}各" if units > 1 else "单位将"
    told = f"，已交办的{whom}收到一条调整通知" if units else ""
    return f"涉及在办责任项{words.count(items, '件')}{told}；后续提醒按新内容。" if items else "没有在办责任项。"


def joining(names: Sequence[str]) -> str:
    return f"增加责任单位：{'、'.join(words.name(name) for name in names)}"


def new_items(number: int, day: date | None) -> str:
    return f"新增责任项{words.count(number, '件')}{f'，时限{words.day(day)}' if day else ''}"


def whole_row_stops() -> str:
    return "整项终止，在办责任项一并终止，已有反馈留存"


def moved(now: str, then: str, unit: str = "") -> str:
    return f"{f'{words.name(unit)}的' if unit else ''}时限：{now} → {then}"


def leads(now: Sequence[str], then: Sequence[str]) -> str:
    before, after = ("、".join(words.name(name) for name in names) or "无" for names in (now, then))
    return f"牵头单位：{before} → {after}"


def leads_now(names: Sequence[str]) -> str:
    """What is so once a row's lead has been changed."""
    return f"牵头单位改为{'、'.join(words.name(name) for name in names) or '无'}"


def leading(*, joins: bool, goes: bool) -> str:
    """What a change of lead means: a unit that had nothing of the row joins, one that only led it may go."""
    told = "新牵头单位将在下一个工作日上午收到交办。" if joins else ""
    return f"{told}{'原牵头单位的责任项是否终止，随后请在 /待确认 中确定。' if goes else ''}" or "责任项不变。"


def leaving(unit: str, items: int) -> str:
    return f"{words.name(unit)}不再承担本项，终止责任项{words.count(items, '件')}"


def new_row(number: str, content: str, units: Sequence[str], due: str) -> tuple[str, ...]:
    shown = "、".join(words.name(unit) for unit in units)
    return f"序号：{number}", f"内容：{words.prose(content, 600)}", f"责任单位：{shown}", f"时限：{due}"


def also_called(name: str, unit: str, was: str) -> str:
    return f"「{words.brief(name, 40)}」即{words.name(unit)}{f'（原指{words.name(was)}）' if was else ''}"


def day_becomes(day: date, now: str, then: str) -> str:
    return f"{words.day(day)}：{now} → {then}"


def joins(task: Task) -> str:
    """When the units that a change adds are told."""
    return "新增单位将在下一个工作日上午收到交办。" if task.confirmed_at else "任务确认后一并交办。"


def task_effect() -> str:
    return "确认后即可交办，各单位在下一个工作日上午收到。"


def alias_effect() -> str:
    return "今后文件中的该名称按此识别，待确认的同名疑问一并解决。"


def calendar_effect() -> str:
    return "提醒、催办和逾期天数随即按此计算。"


def day_unclear(text: str) -> str:
    return f"「{words.brief(text, 30)}」未能识别为明确的时限，例如：{EXAMPLES['改期']}"


def day_past(day: date) -> str:
    return f"新时限{words.day(day)}早于今天，请写今天或以后的日期，例如：{EXAMPLES['改期']}"


def day_fixed(day: date) -> str:
    return f"{words.day(day)}已由配置文件（calendar.overrides）指定，以配置文件为准，请联系系统维护人员"


def nothing_changes(now: str) -> str:
    return f"现在就是「{words.brief(now, 60)}」，无需调整"


def unit_unclear(text: str) -> str:
    return f"名册中没有「{words.brief(text, 40)}」，请写名册中的单位，例如：{EXAMPLES['加单位']}"


def no_open_item(task: Task, unit: str) -> str:
    number = words.brief(task.number, 12)
    return f"{words.name(unit)}没有第{number}项的在办责任项，可发送 /任务 {number} 查看"


def alias_taken(name: str) -> str:
    return f"「{words.brief(name, 40)}」本身是名册中的单位，或不像单位名称，例如：{EXAMPLES['别名']}"


def task_example(*, has_plan: bool) -> str:
    return f"请用分号分开内容、责任单位和时限，例如：{EXAMPLES['加任务']}" if has_plan else "请先导入任务分解表"


def calendar_example() -> str:
    return f"请写明日期和「班」或「休」，例如：{EXAMPLES['日历']}"


def example(kind: str) -> str:
    return f"请写明序号和内容，例如：{EXAMPLES[kind]}"


def units_joined(names: str, items: int) -> str:
    return f"增加{words.brief(names, 100)}，新增责任项{words.count(items, '件')}。"


def unit_left(name: str) -> str:
    return f"{words.name(name)}不再承担本项。"


def task_added(number: str, *, confirmed: bool) -> str:
    rest = "已确认，将于下一个工作日上午交办。" if confirmed else "尚有疑问，请发送 /待确认 处理。"
    return f"新增第{number}项，{rest}"


def alias_learnt(name: str, unit: str, settled: int) -> str:
    rest = f"，{words.count(settled, '个')}名称疑问随之解决" if settled else ""
    return f"「{words.brief(name, 40)}」即{words.name(unit)}{rest}。"


def calendar_set(day: date, works: bool) -> str:
    return f"{words.day(day)}为「{'班' if works else '休'}」。"
