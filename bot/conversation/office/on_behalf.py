"""代录: what a unit told the office by telephone or on paper; shown first, written down in its name after 确认."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.conversation import mentioned, recording
from bot.conversation.office.asking import units_in
from bot.conversation.office.finding import standing
from bot.conversation.office.looking import units_and_rows
from bot.conversation.recording import Owed
from bot.conversation.turn import Act, Turn, on_kept
from messages import changes, on_behalf
from messages.reading import Said, Say, asked_about
from storage.records import Item, Task, Unit
from storage.states import Intent

_OWN = frozenset({Said.EXTENSION, Said.NIL})  # said without whose word it is, the office decides of itself
_HOW = re.compile(r"(?:已经?)?(?:打)?(?:电话|来电|书面|口头|线下|微信|短信|当面|传真)|反馈|报来|报告|告知|称|表示|说")


def is_said(turn: Turn) -> bool:
    """Whether a line says how a unit's rows stand: 「教育局电话反馈12项已完成」; it is only shown."""
    text = turn.incoming.text
    named = dict(units_in(turn, text))
    units = {unit.id: unit for unit in named.values()}
    if len(units) != 1 or asked_about(text) is not None:
        return False
    [unit] = units.values()
    for name in named:
        text = text.replace(name, "")
    owed = turn.desk.owed([unit])
    told = _HOW.search(text) is not None
    says = [say for say in mentioned.said_of(turn, _HOW.sub("", text), owed) if told or say.intent not in _OWN]
    return _propose(turn, unit, says, turn.incoming.text, owed)


def _record(turn: Turn, rest: str) -> None:
    """/代录 12 区教育局 已完成，书面材料已收."""
    numbers, unit, said = units_and_rows(turn, rest)
    if not numbers or unit is None or not said:
        turn.say(changes.change_refused(on_behalf.example()))
        return
    understood = turn.understand(said, numbers, numbers)
    if understood.ask or not _propose(turn, unit, understood.says, said, turn.desk.owed([unit])):
        turn.say(changes.change_refused(on_behalf.not_read(said)))


def _propose(turn: Turn, unit: Unit, says: Sequence[Say], said: str, owed: Owed) -> bool:
    """Show what would be written down: of a rhythm for the first time that is still owed."""
    kept: list[list[Any]] = []
    shown: list[tuple[Task, Item, Intent, date | None]] = []
    for say in (one for one in says if one.intent.value in recording.REPORTED):
        first = {item.number: (item, task) for item, task in reversed(owed) if item.number in say.items}
        for item, task in first.values():
            day = say.due.isoformat() if say.due else None
            kept.append([item.id, standing(turn, item), say.intent.value, [*say.links], day])
            shown.append((task, item, Intent(say.intent.value), say.due))
    if shown:
        turn.say(on_behalf.confirm(shown, unit.name, said), record=kept, said=said[:1000])
    return bool(shown)


def _confirm(turn: Turn, kept: list[list[Any]]) -> None:
    """Only what stands as it was shown: the unit may have reported since."""
    said, lines, unit = turn.kept("said"), [], None
    for item_id, stood, intent, links, day in kept:
        item = turn.desk.one(Item, item_id)
        if item is None or standing(turn, item) != stood:
            continue
        task, unit, _ = turn.desk.with_task(item)
        due = date.fromisoformat(day) if day else None
        say = Say((item.number,), Said(intent), tuple(links), due, said)
        lines += recording.write_down(turn, item, task, Intent(intent), say)
    if unit is None:
        turn.show(changes.change_overtaken())
        return
    liaison = turn.desk.in_charge([unit.id or 0]).get(unit.id or 0)
    if liaison is not None:
        about = {"about": [line.item.id for line in lines]}
        turn.desk.tell(liaison, on_behalf.told_unit(lines, said).as_body() | about)
    turn.show(on_behalf.recorded(lines, unit.name, told=liaison is not None))


COMMANDS: dict[str, Act] = {"代录": _record, "record": _record}
BUTTONS: dict[str, Act] = {"recordon": on_kept("record", _confirm)}
