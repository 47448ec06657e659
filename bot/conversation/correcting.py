"""更正: a report taken back while nobody has decided on it, by button, by typing, or by editing the message."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.conversation import answering, asking, mentioned, recording, unclear
from bot.conversation.turn import Turn, number
from bot.updates import read_update
from messages import answers, verdicts
from messages.reading import Said, Say, Understood, may_correct
from storage.records import Item, Report, Task
from storage.states import ItemState, Verdict

_CORRECTION = re.compile(
    r"^[^，,。：:；;\d]{0,12}(?:[错反串混]了|不对|作废)[，,。：:；;]|(?:更正|纠正|改正)(?:一下|为|成)?", re.MULTILINE
)

_BARE = re.compile(
    r"(?:不好意思|抱歉|对不起|刚才?|刚刚|上[面条一]条?|前面|那[个条项]|这[个条项]|我|的|是|都|报送|消息|\W)*"
    r"(?:[发填报写弄搞点传说]错|搞混|更正|撤回|撤销|作废|收回)(?:了|啦|一?下|刚才|上一?条|的|吧|\W)*"
)
_MOST_OFFERED = 6


def undo(turn: Turn, rest: str) -> None:
    """The button under a receipt."""
    report = turn.desk.one(Report, number(rest))
    item = turn.own_item(str(report.item_id)) if report else None
    if report is None or item is None:
        turn.refuse()
    elif report.verdict is Verdict.WITHDRAWN or report.id != _last(turn, item):
        turn.say_cards(item)
    else:
        _tell(turn, item, turn.desk.take_back(report, item))


def typed(turn: Turn, text: str, meant: Sequence[Item]) -> bool:
    """更正 12, alone or with what should stand instead. False where a line is no correction."""
    if not may_correct(text):
        return False
    if not meant and _BARE.fullmatch(text) and (last := _said_last(turn)):
        turn.say(verdicts.what_to_correct(last))
        return True
    lines = text.splitlines()
    correcting = "\n".join(line for line in lines if _CORRECTION.search(line))
    others = "\n".join(line for line in lines if not _CORRECTION.search(line))
    if others.strip() and any(sign.isdigit() for sign in correcting) and _is_corrected(turn, correcting, meant):
        answering.read(turn, others, _owed(turn), meant)
        return True
    return _is_corrected(turn, text, meant)


def _said_last(turn: Turn) -> list[tuple[Report, Task]]:
    """What the contact's units said last and can still take back, the latest first."""
    said = [row for unit in turn.units() for row in turn.desk.last_reports(unit)]
    latest = {report.item_id: (report, task) for report, task in said}
    undecided = [row for row in latest.values() if row[0].verdict in (Verdict.PENDING, Verdict.NONE)]
    return sorted(undecided, key=lambda row: row[0].id or 0, reverse=True)[:_MOST_OFFERED]


def _is_corrected(turn: Turn, text: str, meant: Sequence[Item]) -> bool:
    known = turn.desk.items_of(turn.units(), asking.OF_INTEREST)
    replied_to = list(dict.fromkeys(item.number for item in meant)) or None
    understood = turn.understand(text, mentioned.numbers(known), replied_to)
    corrections = [say for say in understood.says if say.intent is Said.CORRECT]
    if not corrections:
        return False
    spoken_of = list({item.id: item for say in corrections for item, _ in recording.chosen(say, known, meant)}.values())
    reported = [item for item in spoken_of if turn.desk.reports_of(item)]
    if not reported and _said_instead(turn, text, _owed(turn), _numbers(spoken_of)):
        reported = spoken_of
    if not reported or "*" in {name for say in corrections for name in say.items}:
        waiting = [row for row in known if row[0].state is ItemState.SUBMITTED]
        unclear.ask_which(turn, text, waiting or _owed(turn), ())
        return True
    standing = [row for row in known if row[0] in reported and _can_be_taken_back(turn, row[0])]
    if len(standing) > 1 and len(mentioned.numbers(standing)) == 1 and not meant:
        unclear.ask_which_of_alike(turn, text, standing)
        return True
    _replace(turn, text, understood, reported, _numbers(spoken_of))
    return True


def _can_be_taken_back(turn: Turn, item: Item) -> bool:
    said = [one for one in turn.desk.reports_of(item) if one.verdict is not Verdict.WITHDRAWN]
    return bool(said) and said[-1].verdict in (Verdict.PENDING, Verdict.NONE)


def edited(turn: Turn) -> None:
    """A message that was edited: what it had reported is taken back and read anew; both versions are kept."""
    earlier = turn.desk.earlier_versions(turn.incoming.chat_id, turn.incoming.message_id or 0)
    before = read_update(earlier[-1].payload or {}) if earlier else None
    if before is None or before.text == turn.incoming.text:
        return
    stored = turn.desk.reports_from(earlier)
    items = [item for _, item in stored]
    reread = turn.understand(
        turn.incoming.text,
        list(dict.fromkeys([*(item.number for item in items), *mentioned.numbers(_owed(turn))])),
        [item.number for item in items] or None,
    )
    if not any(say.intent.value in recording.REPORTED for say in reread.says):
        turn.say(answers.edit_unclear() if stored else answers.not_understood())
        return
    late = [item for report, item in stored if not turn.desk.take_back(report, item)]
    if late:
        turn.say(verdicts.too_late_to_correct(), late)
    late_numbers = {item.number for item in late if not item.is_with_unit}
    says = [replace(say, items=tuple(one for one in say.items if one not in late_numbers)) for say in reread.says]
    still = tuple(say for say in says if say.items)
    if still:
        answering.store(turn, Understood(still, reread.ask), _owed(turn), items)


def _replace(turn: Turn, text: str, understood: Understood, items: Sequence[Item], corrected: list[str]) -> None:
    """Take the last reports back; a status or link that came with the correction is stored instead."""
    taken = {item.id: report for item in items if (report := _taken_back(turn, item)) is not None}
    owed = _owed(turn)
    says = _said_instead(turn, text, owed, corrected)
    links = next((say.links for say in understood.says if say.intent is Said.CORRECT and say.links), ())
    if not says and links:
        says = [
            Say((item.number,), Said(taken[item.id].intent.value), links, None, taken[item.id].text)
            for item in items
            if item.id in taken
        ]
    told = {name for say in says for name in say.items}
    for item in items:
        if item.number not in told:
            _tell(turn, item, item.id in taken)
    says += [say for say in understood.says if say.intent is not Said.CORRECT]
    if says:
        answering.store(turn, Understood(tuple(says), ask=False), owed, items)


def _said_instead(turn: Turn, text: str, owed: recording.Owed, corrected: list[str]) -> list[Say]:
    """What the lines with a correction say of its rows, once the word itself is taken away."""
    read = turn.understand(_CORRECTION.sub(" ", text), mentioned.numbers(owed), corrected).says
    reported = [say for say in read if say.intent.value in recording.REPORTED and say.items != ("*",)]
    named = [replace(say, items=tuple(one for one in say.items if one in corrected)) for say in reported]
    return [say for say in named if say.items]


def _taken_back(turn: Turn, item: Item) -> Report | None:
    last = next((one for one in turn.desk.reports_of(item) if one.id == _last(turn, item)), None)
    return last if last is not None and turn.desk.take_back(last, item) else None


def _last(turn: Turn, item: Item) -> int | None:
    """The last report of an item that stands."""
    said = [report.id for report in turn.desk.reports_of(item) if report.verdict is not Verdict.WITHDRAWN]
    return said[-1] if said else None


def _tell(turn: Turn, item: Item, is_taken_back: bool) -> None:
    task, _, _ = turn.desk.with_task(item)
    turn.say(verdicts.corrected(item, task) if is_taken_back else verdicts.too_late_to_correct(), [item])


def _owed(turn: Turn) -> recording.Owed:
    return turn.desk.owed(turn.units())


def _numbers(items: Sequence[Item]) -> list[str]:
    return list(dict.fromkeys(item.number for item in items))
