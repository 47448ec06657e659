"""What the office asks in its own words: 「12项现在什么情况」「教育局还有哪些没报」「催一下23」. It changes nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.conversation.office import looking, nudging, reviewing, settling
from bot.conversation.turn import Act, Turn
from messages import nudges
from messages.reading import asked_about, items_named
from storage.records import Task, Unit
from storage.states import WITH_UNIT, ItemState
from storage.values import RosterUnit

_MOST_CARDS = 3
_LONGEST_REST = 6  # letters beside the names in a line that only names: 看看教育局的情况
_NUDGE = re.compile(r"催(?!办函|收|缴)")
_NO_NUDGE = re.compile(r"(?:不要?|别|勿|停止?|暂缓|不用|先不)(?:再|给|对)?\S{0,6}催")
_OVERDUE = re.compile(r"逾期|超期|过期")
_WANTS = re.compile(r"看|查|发|导|要|列|统计|汇总|谁|几[个家件项]|多少|交办")
_LONGEST_QUESTION = 16  # letters; a longer one says more than which list is wanted
_NOT_SIGNED = re.compile(r"(?:没|未|待)(?:有)?签收")
_NOT_DONE = re.compile(r"(?:没|未)(?:有)?(?:报|反馈|完成|办结|交|办)")
_VIEWS: tuple[tuple[re.Pattern[str], Act], ...] = (
    (re.compile(r"[待未没](?:有)?确认|疑问"), settling.COMMANDS["待确认"]),
    (re.compile(r"交办|下发|开始发|发吧|发下去|可以发"), settling.where_it_stands),
    (re.compile(r"台账"), looking.COMMANDS["台账"]),
    (re.compile(r"联络员|名册"), looking.COMMANDS["名册"]),
    (re.compile(r"待审|要审|审核|申请"), reviewing.COMMANDS["待审"]),
    (re.compile(r"到期|统计|汇总|进度|总体|摘要"), looking.COMMANDS["摘要"]),
)
_HOW_MANY = re.compile(r"几[个家件项]|多少|哪[些个几家]")
_LEVEL = re.compile(r"^[省市区县州旗盟]")


def is_answered(turn: Turn) -> bool:
    """Whether a line asks for a row, a unit or what is late, or wants somebody pinged; the ping is only shown."""
    text = turn.incoming.text
    tasks = turn.desk.tasks()
    numbers = items_named(text, list(dict.fromkeys(task.number for task in tasks)), turn.today)
    rows = [task for task in tasks if task.number in numbers]
    spoken_of = dict(units_in(turn, text))
    units = list(spoken_of.values())
    if _NO_NUDGE.search(text) and asked_about(text) is None:
        turn.say(nudges.not_stopped())
    elif _NUDGE.search(text) and (rows or units) and len(units) <= 1:
        nudging.show(turn, nudging.meant(turn, numbers, units[0] if units else None))
    elif not (rows or units) and _is_view_shown(turn, text):
        return True
    elif not (asked_about(text) or _HOW_MANY.search(text) or _only_names(text, [*numbers, *spoken_of])):
        return False
    elif rows and units:
        _show_items(turn, rows, units)
    elif rows or units:
        _show_cards(turn, rows, units)
    else:
        return False
    return True


def _is_view_shown(turn: Turn, text: str) -> bool:
    """Whether a short line asks for one of the lists: 「谁还没签收」「发个台账」「这周到期的有哪些」."""
    if len(text) > _LONGEST_QUESTION or (asked_about(text) is None and not _WANTS.search(text)):
        return False
    if _OVERDUE.search(text):
        looking.overdue(turn, "")
    elif _NOT_SIGNED.search(text):
        looking.owing(turn, (ItemState.TO_SIGN,))
    elif _NOT_DONE.search(text):
        looking.owing(turn, (*WITH_UNIT,))
    else:
        view = next((act for words, act in _VIEWS if words.search(text)), None)
        if view is None:
            return False
        view(turn, "")
    return True


def _show_items(turn: Turn, rows: list[Task], units: list[Unit]) -> None:
    """What these units have of these rows; the rows themselves where they have nothing of them."""
    ids = {unit.id for unit in units}
    items = [item for task in rows for item, unit in turn.desk.items_of_task(task) if unit.id in ids]
    turn.say_cards(*items[:_MOST_CARDS])
    if not items:
        _show_cards(turn, rows, [])


def _show_cards(turn: Turn, rows: list[Task], units: list[Unit]) -> None:
    for task in rows[:_MOST_CARDS]:
        looking.show_task(turn, task)
    for unit in units[:_MOST_CARDS]:
        looking.show_unit(turn, unit)


def numbers_in(turn: Turn, text: str) -> list[str]:
    """The numbers of the office's rows that a line names."""
    known = dict.fromkeys(task.number for task in turn.desk.tasks())
    return list(items_named(text, list(known), turn.today))


def units_in(turn: Turn, text: str) -> Iterator[tuple[str, Unit]]:
    """The units a line names, by any of their names, also without the level: 教育局. The longest names first."""
    by_name = {unit.name: unit for unit in turn.desk.units()}
    called = {name: by_name.get(unit.name) for unit in turn.desk.roster().units for name in _names_of(unit)}
    for name in sorted(called, key=len, reverse=True):
        unit = called[name]
        if unit is not None and name in text:
            text = text.replace(name, "　")
            yield name, unit


def _names_of(unit: RosterUnit) -> Iterator[str]:
    for name in (unit.name, *unit.aliases):
        yield name
        if len(name) > 3:
            yield _LEVEL.sub("", name)


def _only_names(text: str, names: list[str]) -> bool:
    for name in names:
        text = text.replace(name, "")
    return bool(names) and sum(sign.isalnum() for sign in text) <= _LONGEST_REST
